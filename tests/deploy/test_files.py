"""What is in deploy/ is checked by its own tools, since containers and clusters do not run where
the tests do.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]


def test_the_compose_file_follows_the_specification() -> None:
    compose = PyCompose.from_yaml(
        yaml.safe_dump(yaml.safe_load(COMPOSE))
    )  # the tool does not merge `<<` itself
    compose.validate()
    assert set(compose.service_names()) >= {"database", "server", "worker", "store", "web"}


def test_the_compose_linter_finds_nothing_grave() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "compose_lint", str(DEPLOY / "compose.yaml")],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_is_read_only_without_powers_and_bounded(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["mem_limit"] and service["cpus"] and service["pids_limit"]


@pytest.mark.parametrize("name", [name for name, service in SERVICES.items() if "ports" in service])
def test_nothing_listens_beyond_loopback(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name]["ports"])


def test_the_prefect_api_asks_for_a_password_and_a_csrf_token() -> None:
    environment = SERVICES["server"]["environment"]
    assert environment["PREFECT_SERVER_API_AUTH_STRING"] == "${PREFECT_API_AUTH}"
    assert environment["PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED"] == "true"
    assert "PREFECT_API_AUTH_STRING" in SERVICES["worker"]["environment"]


def test_no_secret_has_a_value_in_the_repository() -> None:
    example = (DEPLOY / ".env.example").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") or line.endswith("=") for line in example)
    names = [line.rstrip("=") for line in example if not line.startswith("#")]
    assert names
    for name in names:
        assert f"${{{name}" in COMPOSE


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine"
)
def test_the_systemd_unit_is_accepted(tmp_path: Path) -> None:
    unit = (DEPLOY / "systemd" / "budgetflow.service").read_text(encoding="utf-8")
    placed = tmp_path / "budgetflow.service"
    placed.write_text(
        unit.replace("/opt/budgetflow/.venv/bin/budgetflow", "/bin/true"), encoding="utf-8"
    )
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(placed)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert "budgetflow.service" not in done.stderr, done.stderr


def test_every_variable_of_the_kubernetes_template_is_declared() -> None:
    template = json.loads((DEPLOY / "kubernetes" / "work-pool.json").read_text(encoding="utf-8"))
    used = {
        part.split("}}")[0].strip()
        for part in json.dumps(template["job_configuration"]).split("{{")[1:]
    }
    assert used == set(template["variables"]["properties"])


def test_a_kubernetes_job_runs_as_nobody_special() -> None:
    template = json.loads((DEPLOY / "kubernetes" / "work-pool.json").read_text(encoding="utf-8"))
    pod = template["job_configuration"]["job_manifest"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    context = pod["containers"][0]["securityContext"]
    assert context == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_the_kubernetes_template_mounts_the_claim_that_is_made_for_it() -> None:
    template = json.loads((DEPLOY / "kubernetes" / "work-pool.json").read_text(encoding="utf-8"))
    defaults = {
        name: entry.get("default") for name, entry in template["variables"]["properties"].items()
    }
    namespace, claim = yaml.safe_load_all(
        (DEPLOY / "kubernetes" / "state.yaml").read_text(encoding="utf-8")
    )
    assert (namespace["kind"], claim["kind"]) == ("Namespace", "PersistentVolumeClaim")
    assert claim["metadata"] == {
        "name": defaults["state_claim"],
        "namespace": defaults["namespace"],
    }
    assert namespace["metadata"]["name"] == defaults["namespace"]


def test_prefect_takes_the_kubernetes_template() -> None:
    from prefect.client.schemas.actions import WorkPoolCreate

    template = json.loads((DEPLOY / "kubernetes" / "work-pool.json").read_text(encoding="utf-8"))
    assert (
        WorkPoolCreate(
            name="budgetflow", type="kubernetes", base_job_template=template
        ).base_job_template
        == template
    )


def test_the_image_is_pinned_hashed_and_not_root() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    bases = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert all(base.count(":") == 1 and not base.endswith("latest") for base in bases)
    assert any("--require-hashes" in line for line in lines)
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001:10001"]
    copied = {
        source
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    }
    root = DEPLOY.parent
    assert all((root / source).exists() for source in copied)


def test_the_container_for_developers_runs_what_the_makefile_has() -> None:
    root = DEPLOY.parent
    text = (root / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("//")]
    container = json.loads("\n".join(lines))
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for step in ("onCreateCommand", "postCreateCommand"):
        target = container[step].rpartition("make ")[2]
        assert f"\n{target}:" in makefile
    wanted = (root / ".python-version").read_text(encoding="utf-8").strip()
    assert f"python:{wanted}-" in container["image"]
