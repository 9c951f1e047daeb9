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
        printed = compose(facts, layout)
        told(printed)
        record = _record(number, facts.region_code, facts.title, facts.publisher)
        record.published_on = date.fromisoformat(facts.published_on)
        _put(record, number, printed, archive, announcements)
        keys.append(record.key)
    return sorted(keys)


def add_government(
    settings: Settings,
    facts: GovernmentFacts,
    number: int,
    told: Callable[[PrintedDocument], object] = lambda printed: None,
) -> str:
    """Put the book of one government into the archive, as `fill_archive` puts disclosures; gives
    its announcement's key. `number` names its page, which no other one may have.
    """
    printed = compose_government(facts)
    told(printed)
    record = _record(number, facts.region_code, facts.title, f"{facts.name}财政局")
    record.published_on = date.fromisoformat(facts.published_on)
    _put(
        record,
        number,
        printed,
        Archive(settings.store("archive")),
        Announcements(settings.store("archive")),
    )
    return record.key


def _record(number: int, region_code: str, title: str, publisher: str) -> Announcement:
    """Return an announcement on a page of a site that is nobody's."""
    # An address that can be nobody's: the top-level domain is kept for such (RFC 2606).
    page = f"https://sample.invalid/{region_code}/{number}.html"
    return Announcement(f"sample-{region_code}", page, region_code, title, publisher)


def _put(
    record: Announcement,
    number: int,
    printed: PrintedDocument,
    archive: Archive,
    announcements: Announcements,
) -> None:
    """Keep a document's bytes and its announcement."""
    # The text rendition: at scale nothing else is as quick to make and to read.
    sha256 = archive.put(render_text(printed))
    address = record.landing_url.replace(".html", ".txt")
    record.put(AnnouncedFile(address, sha256, f"{number}.txt"))
    announcements.put(record)
