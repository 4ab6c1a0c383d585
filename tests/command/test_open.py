"""`yot open` opens what is built, and names the command that builds what is not; no browser is started."""

import webbrowser

import pytest


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """Return the addresses that a made-up browser was asked to open, from a folder without packs."""
    addresses = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda address: addresses.append(address) or True)
    return addresses


def put(tmp_path, name):
    path = tmp_path / "reports" / name
    path.parent.mkdir(parents=True)
    path.write_text("<h1>Made up</h1>", encoding="utf-8")
    return path


@pytest.mark.parametrize("team", ["bradford", "BRADFORD", "E08000032"])
def test_a_teams_page_is_opened_by_any_of_its_names(yot, opened, tmp_path, team):
    page = put(tmp_path, "bradford/report.html")

    status, out, _ = yot("open", team)

    assert (status, opened) == (0, [page.as_uri()])
    assert out == "Opening reports/bradford/report.html.\n"


def test_without_a_team_the_index_is_opened(yot, opened, tmp_path):
    index = put(tmp_path, "index.html")

    assert (yot("open")[0], opened) == (0, [index.as_uri()])


def test_the_page_of_all_teams_is_opened_by_its_name(yot, opened, tmp_path):
    page = put(tmp_path, "national/report.html")

    assert (yot("open", "national")[0], opened) == (0, [page.as_uri()])


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("leeds",), "There is no page of Leeds in reports; build it with 'yot report leeds'."),
        (("leeds", "--out", "x"), "There is no page of Leeds in x; build it with 'yot report leeds --out x'."),
        (("national",), "There is no page of all teams in reports; build it with 'yot national'."),
        (
            (),
            "There is no index in reports; 'yot batch' builds all packs and their index, and 'yot open TEAM' opens one "
            "team's page.",
        ),
    ],
)
def test_what_is_not_built_is_named_with_the_command_that_builds_it(yot, opened, words, error):
    status, _, err = yot("open", *words)

    assert (status, err, opened) == (1, f"yot: {error}\n", [])


def test_an_unknown_team_is_refused(yot, opened):
    status, _, err = yot("open", "bradfrd")

    assert (status, opened) == (2, [])
    assert "Did you mean 'bradford'?" in err


def test_where_no_browser_starts_the_path_is_named(yot, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    put(tmp_path, "bradford/report.html")

    status, _, err = yot("open", "bradford")

    assert (status, err) == (1, "yot: No browser could be started here; open reports/bradford/report.html in one.\n")
