"""`budgetflow quarantine`: look at what is held back, read it again, or let it through with a
reason.
"""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetflow.cli.app import Home, Json, app

if TYPE_CHECKING:
    from budgetflow.quarantine.store import Held, Quarantine
    from budgetflow.settings import Settings

quarantine = typer.Typer(
    no_args_is_help=True,
    help="Look at what is held back from releases, read it again, or let it through.",
)
app.add_typer(quarantine, name="quarantine")

Id = Annotated[
    str, typer.Argument(help="The disclosure's id as `list` gives it, or the beginning of it.")
]


@quarantine.command("list")
def list_held(home: Home = None, as_json: Json = False) -> None:
    """List the disclosures held back, with the first reason of each."""
    items = _store(home).held()
    if as_json:
        typer.echo(json.dumps([asdict(item) for item in items], ensure_ascii=False))
        return
    for item in items:
        reason = item.suspects[0].message_zh if item.suspects else "no reason is on record"
        typer.echo(
            f"{item.disclosure_id}  {item.fiscal_year} {item.stage}  {item.publisher}: "
            f"{len(item.suspects)} suspect(s); {reason}"
        )
    if not items:
        typer.echo("Nothing is held back.")


@quarantine.command("show")
def show(disclosure_id: Id, home: Home = None, as_json: Json = False) -> None:
    """Show why a disclosure is held, and draw its suspected cells, boxed, as pictures beside the
    record.
    """
    from budgetflow.settings import settings_at

    item = _found(_store(home), disclosure_id)
    if as_json:
        typer.echo(json.dumps(asdict(item), ensure_ascii=False))
        return
    typer.echo(f"{item.publisher}  {item.fiscal_year} {item.stage}  {item.title or ''}")
    for document, name in item.documents.items():
        typer.echo(f"  {name}  {document}")
    for number, suspect in enumerate(item.suspects, start=1):
        name = item.documents.get(suspect.document_id or "", "")
        typer.echo(
            f"{number}. {suspect.check_id}, {name} page {suspect.page or '-'}: {suspect.message_zh}"
        )
        typer.echo(f"   {suspect.message_en}")
        picture = _picture(item, number, settings_at(home))
        if picture:
            typer.echo(f"   {picture}")
    short = item.disclosure_id[:12]
    typer.echo(
        f"页面与读数一致 / the page bears the figures out: budgetflow quarantine release {short} "
        f"--reason '...'"
    )
    typer.echo(
        f"读错了 / we misread them: report it, and after the next update budgetflow quarantine "
        f"retry {short}"
    )


@quarantine.command("retry")
def retry(disclosure_id: Id, home: Home = None) -> None:
    """Read a held disclosure again from the archive with today's program; exit 3 where it is still
    held.
    """
    from budgetflow.settings import settings_at

    store = _store(home)
    item = _found(store, disclosure_id)
    _read_again(item, settings_at(home))
    if any(other.disclosure_id == item.disclosure_id for other in store.held()):
        typer.echo(
            f"{item.publisher}: still held; `budgetflow quarantine show "
            f"{item.disclosure_id[:12]}` tells why",
            err=True,
        )
        # Done, but something is left to look at: the code that `run` has for it.
        raise typer.Exit(3)
    typer.echo(f"{item.publisher}: no longer held")


@quarantine.command("release")
def release(
    disclosure_id: Id,
    reason: Annotated[
        str, typer.Option("--reason", help="Why it may be published; printed in the data.")
    ],
    home: Home = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Who decides; else the name of the user.")
    ] = None,
) -> None:
    """Let a held disclosure through, with a reason that is kept."""
    from budgetflow.settings import settings_at

    store = _store(home)
    item = _found(store, disclosure_id)
    if not reason.strip():
        typer.echo("A reason is needed: say what you saw on the page.", err=True)
        raise typer.Exit(2)
    store.let_through(item, reason.strip(), by or getpass.getuser())
    _read_again(item, settings_at(home))
    typer.echo(f"{item.publisher}: let through; the next release has it")


def _store(home: Path | None) -> Quarantine:
    from budgetflow.quarantine.store import Quarantine
    from budgetflow.settings import settings_at

    return Quarantine(settings_at(home).store("quarantine"))


def _found(store: Quarantine, disclosure_id: str) -> Held:
    from budgetflow.quarantine.store import NotHeld

    try:
        return store.find(disclosure_id)
    except NotHeld as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _read_again(item: Held, at: Settings) -> None:
    """Take the announcement up again: archive, read, check, store."""
    from budgetflow.jobs.ingest import ingest

    if item.announcement is None:
        typer.echo(
            f"{item.publisher}: came from no announcement, so there is nothing to read it again "
            f"from",
            err=True,
        )
        raise typer.Exit(2)
    ingest([item.announcement], at)


def _picture(item: Held, number: int, at: Settings) -> Path | None:
    """Draw one suspect's page into `<state>/quarantine/`; None where it has no page or its bytes
    are no PDF.
    """
    from budgetflow.archive.objects import Archive, MissingObject
    from budgetflow.quarantine.crops import boxed_page

    suspect = item.suspects[number - 1]
    if suspect.page is None or suspect.document_id is None:
        return None
    try:
        data = Archive(at.store("archive")).get(suspect.document_id)
        # Only PDF pages have a picture; of a workbook the cell's name is told.
        drawn = boxed_page(data, suspect.page, suspect.boxes) if data.startswith(b"%PDF") else None
    except (MissingObject, ValueError) as error:
        typer.echo(f"   no picture: {error}", err=True)
        return None
    if drawn is None:
        return None
    path = Path(at.store("state")) / "quarantine" / f"{item.disclosure_id[:12]}-{number}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawn)
    return path
