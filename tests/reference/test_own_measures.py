"""Measures of a user's own, defined in a few lines of TOML."""

from pathlib import Path

import pytest

from yotlib.reference import measures, own_measures
from yotlib.reference.errors import BadFigures

ROOT = Path(__file__).resolve().parent.parent.parent
LINES = {
    "name": '"Children not in education"',
    "unit": '"of children aged 16-17"',
    "per": "100",
    "polarity": '"lower is better"',
    "interval": '"proportion"',
    "source": '"Returns"',
    "definition": '"Children in none of the three."',
}


def toml(key="made_up", **changed):
    lines = {name: value for name, value in (LINES | changed).items() if value is not None}
    return "\n".join([f"[{key}]", *(f"{name} = {value}" for name, value in lines.items())]).encode()


def problems(content):
    with pytest.raises(BadFigures) as error:
        measures.read_definitions(content, "own.toml")
    return error.value.problems


def test_seven_lines_define_a_measure():
    (definition,) = measures.read_definitions(toml(), "own.toml")

    with measures.trying([definition]):
        made = measures.get("made_up")
        assert (made.kind, made.per, made.lower_is_better, made.largest) == ("proportion", 100, True, 100)
        assert made.printed(3.26) == "3.3%"
        assert made.is_own
    assert "made_up" not in measures.MEASURES


def test_the_suites_measures_come_first_and_are_nobodys_own():
    (definition,) = measures.read_definitions(toml(key="a_first"), "own.toml")

    with measures.trying([definition]):
        assert next(iter(measures.MEASURES)) == "first_time_entrants"
        assert list(measures.MEASURES)[-1] == "a_first"
        assert not measures.get("first_time_entrants").is_own


def test_a_rate_is_of_residents_only_where_its_unit_says_so():
    of_residents = toml(key="of_residents", interval='"rate"', per="1000", unit='"per 1,000 children aged 10-17"')
    of_others = toml(key="of_others", interval='"rate"', per="1000", unit='"per 1,000 children in care"')

    found = measures.read_definitions(of_residents + b"\n" + of_others, "own.toml")
    with measures.trying(found):
        assert [measures.get(key).per_resident for key in ("of_residents", "of_others")] == [True, False]


def test_what_is_written_is_read_back_as_it_was():
    hostile = toml(name='"A \\"name\\" = with \\\\ and é"', lait='"16-17 NEET"', age='"16-17"', years='"calendar"')
    found = measures.read_definitions(hostile + b"\n" + toml(key="another"), "own.toml")

    again = measures.read_definitions(own_measures.as_toml(found).encode(), "again.toml")

    assert sorted(again, key=lambda one: one.key) == sorted(found, key=lambda one: one.key)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"name": None}, "made_up needs 'name'."),
        ({"per": '"100"'}, "made_up: per is '100'; write a whole number."),
        ({"per": "true"}, "made_up: per is True; write a whole number."),
        ({"per": "0", "interval": '"rate"'}, "made_up: per is 0; write 100 for per cent, 1000 for per 1,000."),
        ({"per": "1000"}, "made_up: a proportion is printed per cent, so per is 100, not 1000."),
        ({"interval": '"wilson"'}, "made_up: interval is 'wilson'; write one of 'rate', 'proportion', 'none'."),
        ({"age": '"16 to 17"'}, "made_up: age is '16 to 17'; write an age band such as 16-17."),
        ({"decimals": "9"}, "made_up: decimals is 9; write 0 to 4."),
        ({"name": '""'}, "made_up: name is blank, longer than 300 characters or not one line."),
        ({"name": '"two\\nlines"'}, "made_up: name is blank, longer than 300 characters or not one line."),
    ],
)
def test_what_is_wrong_is_named_with_what_to_write(changed, problem):
    assert problems(toml(**changed)) == [f"own.toml: {problem}"]


def test_a_misspelt_line_is_answered_with_the_right_one_and_all_problems_come_at_once():
    assert problems(toml(polarity='"lower is beter"', defintion='"x"')) == [
        "own.toml: made_up has no 'defintion'; it may have name, unit, per, polarity, interval, source, definition, "
        "decimals, largest, lait, age, years. Did you mean 'definition'?",
        "own.toml: made_up: polarity is 'lower is beter'; write one of 'lower is better', 'higher is better', 'none'. "
        "Did you mean 'lower is better'?",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "own.toml defines no measure; begin one with a line such as [not_in_education]."),
        (b"x = 1", "own.toml: 'x' is outside any measure; put it below a line such as [not_in_education]."),
        (b"[x\n", "own.toml is not a TOML file in UTF-8"),
        (toml(key="first_time_entrants"), "own.toml: 'first_time_entrants' is a measure of the suite's own"),
        (toml(key='"Not in"'), "own.toml: a measure cannot be called 'Not in'; write small letters"),
    ],
)
def test_a_file_that_defines_nothing_or_a_key_that_cannot_be_is_refused(content, problem):
    assert problems(content)[0].startswith(problem)


def test_the_example_defines_the_ten_key_performance_indicators():
    example = ROOT / "docs" / "measures" / "key-performance-indicators.toml"

    found = measures.read_definitions(example.read_bytes(), example.name)

    assert len(found) == 10
    assert all(definition.key.startswith("kpi_") for definition in found)
