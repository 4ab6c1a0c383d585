"""What numbers can be, given the figures that are shown, and which figures must go; every number is made up.

Atoms are the first, the second and so on; a figure is the sum of some of them.
"""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.optimize import milp

from yotlib.figures.disclosure.audit import Audit, CannotBeAudited

MUST, IF_FREE, NEVER = np.inf, 1e-3, np.inf
FIRST, SECOND, BOTH = (1, 0), (0, 1), (1, 1)


def ask(figures, targets=(), number=0, wishes=None, withheld=None, prices=None, smallest=None):
    """Return the atoms and the figures let off; `figures` are (atoms, least, most), shown at any price."""
    atoms = len(figures[0][0])
    members, least, most = ([figure[at] for figure in figures] for at in range(3))
    audit = Audit(
        np.array(members, dtype=bool),
        np.array(least, dtype=float),
        np.array(most, dtype=float),
        np.array(targets, dtype=bool).reshape(-1, atoms),
    )
    answer = audit.answer(
        np.array(withheld or [False] * len(figures)),
        np.array(prices or [NEVER] * len(figures), dtype=float),
        np.array(smallest or [0] * len(figures), dtype=float),
        np.array(wishes or [MUST] * len(targets), dtype=float),
        number,
    )
    return answer and (answer[0].tolist(), answer[1].tolist())


def test_atoms_are_what_the_figures_add_up_to():
    assert ask([(FIRST, 30, 30), (BOTH, 33, 33)]) == ([30, 3], [False, False])


@pytest.mark.parametrize(("number", "possible"), [(2, False), (3, True), (5, True), (6, False)])
def test_a_target_can_be_what_the_limits_of_all_figures_leave(number, possible):
    answer = ask([(FIRST, 30, 30), (BOTH, 33, 35)], targets=[SECOND], number=number)

    assert answer == (([30, number], [False, False]) if possible else None)


@pytest.mark.parametrize(("number", "atoms"), [(3, [30, 3]), (2, None), (4, None)])
def test_a_figure_without_a_price_keeps_its_limits_on_either_side(number, atoms):
    answer = ask([(FIRST, 30, 30), (BOTH, 33, 33)], targets=[SECOND], number=number)

    assert answer == (atoms and (atoms, [False, False]))


@pytest.mark.parametrize(("number", "first"), [(1, 32), (5, 28)])
def test_a_figure_with_a_price_is_let_off_where_it_must_be(number, first):
    answer = ask([(FIRST, 30, 30), (BOTH, 33, 33)], targets=[SECOND], number=number, prices=[10, NEVER])

    assert answer == ([first, number], [True, False])


@pytest.mark.parametrize(("prices", "atoms"), [([10, 20], [32, 1]), ([20, 10], [30, 1])])
def test_the_cheapest_figure_is_let_off(prices, atoms):
    answer = ask([(FIRST, 30, 30), (BOTH, 33, 33)], targets=[SECOND], number=1, prices=prices)

    assert answer == (atoms, [atoms[0] == 32, atoms[0] == 30])


def test_a_price_is_for_each_child():
    # Two children less in all, or two more in the first and in the second: 2 x 15 against 2 x 10 + 2 x 10.
    figures = [((1, 0, 0), 30, 30), ((0, 1, 0), 20, 20), ((1, 0, 1), 33, 33), ((0, 1, 1), 23, 23)]

    _, let_off = ask(figures, targets=[(0, 0, 1)], number=1, prices=[10, 10, 25, 5])

    assert let_off == [True, False, False, True]


def test_a_figure_that_may_be_more_than_one_number_is_let_off_only_beyond_its_limits():
    ranges = [(FIRST, 30, 31), (BOTH, 33, 33)]

    assert ask(ranges, targets=[SECOND], number=2, prices=[10, NEVER]) == ([31, 2], [False, False])
    assert ask(ranges, targets=[SECOND], number=1, prices=[10, NEVER]) == ([32, 1], [True, False])


def test_what_is_withheld_can_be_anything_from_its_smallest_and_is_not_let_off():
    figures = [(FIRST, 3, 3), (BOTH, 6, 6)]

    for number in (0, 3, 6):
        answer = ask(figures, targets=[FIRST], number=number, withheld=[True, False])
        assert answer == ([number, 6 - number], [False, False])
    one = {"withheld": [True, False], "smallest": [1, 1], "prices": [10, NEVER]}
    assert ask(figures, targets=[FIRST], number=1, **one) == ([1, 5], [False, False])
    assert ask(figures, targets=[FIRST], number=0, **one) is None


