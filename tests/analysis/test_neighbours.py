"""Statistical neighbours."""

import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis import neighbours
from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS

BRADFORDS = [
    "blackburn-with-darwen",
    "birmingham",
    "oldham",
    "sheffield",
    "derby",
    "bury-and-rochdale",
    "bolton",
    "walsall",
    "sandwell",
    "kirklees",
]


@pytest.fixture(scope="module")
def figures():
    return yot.load()


def simulated(counts):
    """Simulate first-time entrants in 2018 of each area, among 10,000 children, with a count where one is given."""
    rows = [
        {
            "area": area,
            "measure": "first_time_entrants",
            "age": "10-17",
            "ethnicity": "all",
            "period_start": pd.Timestamp("2018-01-01"),
            "period_end": pd.Timestamp("2018-12-31"),
            "value": 10.0 * count if count is not None else 300.0,
            "count": count,
            "population": 10_000.0 if count is not None else None,
            "note": "",
            "source": "simulated",
            "released": pd.Timestamp("2020-01-31"),
            "published": "yes",
        }
        for area, count in counts.items()
    ]
    return pd.DataFrame(rows).astype({"count": float, "population": float})


def test_bradfords_ten_stand_in_their_order_and_rochdale_stands_for_its_team():
    assert neighbours.of("Bradford") == BRADFORDS
    assert neighbours.of("cardiff") == []


def test_the_neighbours_with_a_figure_stand_beside_the_team_with_their_median(figures):
    table = neighbours.beside(figures, "bradford", "first_time_entrants", as_of="2020-02-28")

    assert table["role"].tolist() == ["team", *["neighbour"] * 10]
    assert table["area"].tolist() == ["bradford", "sheffield", *(area for area in BRADFORDS if area != "sheffield")]
    assert neighbours.median_of_neighbours(table) == 272.7383
    assert table.loc[1, "note"] == "of another release than the team's figure"
    assert set(table["note"][2:]) == {"[x] no figure is held"}


def test_a_team_without_neighbours_has_its_own_row_alone(figures):
    table = neighbours.beside(figures, "cardiff", "cautioned_or_sentenced")

    assert table["area"].tolist() == ["cardiff"]
    assert pd.isna(neighbours.median_of_neighbours(table))


def test_neighbours_are_added_up_only_where_all_of_them_are_counted():
    counted = simulated({"bradford": 40, **dict.fromkeys(BRADFORDS, 20)})
    one_missing = simulated({"bradford": 40, **dict.fromkeys(BRADFORDS, 20), "kirklees": None})

    together = neighbours.beside(counted, "bradford", "first_time_entrants").iloc[-1]

    assert (together["role"], together["count"], together["population"]) == (neighbours.POOLED, 200, 100_000)
    assert (together["value"], together["verdict"], together["judgement"]) == (200, "higher", "worse")
    apart = neighbours.beside(one_missing, "bradford", "first_time_entrants")
    assert neighbours.POOLED not in set(apart["role"])


def held(folder, source, released, *pairs):
    """Write a made-up folder of one source of neighbours, each a team, its neighbour and the place."""
    rows = [{"area": team, "neighbour": neighbour, "place": place} for team, neighbour, place in pairs]
    publication = {"source": source, "title": "Made up", "released": released, "published": "yes"}
    (folder / source).mkdir(parents=True)
    pd.DataFrame(rows).assign(source=source).to_csv(folder / source / "neighbours.csv", index=False)
    pd.DataFrame([publication], columns=SOURCE_COLUMNS).to_csv(folder / source / "sources.csv", index=False)
    (folder / source / "figures.csv").write_text(",".join(COLUMNS) + "\n")


def test_added_neighbours_stand_beside_the_suites_own_and_the_newest_release_goes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("YOTLIB_DATA", str(tmp_path))
    held(
        tmp_path,
        "dfe-neighbours-2025-05",
        "2025-05",
        ("bradford", "leeds", "1"),
        ("cardiff", "bath-and-north-east-somerset", "2"),
        ("cardiff", "Rochdale", "10"),
        ("cardiff", "bury", "11"),
    )
    assert neighbours.of("bradford") == BRADFORDS
    assert neighbours.of("cardiff") == ["bath-and-north-east-somerset", "bury-and-rochdale"]

    held(tmp_path, "made-up-2026", "2026-05", ("bradford", "leeds", "2"), ("bradford", "kirklees", "1"))

    assert neighbours.of("bradford") == ["kirklees", "leeds"]
    assert neighbours.of("cardiff") == ["bath-and-north-east-somerset", "bury-and-rochdale"]
    assert neighbours.of("bradford", tmp_path / "dfe-neighbours-2025-05") == ["leeds"]
