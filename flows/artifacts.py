"""The operator's page: keyed artifacts in the Prefect UI that say what a run did, by source and for
the release.
"""

from __future__ import annotations

import re
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from budgetflow.jobs.standing import Standing
from budgetflow.jobs.summary import RunSummary, SourceNight
from budgetflow.releases.made import Release

# Messages shown a source, so that its page can be read: a broken site may have a thousand. The log
# has them all.
_MOST_MESSAGES = 20


def publish(summary: RunSummary, stands: Standing, site_url: str) -> None:
    """Write the artifacts of a run: `night` (one page), `sources` (one table), and one page for
    each source with something to report and for the release.

    `site_url` is where readers find the releases; empty where there is no such place.

    A quiet source gets no page of its own: three thousand a night would drown the others.
    """
    create_markdown_artifact(
        key="night", markdown=night_page(summary, stands), description=summary.words()
    )
    create_table_artifact(
        key="sources", table=sources_table(summary), description="Every source of the run"
    )
    for night in summary.sources.values():
        if not night.quiet:
            create_markdown_artifact(
                key=artifact_key("source", night.source_id),
                markdown=source_page(night),
                description=night.source_id,
            )
    if summary.made:
        create_markdown_artifact(
            key="release",
            markdown=release_page(summary.made, site_url),
            description=summary.release,
        )


def artifact_key(kind: str, name: str) -> str:
    """Return a key Prefect accepts: lower-case letters, figures and dashes."""
    return f"{kind}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"


def sources_table(summary: RunSummary) -> list[dict[str, Any]]:
    """Return a row a source, those with trouble first."""
    nights = sorted(summary.sources.values(), key=_most_trouble_first)
    return [dict(night.row()) for night in nights]


def _most_trouble_first(night: SourceNight) -> tuple[int, str]:
    """Return what sources are ordered by: how much is wrong, then their names."""
    troubles = night.blocked + night.failed + night.quarantined
    return -troubles, night.source_id


def night_page(summary: RunSummary, stands: Standing) -> str:
    """Return the whole run on one page, in Markdown: what it did, what needs a look, and what
    stands, which is all there is to say of a quiet night.
    """
    lines = [f"# {summary.words()}", ""]
    for label, name in (
        ("Requests", "requests"),
        ("Bytes", "bytes"),
        ("Documents stored", "stored"),
        ("Held back", "quarantined"),
    ):
        lines.append(f"- {label}: {summary.total(name):,}")
    lines.append(
        f"- Findings: "
        f"{', '.join(f'{summary.findings[s]:,} {s}' for s in ('error', 'warning', 'info'))}"
    )
    lines.append(f"- Release: {summary.release or 'none new, nothing changed'}")
    if summary.release_failure:
        lines[-1] = f"- Release: **none**, {_quoted(summary.release_failure)}"
    if summary.gate_pages:
        lines.append(f"- What was checked before the release: `{summary.gate_pages}`")
    troubled = [
        night
        for night in summary.sources.values()
        if night.blocked or night.failed or night.quarantined
    ]
    if troubled:
        lines += ["", "## Needs a look", ""]
        lines += [
            (
                f"- **{night.source_id}**: {night.blocked} blocked, {night.failed} failed, "
                f"{night.quarantined} held back"
            )
            for night in troubled
        ]
    lines += ["", "## What stands", "", *_standing_lines(stands)]
    return "\n".join(lines) + "\n"


def _standing_lines(stands: Standing) -> list[str]:
    """Return the newest release, its findings by verdict and what is held back, a line each."""
    if stands.trouble:
        return [f"- It could not be read: {_quoted(stands.trouble)}"]
    lines = [f"- Newest release: {stands.release or 'none yet'}"]
    if stands.release:
        counts = [f"{number:,} {verdict}" for verdict, number in sorted(stands.verdicts.items())]
        lines.append(f"- Its findings: {', '.join(counts) or 'none'}")
    lines.append(f"- Held back: {stands.held:,}")
    return lines


def release_page(made: Release, site_url: str) -> str:
    """Return a release in Markdown: where it is, what it holds, and what changed for which cause;
    with `site_url`, linked to its catalogue.
    """
    version = made.version
    lines = [f"# Release {version.version}", "", f"- Lies in `{made.path}`"]
    if site_url:
        page = f"{site_url.rstrip('/')}/{version.version}/index.html"
        lines.append(f"- Catalogue: [{page}]({page})")
    lines += [
        f"- The one before: {version.previous or 'none, this is the first'}",
        f"- Version of the schema: {version.data_version}",
    ]
    lines += [
        "",
        "| dataset | rows |",
        "|---|---|",
        *(f"| {name} | {rows:,} |" for name, rows in version.counts.items()),
    ]
    changes = sorted(made.tally.counts.items())
    if version.previous and changes:
        lines += [
            "",
            "## What changed",
            "",
            "| dataset | change | cause | rows |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {dataset} | {change} | {cause} | {rows:,} |"
            for (dataset, change, cause), rows in changes
        ]
    return "\n".join(lines) + "\n"


def source_page(night: SourceNight) -> str:
    """Return one source's page, in Markdown: its counts, then what went wrong."""
    lines = [
        f"# {night.source_id}",
        "",
        "| | |",
        "|---|---|",
        *(f"| {name} | {value} |" for name, value in night.row().items()),
    ]
    if night.messages:
        lines += [
            "",
            "## What went wrong",
            "",
            *(f"- {_quoted(message)}" for message in night.messages[:_MOST_MESSAGES]),
        ]
        if len(night.messages) > _MOST_MESSAGES:
            lines.append(f"- and {len(night.messages) - _MOST_MESSAGES} more, in the run's log")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return text from outside as code, so that nothing in it is taken as markup."""
    return f"`{text.replace('`', chr(39)).replace(chr(10), ' ')}`"
