"""An archive full of generated documents, as a crawl would have left it: for tests and measurements
at scale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements
from budgetflow.archive.objects import Archive
from budgetflow.sample.facts.model import DisclosureFacts
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.paper.layouts import Layout
from budgetflow.sample.paper.printed import PrintedDocument
from budgetflow.sample.render.text import render_text
from budgetflow.settings import Settings


def fill_archive(
    settings: Settings,
    disclosures: Iterable[tuple[DisclosureFacts, Layout]],
    first: int = 0,
    told: Callable[[PrintedDocument], object] = lambda printed: None,
) -> list[str]:
    """Put every disclosure into the archive as a text rendition with its announcement; gives the
    announcements' keys, in order.

    Pages are numbered from `first`, so that several processes may fill one archive. `told` sees
    what is printed of each.
    """
    archive = Archive(settings.store("archive"))
    announcements = Announcements(settings.store("archive"))
    keys = []
    for number, (facts, layout) in enumerate(disclosures, first):
        # A name that the top-level domain for examples keeps from being anyone's (RFC 2606).
        page = f"https://sample.invalid/{facts.region_code}/{number}.html"
        record = Announcement(
            f"sample-{facts.region_code}",
            page,
            facts.region_code,
            facts.title,
            facts.publisher,
            date.fromisoformat(facts.published_on),
        )
        printed = compose(facts, layout)
        told(printed)
        # The text rendition: at scale nothing else is as quick to make and to read.
        sha256 = archive.put(render_text(printed))
        record.put(AnnouncedFile(page.replace(".html", ".txt"), sha256, f"{number}.txt"))
        announcements.put(record)
        keys.append(record.key)
    return sorted(keys)
