"""Put what a crawl found into the archive's record of announcements."""

from __future__ import annotations

from collections.abc import Iterable

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements, key_of
from budgetflow.crawl.state.found import Found


def note(found: Iterable[Found], announcements: Announcements) -> list[str]:
    """Enter found items in the announcements' records and give the keys that must be ingested, each
    once, in order.
    """
    groups: dict[str, list[Found]] = {}
    for item in found:
        groups.setdefault(key_of(item.source_id, item.landing_url), []).append(item)
    for key, items in groups.items():
        last = items[-1]
        record = announcements.get(key) or Announcement(
            last.source_id, last.landing_url, last.region_code, last.title
        )
        record.title, record.publisher, record.published_on = (
            last.title,
            last.publisher,
            last.published_on,
        )
        for item in items:
            record.put(
                AnnouncedFile(
                    item.source_url,
                    item.sha256,
                    item.file_name,
                    item.revision,
                    item.state == "withdrawn",
                )
            )
        announcements.put(record)
    return sorted(groups)
