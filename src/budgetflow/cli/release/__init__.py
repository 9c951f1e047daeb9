"""`budgetflow release`: build, list, diff and verify the published versions."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from budgetflow.cli.app import Home, Json, app, day, file_to_write

if TYPE_CHECKING:
    from budgetflow.releases.changes.diff import Diff

releases = typer.Typer(
    no_args_is_help=True,
    help="Build, list, compare, verify and update the published versions.",
)
app.add_typer(releases, name="release")


# Exit code of `diff` and `verify` where something differs, as diff(1) has it.
DIFFERENT = 1


@releases.command("build")
def build(
    home: Home = None,
    as_json: Json = False,
    named_day: Annotated[
        date | None,
        typer.Option(
            "--date",
            parser=day,
            help="The day that names the version, YYYY-MM-DD; else today in China.",
        ),
    ] = None,
    site: Annotated[bool, typer.Option(help="Write the catalogue into it.")] = True,
    accept: Annotated[
        str,
        typer.Option(
            help=(
                "Why rows or publishers that were lost may be missing; the release tells this "
                "reason."
            )
        ),
    ] = "",
) -> None:
    """Make a release of what the lake holds; nothing where it is what the newest release holds."""
    from budgetflow.cli.progress import bars
    from budgetflow.gate.result import GateFailed
    from budgetflow.jobs.release import make_release
    from budgetflow.reference.china_time import today
    from budgetflow.releases.leaks import PersonalData
    from budgetflow.settings import settings_at

    try:
        with bars():
            made = make_release(
                settings_at(home),
                named_day or today(),
                site=site,
                accept=accept,
            )
    except (GateFailed, PersonalData) as failed:
        typer.echo(str(failed), err=True)
        raise typer.Exit(1) from failed
    if as_json:
        print_json(None if made is None else asdict(made.version) | {"path": made.path})
    elif made is None:
        typer.echo("No news: the newest release holds what the lake holds.")
    else:
        counts = ", ".join(
            f"{count} {name}" for name, count in made.version.counts.items() if count
        )
        typer.echo(f"Release {made.version.version} in {made.path}: {counts}.")


@releases.command("list")
def list_releases(home: Home = None, as_json: Json = False) -> None:
    """List the releases, oldest first."""
    from budgetflow.releases.versions import Catalogue
    from budgetflow.settings import settings_at

    versions = Catalogue(settings_at(home).store("releases")).versions()
    if as_json:
        print_json([asdict(version) for version in versions])
        return
    for version in versions:
        counts = ", ".join(
            f"{version.counts.get(name, 0)} {name}"
            for name in ("disclosures", "amounts", "findings")
        )
        typer.echo(f"{version.version:<14} {counts}")
    if not versions:
        typer.echo("There is no release yet; make one with `budgetflow release build`.")


@releases.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="A version, or latest.")],
    new: Annotated[str, typer.Argument(help="A later version, or latest.")],
    home: Home = None,
    as_json: Json = False,
    limit: Annotated[
        int, typer.Option(min=0, help="Disclosures and changed rows to show of each cause.")
    ] = 5,
) -> None:
    """Show what changed between two versions, and why. Exit code 1 where anything did."""
    from budgetflow.cli.release.diff import lines_of, read_diff
    from budgetflow.releases.build import local_copy
    from budgetflow.releases.changes.diff import Diff
    from budgetflow.releases.disclosure_names import disclosure_names
    from budgetflow.releases.versions import Catalogue, UnknownVersion
    from budgetflow.settings import settings_at

    catalogue = Catalogue(settings_at(home).store("releases"))
    try:
        names = catalogue.find(old).version, catalogue.find(new).version
    except UnknownVersion as unknown:
        typer.echo(str(unknown), err=True)
        raise typer.Exit(2) from None
    with local_copy(catalogue, names[0]) as before, local_copy(catalogue, names[1]) as after:
        assert after is not None
        made = Diff(before, after)
        if as_json:
            values = [row for table in _values(made) for row in table]
            summary = [
                {"dataset": d, "change": c, "cause": why, "rows": n}
                for (d, c, why), n in sorted(made.tally.counts.items())
            ]
            print_json({"old": names[0], "new": names[1], "summary": summary, "changes": values})
        else:
            examples = read_diff(made, limit)
            for line in lines_of(
                *names, made.tally, disclosure_names(before, after), examples, limit
            ):
                typer.echo(line)
    raise typer.Exit(DIFFERENT if made.tally.counts else 0)


@releases.command("workbook")
def workbook(
    disclosure: Annotated[
        str,
        typer.Argument(
            help="A disclosure_id, or the first characters of one as in the catalogue's addresses."
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", callback=file_to_write, help="The file to write: NAME.xlsx."),
    ],
    version: Annotated[str, typer.Option(help="A version, or latest.")] = "latest",
    home: Home = None,
) -> None:
    """Write one disclosure's tables to an XLSX workbook, a sheet a table, as they were printed."""
    from budgetflow.releases.build import local_copy
    from budgetflow.releases.formats.workbook import UnknownDisclosure, write_workbook
    from budgetflow.releases.versions import Catalogue, UnknownVersion
    from budgetflow.settings import settings_at

    catalogue = Catalogue(settings_at(home).store("releases"))
    try:
        with local_copy(catalogue, catalogue.find(version).version) as folder:
            assert folder is not None
            sheets = write_workbook(folder, disclosure, out)
    except (UnknownVersion, UnknownDisclosure) as unknown:
        typer.echo(str(unknown), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{sheets} sheets in {out}.")


@releases.command("verify")
def verify(
    version: str,
    home: Home = None,
    as_json: Json = False,
    rebuild: Annotated[
        bool, typer.Option(help="Build it again from the lake and compare every byte.")
    ] = True,
    from_archive: Annotated[
        bool,
        typer.Option("--from-archive", help="Read every document of the archive anew for that."),
    ] = False,
) -> None:
    """Check every hash of a version, build it again and compare every byte. Exit code 1 where
    anything differs.
    """
    from budgetflow.cli.progress import bars
    from budgetflow.jobs.verify import verify as verify_version
    from budgetflow.releases.versions import UnknownVersion
    from budgetflow.settings import settings_at

    try:
        with bars():
            verdict = verify_version(
                settings_at(home), version, rebuild=rebuild, from_archive=from_archive
            )
    except UnknownVersion as unknown:
        typer.echo(str(unknown), err=True)
        raise typer.Exit(2) from None
    if as_json:
        print_json(asdict(verdict) | {"holds": verdict.holds})
    else:
        for problem in verdict.problems:
            typer.echo(f"{problem.file}: {problem.what}")
        if verdict.rebuilt:
            again = "; ".join(
                ["and is the same in every byte when built again", *filter(None, [verdict.note])]
            )
        else:
            again = verdict.note or "and was not built again"
        if verdict.holds:
            state = f"hashes hold, {again}"
        else:
            state = "; ".join(
                [f"{len(verdict.problems)} problem(s)", *filter(None, [verdict.note])]
            )
        typer.echo(f"{verdict.version}: {verdict.files} files, {state}.")
    raise typer.Exit(0 if verdict.holds else DIFFERENT)


@releases.command("apply")
def apply(
    old: Annotated[Path, typer.Argument(help="Folder of the release that you have.", exists=True)],
    new: Annotated[
        Path,
        typer.Argument(
            help="Folder with `changes/` and SHA256SUMS of the release after it.", exists=True
        ),
    ],
    out: Annotated[Path, typer.Argument(help="Folder for the new `data/`; must not exist.")],
) -> None:
    """Make the data of a release from the one before and its changes, and compare every hash.

    Only `changes/` and SHA256SUMS of the new release are needed. Exit code 1 where a hash does not
    hold: `old` is not the release before.
    """
    from budgetflow.releases.changes.delta import apply_changes
    from budgetflow.releases.verify import data_problems
    from budgetflow.releases.versions import SEAL

    wanted = [old / "data", new / "changes", new / SEAL]
    missing = [str(path) for path in wanted if not path.exists()]
    if missing or out.exists():
        told = [f"{path}: is missing" for path in missing] or [f"{out}: is there already"]
        typer.echo("; ".join(told), err=True)
        raise typer.Exit(2)
    apply_changes(old, new / "changes", out / "data")
    problems = data_problems(new, out)
    for problem in problems:
        typer.echo(f"{problem.file}: {problem.what}", err=True)
    if problems:
        typer.echo(f"{old} is not the release before {new}: take its whole data", err=True)
        raise typer.Exit(DIFFERENT)
    typer.echo(f"{out / 'data'}: as {new} has it, every hash holds.")


def _values(made: Diff) -> list[list[dict[str, Any]]]:
    return [
        made.schema_changes().to_pylist(),
        *(made.values(difference).to_pylist() for _, difference in made.differences()),
    ]


def print_json(value: Any) -> None:
    """Print an answer for a program."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
