"""Write the example in docs/: python -m tests.example PACK FOLDER

PACK is the folder of Bradford's pack as `yot report` built it. Its page and the files that the page links are copied to
FOLDER, with a picture of its first screen on a desk and on a phone.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PAGE, FINDINGS = "report.html", "findings.json"
COPIED = (PAGE, FINDINGS, "bradford-one-page.pdf", "bradford-figures.xlsx", "bradford-summary.txt")
# The name of each picture, the width and height of its window, and how many of its pixels are one of the window's.
SCREENS = {"desk.png": (1280, 900, 1), "phone.png": (390, 844, 2)}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
COLOURS = 32


def write(pack: Path, folder: Path) -> None:
    """Copy what a reader of the page needs from a pack into `folder`, and take the pictures."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("There is no chromium or chrome on the PATH, which takes the pictures of the example.")
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        shutil.copyfile(pack / name, folder / name)
    for name, screen in SCREENS.items():
        (folder / name).write_bytes(picture((folder / PAGE).resolve().as_uri(), browser, *screen))


def picture(address: str, browser: str, width: int, height: int, scale: int) -> bytes:
    """Return the first screen of a page as a PNG of few colours, which its letters do not need more of."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS)
        page = opened.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        page.goto(address)
        screen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        opened.close()
    file = io.BytesIO()
    reduced = screen.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    reduced.save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
