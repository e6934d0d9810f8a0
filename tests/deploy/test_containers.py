"""Containers: what they may do, what is in them, and that they name what exists."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.deploy.conftest import DEPLOY, ROOT
from tests.tools import tool

DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if "build" in service}


def instructions(text: str) -> list[tuple[str, str]]:
    joined = re.sub(r"\\\n", " ", text)
    lines = (line.strip() for line in joined.splitlines())
    return [
        (word.upper(), rest.strip())
        for line in lines
        if line and not line.startswith("#")
        for word, _space, rest in [line.partition(" ")]
    ]


def test_hadolint_finds_nothing():
    result = subprocess.run(
        [tool("hadolint"), "--failure-threshold", "info", DEPLOY / "Dockerfile"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_image_has_a_version():
    bases = [rest.split()[0] for word, rest in instructions(DOCKERFILE) if word == "FROM"]
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    for image in [*bases, *images]:
        assert re.fullmatch(r"[a-z/-]+:\d[\w.-]*", image), image
    assert len(bases) == 2, "what builds is left behind"


def test_the_site_runs_as_nobody_in_particular():
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    users = [rest for word, rest in instructions(last) if word == "USER"]
    assert users == ["10001:10001"]


def test_no_secret_is_in_a_layer():
    for word, rest in instructions(DOCKERFILE):
        if word in {"ENV", "ARG"}:
            assert not re.search(r"SECRET|PASSWORD|TOKEN|_KEY|DSN", rest), rest
        assert ".env" not in rest
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored[1] == "*" and "deploy/rendered" in ignored and "deploy/.env" in ignored


def test_what_an_image_copies_exists_and_what_the_site_imports_is_let_in():
    let_in = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    assert all((ROOT / name).exists() for name in let_in)
    assert let_in >= {"consultations", "discussion_pages", "timeline_blocks", "site", "templates"}


@pytest.mark.parametrize("name", sorted(OURS | {"nginx", "redis"}))
def test_a_service_may_do_next_to_nothing(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service and "network_mode" not in service


def test_only_the_proxy_is_reached_from_outside():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"nginx"}


@pytest.mark.parametrize("name", ["nginx", "postgres", "redis"])
def test_what_answers_is_asked_whether_it_is_well(name):
    assert SERVICES[name]["healthcheck"]["test"]


def test_the_database_is_ready_once_it_answers_where_the_site_asks():
    """While the image makes the database, its server answers at the socket alone."""
    assert "--host=127.0.0.1" in SERVICES["postgres"]["healthcheck"]["test"]


def test_the_proxy_starts_anew_after_pages_have_another_address():
    """An address is looked up once, when nginx starts."""
    assert SERVICES["nginx"]["depends_on"]["web"] == {
        "condition": "service_healthy",
        "restart": True,
    }


def test_pages_are_asked_by_the_image_itself_and_the_rest_is_not():
    assert any(word == "HEALTHCHECK" for word, _rest in instructions(DOCKERFILE))
    assert "healthcheck" not in SERVICES["web"]
    for name in OURS - {"web"}:
        assert SERVICES[name]["healthcheck"] == {"disable": True}


def test_every_command_is_one_that_there_is():
    text = str([service.get("command", "") for service in SERVICES.values()])
    named = set(re.findall(r"manage\.py(?:', '| )(\w+)", text))
    assert named >= {"migrate", "db_worker", "send_notices", "run_periodically"}
    assert named <= get_commands().keys() | {"db_worker"}


def test_every_variable_is_one_that_the_site_reads():
    described = (ROOT / "docs/reference/settings.md").read_text()
    read = set(COMPOSE["x-site"]["environment"])
    read |= {
        pair.partition("=")[0]
        for word, rest in instructions(DOCKERFILE)
        if word == "ENV"
        for pair in rest.split()
    }
    for name in read - {"PATH"}:
        assert name.startswith(("PIP_", "PYTHON")) or f"| `{name}` |" in described, name


def test_passwords_are_asked_for_and_never_written_down():
    text = (DEPLOY / "compose.yaml").read_text()
    assert not re.search(r"PASSWORD: (?!\$\{)", text)
    assert "${POSTGRES_PASSWORD:?" in text


@pytest.fixture
def rendered(tmp_path):
    """What the how-to has the installer write, by somebody whose files are nobody else's."""
    made = tmp_path / "deploy/rendered"
    subprocess.run(
        [
            *(DEPLOY / "install", "--destdir", made, "--domain", "consultations.example.org"),
            *("--upstream", "web:8000", "--http", "8080", "--https", "8443"),
            *("--public-port", "443", "--processes", "2"),
        ],
        capture_output=True,
        check=True,
        umask=0o077,
    )
    return made


def mounted(rendered: Path) -> list[Path]:
    """Return the directories that nginx is given of it."""
    sources = [mount.partition(":")[0] for mount in SERVICES["nginx"]["volumes"]]
    return [rendered / name.removeprefix("./rendered/") for name in sources if name[0] == "."]


def lets(path: Path, user: str) -> bool:
    """Say whether a file or directory lets a user of the container in, by its mode alone."""
    uid, gid = map(int, user.split(":"))
    found = path.stat()
    shift = 6 if found.st_uid == uid else 3 if found.st_gid == gid else 0
    needed = 0o5 if path.is_dir() else 0o4
    return (found.st_mode >> shift) & needed == needed


def as_the_how_to_says(rendered: Path, *commands: str) -> None:
    """Run those of the how-to's commands that change who may read."""
    text = (ROOT / "docs/how-to/deploy-in-containers.md").read_text()
    lines = re.findall(rf"^(?:{'|'.join(commands)}) .*rendered.*$", text, re.M)
    assert len(lines) == len(commands)
    subprocess.run(["sh", "-euc", "\n".join(lines)], cwd=rendered.parents[1], check=True)


def test_in_its_container_nginx_reads_all_that_it_is_given_but_the_key(rendered):
    user = SERVICES["nginx"]["user"]
    inside = [path for root in mounted(rendered) for path in (root, *root.rglob("*"))]
    assert {path.name for path in inside} >= {"certificate.pem", "nginx.conf", "tls.conf"}
    assert [path.name for path in inside if not lets(path, user)] == ["key.pem"]


@pytest.mark.skipif(os.getuid() != 0, reason="Only root gives a file to a group of a container.")
def test_after_the_how_to_nginx_reads_the_key_in_its_container_and_others_do_not(rendered):
    as_the_how_to_says(rendered, "chgrp", "chmod")
    key = rendered / "etc/consultations/tls/key.pem"
    assert lets(key, SERVICES["nginx"]["user"])
    assert not lets(key, "10001:10001") and not lets(key, "65534:65534")


def test_nginx_in_a_container_reads_what_the_installer_writes(rendered):
    site = (rendered / "etc/nginx/sites-enabled/consultations.conf").read_text()
    assert str(rendered) not in site
    assert "server web:8000" in site and "return 301 https://$host$request_uri" in site
    for source in mounted(rendered):
        assert source.is_dir(), source
    ports = [mapping.partition(":")[2] for mapping in SERVICES["nginx"]["ports"]]
    assert all(f"listen {port}" in site for port in ports)
