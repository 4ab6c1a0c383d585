"""Resolve publishers' names of teams, regions, nations and local authorities to one area each, or to none."""

from datetime import date, timedelta
from typing import Literal

from yotlib.reference.areas import AUTHORITY, TEAM, Area, areas_called

Prefer = Literal["", "yot", "authority"]


def resolve(
    spelling: str,
    *,
    code: str = "",
    period_start: date | None = None,
    period_end: date | None = None,
    prefer: Prefer = "",
) -> Area | None:
    """Return the area a publisher means by a name or a GSS code, or None if it is no area known here.

    A local authority that is the whole of its team gives the team. One that is only part of a team, or no longer
    exists, gives an area of kind "authority" with its `since` and `until`. The names are those of
    `yotlib.reference.area.areas_called`, as on the command line.

    Some names belong to two areas. Leicestershire and Cornwall are the team unless `prefer` is "authority" (the
    council, without Rutland or the Isles of Scilly), which readers of figures counted by local authority pass.
    Northamptonshire is the county council for a period that began before April 2021, unless `prefer` is "yot". Dorset
    is the county council for one that ended before April 2019. `period_start` defaults to a year before `period_end`.
    A former council with a name of its own (Cumbria) is found for any period: the caller checks whether it existed
    then (`Area.existed`).

    A code and a name that belong to different areas give None, since one of them is wrong.
    """
    named = areas_called(spelling)
    coded = areas_called(code) if code.strip() else ()
    agreed = tuple(area for area in coded if area in named) if named else coded
    if coded and not agreed:
        return None
    return _choose_area(agreed or named, period_start or _year_before(period_end), period_end, prefer)


def _choose_area(candidates: tuple[Area, ...], start: date | None, end: date | None, prefer: Prefer) -> Area | None:
    """Return the area that is meant, among a team and authorities that share a name."""
    wider = next((area for area in candidates if area.kind != AUTHORITY), None)
    authorities = [area for area in candidates if area.kind == AUTHORITY]
    if wider is None:
        return _authority_at(authorities, start, end) or next(iter(authorities), None)
    authority = None if prefer == TEAM else _authority_at(authorities, start, end)
    return authority if authority is not None and (authority.until or prefer == AUTHORITY) else wider


def _authority_at(authorities: list[Area], start: date | None, end: date | None) -> Area | None:
    """Return the authority that existed in the period, if possible until its end; without a period, today's."""
    if start is None or end is None:
        return next((area for area in authorities if not area.until), None)
    existing = [area for area in authorities if area.existed(start, end)]
    return max(existing, key=lambda area: area.until or "9999", default=None)


def _year_before(end: date | None) -> date | None:
    return None if end is None else end - timedelta(days=364)
