"""The index of a folder of packs gives what each finds; every number is made up."""

import json

from bs4 import BeautifulSoup

from yotlib.packs.batch import index

COMPLETE = {"status": "complete", "made_from": {}}


def rows(html):
    """Return the rows of the index as text, by the service's name."""
    table_rows = BeautifulSoup(html, "html.parser").select("tbody tr")
    return {row.th.get_text(): [cell.get_text(" ") for cell in row.select("td")] for row in table_rows}


def keep(out, slug, *measures):
    (out / slug).mkdir()
    shown = [{"title": title, "printed": value, "when": "in 2024", "tag": tag} for title, value, tag in measures]
    (out / slug / "findings.json").write_text(json.dumps({"measures": shown}), encoding="utf-8")


def test_each_service_has_its_newest_figures_and_the_verdict_on_each(tmp_path):
    keep(tmp_path, "leeds", ("First-time entrants", "154", "No clear gap"), ("Proven offences", "9", "Not known"))

    html = index.render(index.list_packs({"leeds": COMPLETE}, tmp_path))

    assert rows(html) == {"Leeds": ["No clear gap 154 in 2024", "", ""]}


def test_a_pack_without_a_record_of_its_page_is_listed_all_the_same(tmp_path):
    (tmp_path / "york").mkdir()
    (tmp_path / "york" / "findings.json").write_text("half", encoding="utf-8")

    html = index.render(index.list_packs({"york": COMPLETE, "leeds": {"status": "failed"}}, tmp_path))

    assert list(rows(html)) == ["Leeds. The last attempt failed, and there is no pack; build.json says why.", "York"]


def test_what_a_record_says_is_text(tmp_path):
    keep(tmp_path, "leeds", ("First-time entrants", "<script>1</script>", "<b>Higher</b>"))

    html = index.render(index.list_packs({"leeds": COMPLETE}, tmp_path))

    assert rows(html)["Leeds"][0] == "<b>Higher</b> <script>1</script> in 2024"
    assert "<script>" not in html