def test_what_is_let_off_is_at_least_its_smallest_too():
    figures = [(FIRST, 3, 3), (BOTH, 6, 6)]

    assert ask(figures, targets=[FIRST], number=0, prices=[10, NEVER]) == ([0, 6], [True, False])
    assert ask(figures, targets=[FIRST], number=1, prices=[10, NEVER], smallest=[1, 1]) == ([1, 5], [True, False])
    assert ask(figures, targets=[FIRST], number=0, prices=[10, NEVER], smallest=[1, 1]) is None


@pytest.mark.parametrize(("smallest", "answer"), [(0, ([0, 6], [True, False])), (1, None)])
def test_a_figure_of_one_child_may_be_none_only_if_none_is_its_smallest(smallest, answer):
    one = [(FIRST, 1, 1), (BOTH, 6, 6)]

    assert ask(one, targets=[FIRST], number=0, prices=[10, NEVER], smallest=[smallest, 0]) == answer


def test_a_figure_whose_smallest_is_above_its_least_is_not_let_off_below_it():
    figures = [(FIRST, 0, 3)]

    assert ask(figures, targets=[FIRST], number=0, prices=[10], smallest=[1]) == ([0, 0], [False])


def test_a_target_that_may_have_the_number_has_it_where_no_figure_is_let_off_for_that():
    figures = [(FIRST, 0, 9), (SECOND, 0, 9), (BOTH, 9, 9)]

    answer = ask(figures, [FIRST, SECOND], number=4, wishes=[MUST, IF_FREE], prices=[NEVER, NEVER, 10])

    assert answer == ([4, 5], [False, False, False])
    free = ask(figures[:2], [FIRST, SECOND], number=4, wishes=[MUST, IF_FREE])
    assert free == ([4, 4], [False, False])


def test_of_no_target_is_more_asked_than_it_can_have():
    figures = [(FIRST, 6, 9), (SECOND, 0, 2)]

    assert ask(figures, [FIRST, SECOND], number=4, wishes=[IF_FREE, IF_FREE]) == ([6, 2], [False, False])
    assert ask(figures, [FIRST, SECOND], number=4, wishes=[0, 0]) is not None


def test_children_are_whole():
    pairs = [((1, 1, 0), 1, 1), ((0, 1, 1), 1, 1), ((1, 0, 1), 1, 1)]

    assert ask(pairs) is None


def test_where_fractions_would_do_the_answer_is_in_whole_children():
    pairs = [((1, 1, 0), 1, 9), ((0, 1, 1), 1, 9), ((1, 0, 1), 1, 9)]

    atoms, let_off = ask([*pairs, ((1, 1, 1), 1, 1)], prices=[NEVER, NEVER, NEVER, 10])

    assert sorted(atoms) == [0, 1, 1]
    assert let_off == [False, False, False, True]


def test_whole_children_are_asked_for_only_where_the_answer_is_in_fractions(monkeypatch):
    asked = []

    def solve(*given, **options):
        asked.append(bool(np.any(options["integrality"])))
        return milp(*given, **options)

    monkeypatch.setattr("yotlib.figures.disclosure.audit.milp", solve)
    ask([(FIRST, 30, 30), (BOTH, 33, 33)])
    assert asked == [False]
    ask([((1, 1, 0), 1, 1), ((0, 1, 1), 1, 1), ((1, 0, 1), 1, 1)])
    assert asked == [False, False, True]


@pytest.mark.parametrize(("status", "x"), [(0, None), (1, None), (1, np.zeros(2)), (3, None), (4, None)], ids=str)
def test_a_programme_that_gives_up_is_an_error(status, x, monkeypatch):
    given_up = SimpleNamespace(status=status, x=x, message="simulated")
    monkeypatch.setattr("yotlib.figures.disclosure.audit.milp", lambda *_, **__: given_up)

    with pytest.raises(CannotBeAudited, match="simulated"):
        ask([(FIRST, 30, 30), (BOTH, 33, 33)])


def test_a_programme_has_a_minute(monkeypatch):
    asked = []
    impossible = SimpleNamespace(status=2, x=None, message="")
    monkeypatch.setattr(
        "yotlib.figures.disclosure.audit.milp", lambda *_, **given: asked.append(given["options"]) or impossible
    )

    assert ask([(FIRST, 30, 30)]) is None
    assert asked == [{"time_limit": 60}]
