"""The package as people install it: the core alone, in an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from budgetflow.sample.site.pages import sample_articles, site

ROOT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).with_name("uv")
MOST_PACKAGES = 30
MOST_MEGABYTES = 300

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def ran(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Return what a command wrote; it must end by itself."""
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel built from this tree."""
    out = tmp_path_factory.mktemp("wheel")
    built = ran(UV, "build", "--wheel", "--no-build-isolation", "--out-dir", out, ROOT)
    assert built.returncode == 0, built.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an environment that holds the core and nothing else."""
    place = tmp_path_factory.mktemp("core") / "venv"
    assert ran(UV, "venv", "--python", sys.executable, place).returncode == 0
    lock = ROOT / "requirements.lock"
    done = ran(UV, "pip", "install", "-c", lock, wheel, VIRTUAL_ENV=str(place))
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder to work in, with a document of one's own."""
    pages = site(sample_articles())
    name = max(
        (path for path in pages if path.endswith(".pdf")), key=lambda it: len(pages[it].body)
    )
    (tmp_path / "own.pdf").write_bytes(pages[name].body)
    return tmp_path


def test_the_wheel_holds_one_package_with_its_flows_and_its_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"budgetflow"}
    assert "budgetflow/flows/nightly.py" in names
    ends = [name.rpartition("/")[2] for name in names if "/licenses/" in name]
    assert sorted(ends) == ["DATA_LICENSE.md", "LICENSE"]


def test_the_core_is_light(installed: Path) -> None:
    listed = ran(UV, "pip", "list", "--format", "json", VIRTUAL_ENV=str(installed))
    assert len(json.loads(listed.stdout)) <= MOST_PACKAGES
    files = [path for path in installed.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= MOST_MEGABYTES * 1_000_000


def test_the_core_reads_shows_and_checks_own_files(installed: Path, folder: Path) -> None:
    program = installed / "bin" / "budgetflow"
    home = {"HOME": str(folder), "BUDGETFLOW_HOME": str(folder / "home")}
    out = folder / "out"
    parsed = ran(program, "parse", folder / "own.pdf", "--out", out, "--json", **home)
    assert parsed.returncode == 0, parsed.stderr
    assert json.loads(parsed.stdout)["rows"]["amounts"] > 100
    shown = ran(program, "show", folder / "own.pdf", **home)
    assert shown.returncode == 0, shown.stderr
    assert "社会保障和就业支出" in shown.stdout
    checked = ran(program, "check", folder / "own.pdf", **home)
    assert checked.returncode == 0, checked.stderr
    script = "import budgetflow,sys; rows = budgetflow.read(sys.argv[1], frames='arrow'); "
    script += "print(rows['amounts'].num_rows)"
    read = ran(installed / "bin" / "python", "-c", script, folder / "own.pdf", **home)
    assert int(read.stdout) == json.loads(parsed.stdout)["rows"]["amounts"]


@pytest.mark.parametrize(
    ("verb", "extra"),
    [
        (["run"], "flows"),
        (["serve"], "flows"),
        (["crawl"], "crawl"),
        (["release", "list"], "flows"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else value,
)
def test_a_part_that_is_not_installed_is_one_sentence(
    installed: Path, folder: Path, verb: list[str], extra: str
) -> None:
    done = ran(installed / "bin" / "budgetflow", *verb, BUDGETFLOW_HOME=str(folder / "home"))
    assert done.returncode == 1
    assert f'pip install "budgetflow[{extra}]"' in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("module", ["budgetflow.sample", "budgetflow.sample.run"])
def test_the_sample_says_which_extra_it_needs(installed: Path, folder: Path, module: str) -> None:
    done = ran(installed / "bin" / "python", "-m", module, BUDGETFLOW_HOME=str(folder / "home"))
    assert done.returncode == 1
    assert 'pip install "budgetflow[sample]"' in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_doctor_works_with_the_core(installed: Path, folder: Path) -> None:
    done = ran(installed / "bin" / "budgetflow", "doctor", BUDGETFLOW_HOME=str(folder / "home"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not checked: web sites, the archive and the lake" in done.stdout


def test_all_brings_every_other_extra() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = declared["optional-dependencies"]
    reached, ahead = set(), ["all"]
    while ahead:
        extra = ahead.pop()
        reached.add(extra)
        for line in extras[extra]:
            if line.startswith("budgetflow["):
                ahead += [name for name in line[11:-1].split(",") if name not in reached]
    assert reached == set(extras)
