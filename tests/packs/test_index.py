"""The index of a folder of packs gives what each finds, whatever state a pack is in; every number is made up."""

import base64
import hashlib
import json
import re

import pytest
from bs4 import BeautifulSoup

from yotlib.packs.batch import index, listed
from yotlib.packs.page import region_strips
from yotlib.packs.page.region_strips import Dot

COMPLETE = {"status": "complete", "made_from": {}}


def read(packs, out):
    """Return the index of packs as a tree."""
    return BeautifulSoup(index.render(index.list_packs(packs, out)), "html.parser")


def rows(page):
    """Return the cells of each service as text by the heading of their column, by the service's name."""
    names = [heading.get_text(" ", strip=True) for heading in page.select("thead th")][1:]
    return {
        row.th.get_text(" ", strip=True): dict(
            zip(names, [cell.get_text(" ", strip=True) for cell in row.select("td")], strict=True)
        )
        for row in page.select("tbody tr")
    }


def measure(title, printed, tag, *, value=None, verdict="Not known", period="2024", nation=None):
    bases = [{"role": "nation", "name": "England", "value": nation}] if nation else []
    given = {"title": title, "printed": printed, "tag": tag, "verdict": verdict, "period": period}
    return given | {"value": float(printed.rstrip("%")) if value is None else value, "baselines": bases}


def keep(out, slug, *measures, **given):
    (out / slug).mkdir()
    content = {"measures": list(measures), **given}
    (out / slug / "findings.json").write_text(json.dumps(content), encoding="utf-8")


def test_each_service_has_its_newest_figures_and_the_verdict_on_each(tmp_path):
    first = measure("First-time entrants", "154", "No clear gap")
    keep(tmp_path, "leeds", first, measure("Proven offences", "9", "Not known", period="2021-22"))

    observed = rows(read({"leeds": COMPLETE}, tmp_path))

    assert observed == {
        "Leeds": {
            "Region": "Yorkshire and the Humber",
            "First-time entrants": "No clear gap 154 in 2024",
            "Proven offences": "Not known 9 in 2021-22",
            "Inspection": "",
            "Newest figures": "",
        }
    }


def test_a_measure_known_between_two_ends_goes_before_its_older_figure_and_is_no_dot(tmp_path):
    whole = measure("First-time entrants", "127", "No clear gap", period="2023")
    ends = {"title": "First-time entrants", "printed": "70 to 90", "lowest": 70.3, "highest": 90.2, "period": "2024"}
    keep(tmp_path, "leeds", whole, bounds=ends | {"verdict": "Lower", "tag": "Lower than England", "baselines": []})
    for slug in ("york", "kirklees"):
        keep(tmp_path, slug, measure("First-time entrants", "150", "No clear gap"))

    page = read(dict.fromkeys(("leeds", "york", "kirklees"), COMPLETE), tmp_path)

    assert rows(page)["Leeds"]["First-time entrants"] == "Lower than England 70 to 90 in 2024"
    (cell,) = page.select('tr[data-slug="leeds"] td[data-label="First-time entrants"]')
    assert float(cell["data-sort"]) == pytest.approx(80.25)
    assert {dot["data-slug"] for dot in page.select("svg.region circle")} == {"york", "kirklees"}


def test_rating_and_newest_release_are_shown_and_can_be_sorted(tmp_path):
    rating = {"rating": "Good", "rank": 2, "when": "in the report published on 3 May 2024", "new_standards": True}
    keep(tmp_path, "leeds", rating=rating, new={"released": "11 February 2026", "points": []})

    page = read({"leeds": COMPLETE}, tmp_path)

    (leeds,) = rows(page).values()
    assert leeds["Inspection"] == "Good on 3 May 2024, to the standards of 2025"
    assert leeds["Newest figures"] == "11 February 2026"
    assert [cell["data-sort"] for cell in page.select("tbody td")] == ["Yorkshire and the Humber", "2", "2026-02-11"]


@pytest.mark.parametrize(
    "content",
    [
        "half",
        "[]",
        "null",
        '{"measures": "none"}',
        '{"measures": [1, null, {"title": ["a"]}, {"title": "First-time entrants"}]}',
        '{"measures": {}, "rating": "Good", "new": [], "released_by": 7}',
        '{"measures": [], "rating": {"rating": 3}, "new": {"released": null}, "released_by": "some day"}',
        '{"measures": [], "rating": {}, "new": {}, "released_by": "2026"}',
    ],
)
def test_a_pack_whose_record_cannot_be_read_is_listed_all_the_same(tmp_path, content):
    (tmp_path / "york").mkdir()
    (tmp_path / "york" / "findings.json").write_text(content, encoding="utf-8")

    (york,) = index.list_packs({"york": COMPLETE}, tmp_path)

    assert (york.name, york.found, york.rating, york.newest) == ("York", (None,) * 5, ("", "", ""), ("", ""))
    assert list(rows(read({"york": COMPLETE}, tmp_path))) == ["York"]


def test_a_value_that_is_no_number_is_shown_and_sorted_last(tmp_path):
    keep(tmp_path, "york", measure("First-time entrants", "9", "No clear gap", value="9"))

    page = read({"york": COMPLETE}, tmp_path)

    assert rows(page)["York"]["First-time entrants"] == "No clear gap 9 in 2024"
    assert page.select("tbody td")[1]["data-sort"] == ""


