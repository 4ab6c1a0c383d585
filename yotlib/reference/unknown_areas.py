"""Say why a name is no area, or not one of the kind asked for, and what to write instead."""

import re
from collections.abc import Sequence

from yotlib.reference.area import (
    AUTHORITY,
    KINDS,
    NATION,
    REGION,
    TEAM,
    Area,
    all_areas,
    all_names,
    lineage,
    whole_areas,
)
from yotlib.reference.errors import did_you_mean, nearest
from yotlib.reference.names import fold_name, name_forms
from yotlib.reference.words import in_words

MOST_CANDIDATES = 6
SHORTEST_PART = 3  # letters of a part of a name that is looked for in all names
SHORTEST_WORD = 5  # letters of a word that is looked for, misspelt, in all names
_GSS_CODE = re.compile(r"[a-z]\d{8}")
_FORCE_WORDS = re.compile(r" (police( force)?( area)?|constabulary)$")


def explain_kind(area: Area, kinds: Sequence[str]) -> str:
    """Say that an area is of another kind than those asked for, and what to name instead.

    >>> explain_kind(all_areas()["wales"], ["yot"])
    "Wales is a nation, not a team. Name one of its teams, such as 'blaenau-gwent-and-caerphilly'."
    """
    hint = _suggest_team(area) if TEAM in kinds else _suggest_wider(area)
    return f"{area.name} is a {area.kind_name}, not a {_kind_words(kinds)}.{hint}"


def explain_name(name: str, candidates: Sequence[Area], kinds: Sequence[str]) -> str:
    """Say that no area, or several, are called `name`: the candidates, a police force's teams, or near misses."""
    found = candidates or _areas_containing(fold_name(name))
    wanted = [area for area in found if not kinds or area.kind in kinds]
    if len(wanted) > 1:
        return f"{name!r} could be {_list_candidates(wanted)}. Name one of them."
    if force := _police_force(name):
        return _explain_force(force, kinds)
    what = _kind_words(kinds) if kinds else "area"
    offered = did_you_mean(wanted or _nearest_areas(name, kinds)) or _list_all(kinds)
    return f"No {what} called {name!r} in data/areas.csv.{offered}"


def suggest(name: str) -> str:
    """Return what to write for a name in a file that is no area: " Did you mean 'bradford'?"; blank if nothing is near.

    A police force area is said to be one.
    """
    force = _police_force(name)
    return f" {_explain_force(force, ())}" if force else did_you_mean(_nearest_areas(name, ()))


def _kind_words(kinds: Sequence[str]) -> str:
    return in_words([KINDS[kind] for kind in kinds], last="or")


def _of_kinds(kinds: Sequence[str]) -> list[Area]:
    """Return the areas of these kinds, or of any but local authorities."""
    return [area for area in all_areas().values() if (area.kind in kinds if kinds else area.kind != AUTHORITY)]


def _suggest_team(area: Area) -> str:
    if area.kind == AUTHORITY:
        return f" Name its team, {area.within!r}." if all_areas()[area.within].kind == TEAM else f" It is {area.note}."
    example = next((team for team in _of_kinds([TEAM]) if area in lineage(team)), None)
    return f" Name one of its teams, such as {str(example)!r}." if example is not None else ""


def _suggest_wider(area: Area) -> str:
    wider = [above for above in lineage(area) if above.kind in (REGION, NATION)]
    return f" It lies in {in_words([repr(str(above)) for above in wider])}." if wider else ""


def _list_all(kinds: Sequence[str]) -> str:
    if not kinds or TEAM in kinds:
        return " yot list shows every team."
    return f" There are {in_words([str(area) for area in _of_kinds(kinds)])}."


def _list_candidates(candidates: Sequence[Area]) -> str:
    shown = [repr(str(area)) for area in candidates[:MOST_CANDIDATES]]
    if len(candidates) > MOST_CANDIDATES:
        shown.append(f"{len(candidates) - MOST_CANDIDATES} more")
    return in_words(shown, last="or")


def _areas_containing(asked: str) -> list[Area]:
    if len(asked) < SHORTEST_PART:
        return []
    return [area for area in _of_kinds([]) if any(f" {asked}" in f" {handle}" for handle in area.handles)]


def _nearest_areas(name: str, kinds: Sequence[str]) -> list[Area]:
    """Return the areas of which a name may be a misspelling: a whole name, else one word of it; none of a code."""
    forms = list(name_forms(name))
    if any(_GSS_CODE.fullmatch(form) for form in forms):
        return []
    handles = {
        handle: area
        for handle, found in all_names().items()
        for area in whole_areas(found)[:1]
        if area.kind != AUTHORITY and (not kinds or area.kind in kinds)
    }
    whole = next((near for form in reversed(forms) if (near := nearest(form, handles))), [])
    return [handles[handle] for handle in whole] or _areas_with_word_like(forms[-1], handles)


def _areas_with_word_like(asked: str, handles: dict[str, Area]) -> list[Area]:
    """Return the first few areas that have the word of which one asked for is a misspelling."""
    words = {word for handle in handles for word in handle.split() if len(word) >= SHORTEST_WORD}
    near = nearest(asked, sorted(words))[:1] if len(asked) >= SHORTEST_WORD else []
    found = [area for handle, area in handles.items() if near and near[0] in handle.split()]
    return list(dict.fromkeys(found))[:MOST_CANDIDATES]


def _police_force(name: str) -> str:
    """Return the police force area that a name means; blank for none."""
    forces = {fold_name(area.police_force): area.police_force for area in _of_kinds([TEAM])}
    return forces.get(_FORCE_WORDS.sub("", fold_name(name)), "")


def _explain_force(force: str, kinds: Sequence[str]) -> str:
    """Say which teams a police force area holds."""
    held = [str(team) for team in _of_kinds([TEAM]) if team.police_force == force]
    what = f"{force} is a police force area, not a {_kind_words(kinds or [TEAM, REGION, NATION])}."
    if len(held) == 1:
        return f"{what} It has one team; name that: {held[0]!r}."
    names = in_words([repr(team) for team in held], last="or")
    return f"{what} Name one of its teams: {names}; yot batch --only takes several, with commas between."
