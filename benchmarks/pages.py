"""Weight and speed of a page in a browser, beside a plain Altair-in-Jupyter-Book page with the same charts.

Usage: `python benchmarks/pages.py [page ...]` after `make book`; pages as in the table of contents, `partners/ind` when
none is named. The plain page is what Jupyter Book makes of a notebook with Altair's HTML output: it asks outside hosts
for three scripts, which are answered here from the same library, so that only the way of building differs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, Route, sync_playwright

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
SHOWN = """() => new Promise(done => { const start = setInterval(() => {
  const found = document.querySelector('figure img, .vega-embed svg, .vega-embed canvas');
  if (found && (found.tagName !== 'IMG' || found.complete && found.naturalWidth)) {
    clearInterval(start); done(performance.now()); } }, 5); setTimeout(() => done(null), 20000); })"""
DRAWN = "() => document.querySelectorAll('.vega-embed svg, .vega-embed canvas').length"
CONFIG = {"title": "plain", "execute": {"execute_notebooks": "off"}, "only_build_toc_files": True}
ROWS = ("HTML of the page, kB", "loaded before any scrolling, kB", "requests to other hosts", "first figure seen, ms",
        "figures without scripts")  # fmt: skip


def main(pages: list[str]) -> None:
    """Print one table for each page."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not path or not (SITE / "index.html").exists():
        sys.exit("needs Chromium and a built book: `make browser book`")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for page in pages:
            ours = measure(browser, SITE / f"{page}.html")
            plain = measure(browser, plain_page(page, Path(folder) / page.replace("/", "-")))
            print(f"\n{page}\n{'':34}{'this book':>14}{'plain':>14}")
            for name, one, other in zip(ROWS, ours, plain, strict=True):
                print(f"{name:34}{written(one):>14}{written(other):>14}")
        browser.close()


def written(number: int) -> str:
    """A measured number; a first figure that stands below the first screen waits until a reader scrolls to it."""
    return "on scrolling" if number < 0 else f"{number:,}"


def specifications(page: str) -> list[dict[str, Any]]:
    """The Vega-Lite specifications of a page's executed notebook, in order."""
    node = nbformat.read(ROOT / "_build" / "notebooks" / f"{page}.ipynb", as_version=4)
    outputs = [output.get("data", {}) for cell in node.cells for output in cell.get("outputs", [])]
    return [drawn for data in outputs for mime, drawn in data.items() if "vegalite" in mime]


def plain_page(page: str, folder: Path) -> Path:
    """Build the plain page; returns its HTML file."""
    from altair.utils.html import spec_to_html

    folder.mkdir(parents=True)
    cells = [nbformat.v4.new_markdown_cell("# Plain")]
    for spec in specifications(page):
        html = spec_to_html(spec, "vega-lite", "5", "5", "6", fullhtml=False, output_div=f"altair-{len(cells)}")
        data = {"text/html": html}
        cells.append(nbformat.v4.new_code_cell("chart", outputs=[nbformat.v4.new_output("display_data", data)]))
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "index.ipynb")
    (folder / "_config.yml").write_text(json.dumps(CONFIG), encoding="utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(folder), "-q"]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "_build" / "html" / "index.html"


def measure(browser: Browser, page: Path) -> tuple[int, int, int, int, int]:
    """HTML and loaded kB, requests to other hosts, ms to the first figure, figures seen without scripts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    loaded, outside = [0], [0]

    def answer(route: Route) -> None:
        url = route.request.url
        if url.startswith("file:"):
            loaded[0] += Path(url.removeprefix("file://").partition("?")[0].partition("#")[0]).stat().st_size
            return route.continue_()
        outside[0] += 1
        body = library() if "/vega@" in url else ""
        loaded[0] += len(body)
        return route.fulfill(body=body, content_type="text/javascript")

    context.route("**/*", answer)
    tab = context.new_page()
    tab.goto(page.as_uri(), wait_until="commit")
    shown = tab.evaluate(SHOWN)
    tab.wait_for_load_state("load")
    tab.wait_for_timeout(1500)
    context.close()
    still = browser.new_context(java_script_enabled=False)
    quiet = still.new_page()
    quiet.goto(page.as_uri(), wait_until="load")
    without = quiet.locator("article figure img").count()
    still.close()
    return page.stat().st_size // 1000, loaded[0] // 1000, outside[0], round(shown or -1), without


def library() -> str:
    """Vega, Vega-Lite and Vega-Embed in one script."""
    import vl_convert

    return f"(function(){{{vl_convert.javascript_bundle()}}})();"


if __name__ == "__main__":
    main(sys.argv[1:] or ["partners/ind"])
