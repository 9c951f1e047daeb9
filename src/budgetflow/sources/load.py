"""Read the registry: a YAML file with a list of sources, or a folder of such files."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from budgetflow.sources.source import Source

# The sources that come with the program: one folder a province (00 for central bodies), one file a
# prefecture or body.
REGISTRY = Path(__file__).parent / "registry"

# What a key takes, in words, where the model's own message says it in an expression.
_TAKES = {
    "id": "small letters, digits and hyphens, two to eighty of them",
    "region_code": "six digits of GB/T 2260, in quotes, or 000000 for a central body",
    "name": "two characters or more",
    "start_urls": "a list of addresses that begin with http:// or https://",
    "hours": "China time, as 20:00-07:00",
}
# The registry has some 3,200 sources: the loader in C reads them in a fraction of the time.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadSources(ValueError):
    """The registry is wrong; the message has a line for each fault: file, source, key, what is
    wrong.
    """


def load_sources(path: str | Path = REGISTRY) -> list[Source]:
    """Return the sources in a YAML file or in every `*.yaml` and `*.yml` below a folder, in the
    order of their ids.

    BadSources lists every fault at once, each with file, source and key.
    """
    path = Path(path)
    if not path.exists():
        raise BadSources(
            f"{path}: there is no such file or folder; give a YAML file with a list of sources"
        )
    faults: list[str] = []
    seen: dict[str, Path] = {}
    sources: list[Source] = []
    for file in _files(path):
        for source in _read_file(file, faults):
            if source.id in seen:
                faults.append(
                    f"{file}: {source.id}: id: already used in {seen[source.id]}; give it another"
                )
                continue
            seen[source.id] = file
            sources.append(source)
    # All at once: a person who mends a registry wants the whole list.
    if faults:
        raise BadSources("\n".join(faults))
    return sorted(sources, key=lambda source: source.id)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix in (".yaml", ".yml"))


def fault_lines(error: ValidationError) -> list[str]:
    """Return what is wrong with a source's form, a line a key, with what the key takes or the key
    that was meant.
    """
    lines = []
    for fault in error.errors():
        key = ".".join(str(part) for part in fault["loc"]) or "entry"
        lines.append(f"{key}: {fault['msg']}{_hint(key, fault['type'])}")
    return lines


def _hint(key: str, kind: str) -> str:
    """Return what to write instead: the key that was meant, or what the key takes."""
    meant = get_close_matches(key, Source.model_fields, 1) if kind == "extra_forbidden" else []
    if meant:
        return f"; did you mean {meant[0]}?"
    if key in _TAKES:
        return f"; {_TAKES[key]}"
    return ""


def _read_file(file: Path, faults: list[str]) -> list[Source]:
    try:
        entries = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  (a safe loader, in C where built)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        faults.append(f"{file}: not readable as YAML: {error}")
        return []
    # An empty file is a province without sources yet.
    if entries is None:
        return []
    if not isinstance(entries, list):
        faults.append(
            f"{file}: holds {type(entries).__name__}, not a list of sources; begin each with `- "
            f"id:`"
        )
        return []
    sources = []
    for number, entry in enumerate(entries, 1):
        label = f"source {number}"
        if isinstance(entry, dict):
            # A form that is wrong may have an id all the same, which people know it by.
            label = entry.get("id", label)
        try:
            sources.append(Source.model_validate(entry))
        except ValidationError as error:
            faults.extend(f"{file}: {label}: {line}" for line in fault_lines(error))
    return sources
