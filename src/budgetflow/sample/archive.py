"""An archive full of generated documents, as a crawl would have left it: for tests and measurements
at scale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements
from budgetflow.archive.objects import Archive
from budgetflow.sample.facts.government import GovernmentFacts
from budgetflow.sample.facts.model import DisclosureFacts
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.paper.government import compose_government
from budgetflow.sample.paper.layouts import Layout
from budgetflow.sample.paper.printed import PrintedDocument
from budgetflow.sample.render.html import render_html
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
        sha256 = archive.put(render_text(printed))
        record.put(AnnouncedFile(page.replace(".html", ".txt"), sha256, f"{number}.txt"))
        announcements.put(record)
        keys.append(record.key)
    return sorted(keys)


def fill_governments(settings: Settings, governments: Iterable[GovernmentFacts]) -> list[str]:
    """Put the book of each government into the archive with its announcement; gives the
    announcements' keys, in order.
    """
    archive = Archive(settings.store("archive"))
    announcements = Announcements(settings.store("archive"))
    keys = []
    for facts in governments:
        page = f"https://sample.invalid/{facts.region_code}/government-{facts.fiscal_year}.html"
        bureau = f"{facts.name}财政局"
        record = Announcement(
            f"sample-{facts.region_code}",
            page,
            facts.region_code,
            facts.title,
            bureau,
            date.fromisoformat(facts.published_on),
        )
        sha256 = archive.put(render_html(compose_government(facts)))
        record.put(AnnouncedFile(page, sha256, f"government-{facts.fiscal_year}.html"))
        announcements.put(record)
        keys.append(record.key)
    return sorted(keys)