def test_what_failed_is_named_with_its_reason_and_marked_in_the_list(tmp_path):
    failure = {"error": "ValueError: no figure", "notebook": "2_reoffending.ipynb", "cell": 4, "log": "long"}
    older = {**COMPLETE, "status": "failed", "failure": {"error": "took too long"}}
    packs = {"leeds": {"status": "failed", "failure": failure}, "york": older, "wakefield": {"status": "failed"}}

    page = read(packs, tmp_path)

    assert [line.get_text() for line in page.select(".failed li")] == [
        "Leeds. The last attempt failed, and there is no pack; build.json says why. "
        "2_reoffending.ipynb, cell 4: ValueError: no figure",
        "Wakefield. The last attempt failed, and there is no pack; build.json says why.",
        "York. The last attempt failed, and the pack built before still stands; build.json says why. took too long",
    ]
    assert list(rows(page)) == ["Leeds Not built", "Wakefield Not built", "York Last attempt failed"]
    assert [link["href"] for link in page.select("tbody th a")] == ["york/report.html"]


def test_what_a_record_says_is_text(tmp_path):
    keep(tmp_path, "leeds", measure("First-time entrants", "<script>1</script>", "<b>Higher</b>", value=1.0))

    html = index.render(index.list_packs({"leeds": COMPLETE}, tmp_path))

    page = BeautifulSoup(html, "html.parser")
    assert rows(page)["Leeds"]["First-time entrants"] == "<b>Higher</b> <script>1</script> in 2024"
    assert html.count("<script") == 1


def test_services_stand_by_region_and_name_and_the_page_of_all_teams_above_them(tmp_path):
    page = read(dict.fromkeys(("york", "leeds", "kent", "national"), COMPLETE), tmp_path)

    assert list(rows(page)) == ["Kent", "Leeds", "York"]
    assert page.select_one("header a[href='national/report.html']").get_text() == "All teams at once"


def test_a_pack_of_no_team_known_here_has_its_folders_name_and_is_no_page_of_all_teams(tmp_path):
    page = read({"javascript:alert(1)": COMPLETE}, tmp_path)

    assert rows(page)["javascript:alert(1)"]["Region"] == "Other packs"
    assert page.select_one("tbody a")["href"] == "javascript%3Aalert%281%29/report.html"
    assert not page.select("header a[href$='report.html']")


def test_files_beside_a_page_can_be_taken_and_each_link_says_whose_it_is(tmp_path):
    keep(tmp_path, "leeds")
    for name in ("leeds-one-page.pdf", "leeds-figures.xlsx", "leeds-summary.txt", "report.html"):
        (tmp_path / "leeds" / name).touch()

    links = read({"leeds": COMPLETE}, tmp_path).select(".beside a")

    assert [(link["href"], link.get_text()) for link in links] == [
        ("leeds/leeds-one-page.pdf", "Leeds: PDF"),
        ("leeds/leeds-figures.xlsx", "Leeds: workbook"),
        ("leeds/leeds-summary.txt", "Leeds: text"),
    ]


def test_the_policy_of_the_page_allows_its_own_script_and_no_other(tmp_path):
    html = index.render(index.list_packs({"leeds": COMPLETE}, tmp_path))

    (script,) = re.findall("<script>(.*?)</script>", html, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'\"" in html


def test_the_strips_have_the_services_of_the_period_that_most_have(tmp_path):
    title = "First-time entrants"
    keep(tmp_path, "leeds", measure(title, "200", "Higher than England", verdict="Higher", nation=140.0))
    keep(tmp_path, "york", measure(title, "90", "Lower than England", verdict="Lower", nation=140.0))
    keep(tmp_path, "kent", measure(title, "70", "No clear gap", nation=140.0))
    keep(tmp_path, "cardiff", measure(title, "60", "No clear gap", period="2019"))

    page = read(dict.fromkeys(("leeds", "york", "kent", "cardiff"), COMPLETE), tmp_path)

    said = [section.get_text(" ", strip=True) for section in page.select(".of-one-region")]
    assert [words.split("2024 ", 1)[1] for words in said] == [
        "Kent: 70 in 2024. No clear gap 1 service, 70.",
        "No figure held for 2024.",
        "York: 90 in 2024. Lower than England Leeds: 200 in 2024. Higher than England "
        "2 services, 90 to 200; 1 higher, 1 lower.",
    ]
    assert {link["href"] for link in page.select("svg a")} == {f"{s}/report.html" for s in ("leeds", "york", "kent")}
    assert len(page.select("svg.region .nation")) == 2


def test_a_folder_without_packs_has_an_index_all_the_same():
    page = BeautifulSoup(index.render([]), "html.parser")

    assert page.h1.get_text() == "Comparison packs"
    assert not page.select("table, script")


def test_every_dot_of_a_strip_has_its_own_place():
    dots = [Dot(f"Service {n}", 100.0, "100", "", "", f"s-{n}") for n in range(9)]

    places = re.findall('cx="(.*?)%" cy="(.*?)"', region_strips.region_strip(dots, 50.0, 150.0, None))

    assert len(set(places)) == 9


def test_measures_of_the_index_are_those_a_page_may_have():
    from yotlib.findings.board.strip import MEASURES, STAND_IN
    from yotlib.findings.board.wording import title_of

    titles = [title_of({"measure": key, "age": age}) for key, age in (*MEASURES, STAND_IN)]
    assert set(titles) == set(listed.MEASURES)
