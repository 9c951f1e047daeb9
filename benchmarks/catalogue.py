"""How quick the catalogue of a release is in a browser: `python benchmarks/catalogue.py RELEASE`.

Serves the folder on loopback and opens the heaviest page of every kind in headless Chromium, as
wide as a desk and as a telephone. Prints one JSON line a page: largest contentful paint, total
blocking time (what long tasks take beyond 50 ms each, as Lighthouse counts it), and the bytes sent;
then one a search. Exits with 1 where a limit is broken.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from budgetflow.releases.site.http_server import server_of

SIZES = {"desk": (1280, 900), "telephone": (390, 844)}
MOST_PAINT_MS, MOST_BLOCKING_MS, MOST_SEARCH_MS = 1500, 200, 300
KINDS = (
    *("*.html", "p/*.html", "g/*.html", "d/*.html", "d/*-text.html", "v/*/*.html", "r/*.html"),
    *("k/*.html", "c/*.html"),
)
SEARCHES = ("教育局", "jyj", "jiaoyuju", "education", "650104", "水务局")
_WATCH = """
window.paint = 0; window.blocking = 0;
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) window.paint = e.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) window.blocking += Math.max(0, e.duration - 50);
}).observe({ type: "longtask", buffered: true });
"""
_SENT = """performance.getEntriesByType("resource").concat(
  performance.getEntriesByType("navigation")).reduce((sum, e) => sum + e.transferSize, 0)"""


def heaviest(release: Path) -> list[str]:
    """Return the heaviest page of each kind, and every page that there is one of."""
    found = [path.name for path in sorted(release.glob("*.html"))]
    for kind in KINDS[1:]:
        pages = sorted(release.glob(kind), key=lambda path: (path.stat().st_size, path.name))
        found += [pages[-1].relative_to(release).as_posix()] if pages else []
    return found


def measured(browser: Browser, address: str, size: str) -> dict[str, Any]:
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(200)
    told = {
        "paint_ms": round(page.evaluate("window.paint")),
        "blocking_ms": round(page.evaluate("window.blocking")),
        "sent_kib": round(page.evaluate(_SENT) / 1024),
    }
    page.close()
    return told


def searched(browser: Browser, address: str, words: str) -> dict[str, Any]:
    """Return how long an answer takes the first time, its shards not yet fetched."""
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")
    took = page.evaluate(
        """(words) => new Promise((done) => {
          const state = document.getElementById("search-state");
          const start = performance.now();
          new MutationObserver(() => done(performance.now() - start)).observe(
            state, { childList: true });
          const input = document.getElementById("q");
          input.value = words;
          input.dispatchEvent(new Event("input"));
        })""",
        words,
    )
    said = page.inner_text("#search-state")
    page.close()
    return {"search": words, "ms": round(took), "said": said}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", type=Path)
    release = parser.parse_args().release.resolve()
    broken = 0
    with server_of(release, 0) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name in heaviest(release):
            for size in SIZES:
                told = measured(browser, root + name, size)
                broken += told["paint_ms"] > MOST_PAINT_MS or told["blocking_ms"] > MOST_BLOCKING_MS
                print(json.dumps({"page": name, "size": size, **told}), flush=True)
        for words in SEARCHES:
            found = searched(browser, f"{root}index.html", words)
            broken += found["ms"] > MOST_SEARCH_MS
            print(json.dumps(found, ensure_ascii=False), flush=True)
        browser.close()
        server.shutdown()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
