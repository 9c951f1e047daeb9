"""The package as people install it: the core alone, and with what a scheduled night needs, each in
an environment of its own. What they weigh is printed (`pytest -s`).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import requests

from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources

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


def environment_of(what: str, place: Path) -> Path:
    """Return the folder of a new environment with what was asked for, and print its weight."""
    assert ran(UV, "venv", "--python", sys.executable, place).returncode == 0
    lock = ROOT / "requirements.lock"
    done = ran(UV, "pip", "install", "-c", lock, what, VIRTUAL_ENV=str(place))
    assert done.returncode == 0, done.stderr
    packages, megabytes = weight_of(place)
    print(f"{what.rpartition('/')[2]}: {packages} packages, {megabytes} MB")
    return place


def weight_of(place: Path) -> tuple[int, int]:
    """Return the packages of an environment and its size in millions of bytes."""
    listed = ran(UV, "pip", "list", "--format", "json", VIRTUAL_ENV=str(place))
    files = [path for path in place.rglob("*") if path.is_file() and not path.is_symlink()]
    return len(json.loads(listed.stdout)), sum(path.stat().st_size for path in files) // 1_000_000


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an environment that holds the core and nothing else."""
    return environment_of(str(wheel), tmp_path_factory.mktemp("core") / "venv")


@pytest.fixture(scope="module")
def whole(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an environment with the flows and the sample site."""
    return environment_of(f"{wheel}[sample]", tmp_path_factory.mktemp("whole") / "venv")


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
    packages, megabytes = weight_of(installed)
    assert packages <= MOST_PACKAGES
    assert megabytes <= MOST_MEGABYTES


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


def test_a_night_over_the_sample_and_the_desk_work_from_the_wheel(
    whole: Path, folder: Path
) -> None:
    """`run` visits the sample site; `review` then serves what it held back and whom it names."""
    home = folder / "home"
    own = {"HOME": str(folder), "BUDGETFLOW_HOME": str(home), "BUDGETFLOW_ALLOW_HOSTS": HOST}
    program = whole / "bin" / "budgetflow"
    with serving(site(sample_articles()), port=0) as address:
        night = ran(program, "run", "--json", "--sources", write_sources(folder, address), **own)
    assert night.returncode == 0, night.stderr
    told = json.loads(night.stdout)
    assert told["outcome"] == "6 new"
    release = home / "releases" / told["release"]
    assert (release / "index.html").exists()
    verified = ran(program, "release", "verify", "latest", "--no-rebuild", **own)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    with subprocess.Popen(
        [program, "review", "--port", "0"],
        cwd=folder,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        text=True,
    ) as desk:
        assert desk.stdout is not None
        line = desk.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found is not None, line
        page = requests.get(found[0], timeout=30)
        desk.terminate()
    assert page.ok and "<h1" in page.text


def test_the_sample_run_says_what_to_type_next_and_that_works(whole: Path, tmp_path: Path) -> None:
    """What `make run` calls, from a wheel: the next steps begin with the program as installed."""
    own = {"HOME": str(tmp_path), "BUDGETFLOW_HOME": str(tmp_path / "home")}
    done = ran(whole / "bin" / "python", "-m", "budgetflow.sample.run", **own)
    assert done.returncode == 0, done.stderr
    steps = done.stdout.partition("\nNext:\n")[2].splitlines()
    assert "release list" in steps[0] and "release verify" in steps[1]
    listed = ran(*steps[0].split(), **own)
    assert listed.returncode == 0 and "5 disclosures" in listed.stdout, listed.stdout
    again = ran(*steps[-3].partition("  again: ")[0].split(), **own)
    assert "There was no news and no new release" in again.stdout, steps


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
