"""What is shown downstream of `load()` when a made-up sheet of Leeds lies beside the real figures."""

import json

import pandas as pd
import pytest

import yotlib as yot
from tests.madeup.attacker import SMALL, Attacker
from yotlib.analysis import contextual_facts
from yotlib.command import as_json
from yotlib.figures.tidy import COLUMNS, FIVE_GROUPS, SOURCE_COLUMNS
from yotlib.reference import folders

YEARS = (2022, 2023, 2024)
COUNTS = dict(zip(FIVE_GROUPS, (3, 23, 24, 2, 97), strict=True))
# The last quarter of 2024-25 is 4, and so are ages 10-13; neither is in the sheet.
NINE_MONTHS, OLDER = sum(COUNTS.values()) - 4, sum(COUNTS.values()) - 4


def own_rows():
    same = {"area": "leeds", "measure": "cautioned_or_sentenced", "age": "10-17", "source": "leeds-own"}
    for year in YEARS:
        dates = {"period_start": f"{year}-04-01", "period_end": f"{year + 1}-03-31"}
        for group, count in {**COUNTS, "all": sum(COUNTS.values())}.items():
            yield same | dates | {"ethnicity": group, "count": count}
    yield same | dates | {"age": "14-17", "ethnicity": "all", "count": OLDER}
    yield same | dates | {"period_end": "2024-12-31", "ethnicity": "all", "count": NINE_MONTHS}


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """Return the suite's figures with those of the sheet, as `load()` shows them."""
    folder = tmp_path_factory.mktemp("data")
    real = folders.data()
    (folder / "figures").mkdir()
    for path in [*real.glob("*.csv"), *real.glob("figures/*.csv")]:
        (folder / path.relative_to(real)).write_bytes(path.read_bytes())
    rows = pd.DataFrame([{name: str(row.get(name, "")) for name in COLUMNS} for row in own_rows()])
    rows.to_csv(folder / "figures" / "leeds-own.csv", index=False)
    source = {"source": "leeds-own", "title": "made up", "released": "2025-06-01", "published": "no"}
    known = pd.read_csv(real / "sources.csv", dtype=str, keep_default_na=False)
    new = pd.DataFrame([source], columns=SOURCE_COLUMNS, dtype="str").fillna("")
    pd.concat([known, new]).to_csv(folder / "sources.csv", index=False)
    return yot.load(folder)


def test_all_counts_that_load_shows_of_the_team_leave_each_small_number_possible(figures):
    rows = figures[(figures["area"] == "leeds") & (figures["measure"] == "cautioned_or_sentenced")]
    rows = rows[rows["period_end"] > "2022-04-01"].reset_index(drop=True)
    reader = Attacker(rows)
    year = {"area": "leeds", "ethnicity": "all", "age": "10-17"}
    whole, nine_months, older = (
        reader.pieces_of(year | {"period_start": pd.Timestamp("2024-04-01"), "period_end": pd.Timestamp(end)} | more)
        for end, more in (("2025-03-31", {}), ("2024-12-31", {}), ("2025-03-31", {"age": "14-17"}))
    )

    small = rows[rows["count"].isna() & rows["ethnicity"].isin(["asian", "other"])]
    assert len(small) == 2 * len(YEARS)
    assert not rows["count"].between(1, 5).any()
    for place in small.index:
        assert reader.possible(reader.pieces_of(rows.loc[place]), smallest=1) == set(SMALL)
    assert reader.possible(whole - nine_months) == set(SMALL)
    assert reader.possible(whole - older) == set(SMALL)


def counts_of_sheet(node):
    """Return every count that a JSON document shows of the sheet."""
    if isinstance(node, list):
        return {count for each in node for count in counts_of_sheet(each)}
    if not isinstance(node, dict):
        return set()
    own = {node.get("count"), node.get("count_estimated")} if node.get("source") == "leeds-own" else set()
    return own | counts_of_sheet(list(node.values()))


def test_tables_and_pages_show_no_count_of_the_sheet_but_those_of_load(figures):
    groups = yot.ethnicity.groups(figures, "leeds")
    rate = "cautioned_or_sentenced_rate"
    tables = [
        figures,
        yot.compare(figures, "leeds", rate),
        yot.trends.over_time(figures, "leeds", rate),
        yot.years_together.pooled(figures, "leeds", rate),
        groups,
        yot.ethnicity.over_time(figures, "leeds"),
        yot.ethnicity.beside(figures, "leeds"),
        contextual_facts.page(figures, "leeds"),
    ]
    documents = [json.loads(table.to_json(orient="records", date_format="iso")) for table in tables]
    documents.append(json.loads(json.dumps(as_json.team_as_json(figures, yot.find("leeds")))))

    own = figures[(figures["source"] == "leeds-own") & (figures["measure"] == "cautioned_or_sentenced")]
    shown = set(own["count"].dropna())
    pooled = len(YEARS) * sum(COUNTS.values())
    assert own["count"].isna().sum() > 2 * len(YEARS)
    for document in documents:
        assert counts_of_sheet(document) <= shown | {None, pooled}
    assert "3 children" not in str(yot.findings.representation_headline(groups, team="leeds"))
