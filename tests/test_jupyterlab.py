"""The notebooks in a real JupyterLab: pictures have their words, and explore answers to the keyboard."""

import json
import os
import shutil
import subprocess
import sys
from time import monotonic, sleep

import pytest
from playwright.sync_api import sync_playwright

from yotlib.reference import folders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SETTINGS = {"themes": {"theme": "JupyterLab Dark"}, "notification": {"fetchNews": "false", "checkForUpdates": False}}
NOTEBOOKS = ("1_first_time_entrants.ipynb", "explore.ipynb")
PATIENCE = 120  # seconds
PICTURES = "images => images.map(image => [image.alt, image.naturalWidth > 0])"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab, dark, on copies of two notebooks, and return its address."""
    base = tmp_path_factory.mktemp("lab")
    places = {name: base / name for name in ("settings", "config", "data", "runtime", "ipython", "notebooks")}
    for place in places.values():
        place.mkdir()
    for name in NOTEBOOKS:
        shutil.copyfile(folders.notebooks() / name, places["notebooks"] / name)
    for name, settings in SETTINGS.items():
        file = places["settings"] / "@jupyterlab" / "apputils-extension" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings), encoding="utf-8")
    own = {f"JUPYTER_{name.upper()}_DIR": str(places[name]) for name in ("config", "data", "runtime")}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(places["settings"]), "IPYTHONDIR": str(places["ipython"])}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={places['notebooks']}"]
    server = subprocess.Popen(
        command, env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=base
    )
    yield _address(places["runtime"])
    server.terminate()
    server.wait(timeout=30)


def _address(runtime):
    """Return the address of the server whose file lies in the folder `runtime`, as soon as it is there."""
    started = monotonic()
    while monotonic() - started < PATIENCE:
        for file in runtime.glob("jpserver-*.json"):
            return json.loads(file.read_text(encoding="utf-8"))["url"]
        sleep(0.2)
    raise AssertionError("JupyterLab did not start")


@pytest.fixture
def window(lab, chromium):
    """Return a function that opens a notebook, and after the test refuse any error on the console."""
    errors = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1300, "height": 1300})
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))

        def open_notebook(name):
            page.goto(f"{lab}lab/tree/{name}?reset")
            page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=1000 * PATIENCE)
            page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=1000 * PATIENCE)
            return page

        yield open_notebook
        browser.close()
    assert errors == []


def test_pictures_have_their_words_where_a_notebook_is_only_opened(window):
    page = window("1_first_time_entrants.ipynb")

    pictures = page.locator(".jp-OutputArea img")
    pictures.nth(3).wait_for(timeout=1000 * PATIENCE)

    shown = pictures.evaluate_all(PICTURES)
    assert [words[:19] for words, _ in shown] == [
        "First-time entrants", "First-time entrants", "First-time entrants", "Children cautioned ",
    ]  # fmt: skip
    assert all(is_shown for _, is_shown in shown)


def test_explore_is_run_and_its_team_changed_by_keyboard_alone(window):
    page = window("explore.ipynb")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
    team = page.get_by_label("Team", exact=True)
    team.wait_for(timeout=1000 * PATIENCE)
    headline = page.locator(".jp-OutputArea [role=status]").first
    assert " in Bradford " in headline.inner_text()

    team.focus()
    page.keyboard.press("ArrowDown")  # which moves to the next cell where JupyterLab takes it for its own
    page.get_by_text("in Brent in").first.wait_for(timeout=1000 * PATIENCE)

    assert " in Brent " in headline.inner_text()
    assert team.evaluate("control => control === document.activeElement")
    picture = page.locator(".jp-OutputArea img").first
    assert picture.get_attribute("alt").startswith(headline.inner_text())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.labels[0].textContent") == "Measure"
    baselines = page.get_by_label("Baselines", exact=True)
    baselines.focus()
    page.keyboard.press("End")
    page.get_by_text("York's").first.wait_for(timeout=1000 * PATIENCE)


def test_in_the_dark_theme_a_picture_lies_on_a_white_card(window):
    page = window("1_first_time_entrants.ipynb")
    picture = page.locator(".jp-OutputArea img").first
    picture.wait_for(timeout=1000 * PATIENCE)

    assert page.evaluate("document.body.dataset.jpThemeLight") == "false"
    corner = """image => { const canvas = document.createElement('canvas').getContext('2d');
        canvas.drawImage(image, 0, 0); return [...canvas.getImageData(0, 0, 1, 1).data]; }"""
    assert picture.evaluate(corner) == [255, 255, 255, 255]
