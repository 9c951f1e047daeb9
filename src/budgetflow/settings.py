"""Every setting of the program, in one model; `budgetflow doctor --settings` lists them.

Read from, in rising order of precedence: the defaults below, `budgetflow.toml` in the working
folder, `BUDGETFLOW_*`
environment variables, and what a command line option says.
"""

from __future__ import annotations

import json
import os
import re
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from budgetflow.bad_settings import BadSettings
from budgetflow.folders import nearest_there

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# What the names of all settings begin with in the environment.
PREFIX = "BUDGETFLOW_"
# The settings file in the working folder.
FILE = "budgetflow.toml"


class Settings(BaseSettings):
    """Where things lie, how politely to crawl, and how much a hostile file may cost."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        toml_file=FILE,
        extra="forbid",
        use_attribute_docstrings=True,
    )

    home: Path = Path("budgetflow-home")
    """The home folder; the five stores below lie in it unless they are set."""
    archive: str = ""
    """Folder or fsspec URL of the raw bytes; empty: `<home>/archive`."""
    lake: str = ""
    """Folder or fsspec URL of the Parquet lake; empty: `<home>/lake`."""
    releases: str = ""
    """Folder or fsspec URL of the releases; empty: `<home>/releases`."""
    quarantine: str = ""
    """Folder or fsspec URL of held documents; empty: `<home>/quarantine`."""
    corrections: str = ""
    """Folder of your own corrections (always a local disk), beside those of the program; empty:
    `<home>/corrections`.
    """
    site_url: str = ""
    """Address under which readers find the folder of releases; the operator's page links to each
    release's catalogue there. Empty: none.
    """
    state: str = ""
    """Folder of crawl state and locks (always a local disk); empty: `<home>/state`."""

    allow_hosts: Annotated[list[str], NoDecode] = Field(default_factory=list)
    """Hosts that may resolve to a private or loopback address: in the environment with commas
    between them (`localhost,127.0.0.1`), or a JSON list.
    """
    contact: str = "https://github.com/budgetflow/budgetflow"
    """Named in the user agent, so that a site's operator can reach us."""
    requests_per_minute: float = 30.0
    """Pace a host, where a source names none."""

    notify: SecretStr = SecretStr("")
    """Where a run that fails is told: addresses as apprise writes them, with blanks between them
    (`jsons://host/path`, `mailtos://user:password@host?to=ops@host`, `feishu://`, `wecombot://`).
    """
    log_file: str = ""
    """File that takes every log line as JSON, with the ids of run, source and document; empty:
    none.
    """
    runner: Literal["threads", "processes", "dask"] = "threads"
    """Where a flow's tasks run: threads of its process, processes of its machine, or a Dask
    cluster.
    """
    dask_address: str = ""
    """Address of a Dask scheduler (`tcp://host:8786`); empty: a cluster of local processes for the
    run.
    """
    workers: int = 0
    """Reading processes; 0: one a core."""
    read_seconds: float = 120.0
    """Time one document may take to read and understand."""
    read_memory_mb: int = 1500
    """Address space growth one reading process may use, in MiB."""
    read_pages: int = 3000
    """Pages one document may have."""
    read_expansion_mb: int = 600
    """What a compressed file may expand to, in MiB."""
    release_rows: int = 200_000
    """Rows that making a release holds in memory at a time; fewer need less memory and more time.
    """
    fetch_mb: int = 200
    """Largest body fetched, in MiB."""
    fetch_seconds: float = 300.0
    """Time one body may take to arrive."""
    crawl_threads: int = 100
    """Hosts asked at a time; each is asked by one connection at its own pace."""

    @field_validator("allow_hosts", mode="before")
    @classmethod
    def _hosts(cls, value: object) -> object:
        """Read a list of names from the environment's text; JSON where it begins like a list."""
        if not isinstance(value, str):
            return value
        if value.lstrip().startswith("["):
            return json.loads(value)  # its error is a ValueError, which pydantic reports
        names = [name.strip() for name in value.split(",")]
        # A comma at the end names no host.
        return [name for name in names if name]

    def store(self, name: str) -> str:
        """Return the folder or URL of a store: `archive`, `lake`, `releases`, `quarantine` or
        `state`.
        """
        configured: str = getattr(self, name)
        return configured or str(self.home / name)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the places a setting may come from, strongest first."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


# Settings of former versions, and what to write now.
_RETIRED = {
    "notify_webhook": "write https://host/path as jsons://host/path",
    "notify_email": "write mailtos://user:password@host?to=address",
    "smtp_url": "write mailtos://user:password@host?to=address",
}


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the process's settings, read once; BadSettings where one cannot be used."""
    unknown = [
        f"{name}: {_no_such(name.removeprefix(PREFIX).lower(), PREFIX)}"
        for name in sorted(map(str.upper, os.environ))
        if name.startswith(PREFIX)
        and name.removeprefix(PREFIX).lower() not in Settings.model_fields
    ]
    if unknown:
        raise BadSettings("\n".join([*unknown, "set in the environment"]))
    try:
        return Settings()
    except ValidationError as error:
        faults = [
            (
                f"{PREFIX}{'.'.join(map(str, fault['loc'])).upper()} = {fault['input']!r}: "
                f"{_fault(fault)}; {_where(str(fault['loc'][0]))}"
            )
            for fault in error.errors()
        ]
        raise BadSettings(
            "\n".join([*faults, f"set in the environment or in {FILE} of this folder"])
        ) from None
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{Path(FILE).resolve()}: the settings cannot be read: {error}") from None


def settings_at(home: Path | None) -> Settings:
    """Return the process's settings with another home folder; None: as they are. BadSettings where
    the home is not a folder and cannot become one.
    """
    found = settings()
    if home is not None:
        found = found.model_copy(update={"home": home})
    nearest = nearest_there(found.home)
    if not nearest.is_dir():
        raise BadSettings(
            f"the home folder cannot be {found.home}: {nearest} is a file; name a folder with "
            f"--home or {PREFIX}HOME"
        )
    return found


def _fault(fault: ErrorDetails) -> str:
    """Return what is wrong with a setting, in words for its operator."""
    if fault["type"] == "extra_forbidden":
        name = str(fault["loc"][0])
        return _no_such(name, "")
    return fault["msg"]


def _no_such(name: str, prefix: str) -> str:
    """Return that a setting does not exist, and which it may have been meant to be."""
    if name.lower() in _RETIRED:
        return f"is {prefix}{'NOTIFY' if prefix else 'notify'} now: {_RETIRED[name.lower()]}"
    near = get_close_matches(name.lower(), Settings.model_fields, n=1)
    if not near:
        return "there is no such setting"
    if prefix:
        nearest = near[0].upper()
    else:
        nearest = near[0]
    return f"there is no such setting; did you mean {prefix}{nearest}?"


def _where(name: str) -> str:
    """Return where a setting was given: the environment, which goes first, or a line of the
    file.
    """
    if any(variable.upper() == f"{PREFIX}{name}".upper() for variable in os.environ):
        return "from the environment"
    lines = Path(FILE).read_text(encoding="utf-8").splitlines() if Path(FILE).is_file() else []
    pattern = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*=""")
    number = next((at for at, line in enumerate(lines, 1) if pattern.match(line)), None)
    if number:
        return f"{Path(FILE).resolve()}, line {number}"
    return f"from {FILE}"
