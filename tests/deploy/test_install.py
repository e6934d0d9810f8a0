"""What the installer makes: complete, the same the second time, and nothing when only asked."""

import re
import socket
import subprocess
import sys
import tempfile
from http.client import HTTPConnection
from pathlib import Path

import pytest

from home.periodic import CACHE_JOBS, JOBS, TASK_JOBS
from tests.deploy.conftest import DEPLOY, ROOT, installed
from tests.faults.neighbours import free_port, listens, until
from tests.tools import tool

SCRIPTS = [
    path for path in DEPLOY.iterdir() if path.is_file() and path.read_bytes()[:9] == b"#!/bin/sh"
]


ENVIRONMENT = "etc/consultations/consultations.env"
DATABASE = r"postgres://u:p&a|s\s@db.example.org/name?sslmode=require&x=y"


def tree(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    made = tmp_path_factory.mktemp("prefix")
    installed(made)
    return made


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Another machine, with a database and a Redis of its own."""
    made = tmp_path_factory.mktemp("other")
    installed(made, "--database", DATABASE, "--redis", "redis://127.0.0.1:6379/0")
    return made


def environment(root: Path) -> str:
    return (root / ENVIRONMENT).read_text()


def test_every_word_between_at_signs_is_filled_in(prefix):
    for name, text in tree(prefix).items():
        assert not re.search(r"@[A-Z_]+@", text), name


def test_the_second_time_nothing_changes_but_what_was_asked_for(prefix):
    monitors = prefix / "etc/nginx/consultations/monitors.conf"
    monitors.write_text("allow 192.0.2.0/28;\ndeny all;\n")
    before = tree(prefix)
    installed(prefix)
    assert tree(prefix) == before


def test_the_secret_is_new_on_each_machine_and_not_for_everybody(prefix, other):
    first, second = (
        re.search(r"^SECRET_KEY=(\S{60,})$", environment(root), re.M)[1] for root in (prefix, other)
    )
    assert first != second
    assert not (prefix / ENVIRONMENT).stat().st_mode & 0o007


def test_a_dry_run_says_what_it_would_do_and_does_nothing(tmp_path):
    result = subprocess.run(
        [DEPLOY / "install", "--domain", "consultations.example.org", "--dry-run"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "would run: manage.py migrate" in result.stdout
    assert "would write: /etc/systemd/system/consultations-web.service" in result.stdout
    assert "would run: systemctl restart consultations-worker@1.service" in result.stdout
    assert not Path("/etc/systemd/system/consultations-web.service").exists()


def test_a_password_of_the_database_is_kept_as_it_is_written(other):
    assert f"DATABASE_URL={DATABASE}\n" in environment(other)


def test_several_processes_need_redis(prefix, other):
    alone, shared = (
        re.search(r"^WEB_CONCURRENCY=(\d+)", environment(root), re.M)[1] for root in (prefix, other)
    )
    assert (alone, shared) == ("1", "2")


def admin_of(root: Path) -> tuple[str, str]:
    """Return where the admin is as the site knows it, and as nginx does."""
    site = (root / "etc/nginx/sites-enabled/consultations.conf").read_text()
    return (
        re.search(r"^ADMIN_PATH=(.*)$", environment(root), re.M)[1],
        re.search(r"location ~ \^/\((.*)\|api/v3\)/", site)[1],
    )


@pytest.mark.parametrize(
    ("options", "known"),
    [
        ([], ("admin/", "admin")),
        (["--admin-path", "desk"], ("desk/", "desk")),
        (["--admin-path", "/city-hall/desk/"], ("city-hall/desk/", "city-hall/desk")),
    ],
)
def test_the_site_and_nginx_know_the_same_address_of_the_admin(tmp_path, options, known):
    installed(tmp_path, *options)
    assert admin_of(tmp_path) == known
    installed(tmp_path)
    assert admin_of(tmp_path) == known


def test_nginx_follows_an_admin_that_was_moved_in_the_environment_file(tmp_path):
    installed(tmp_path)
    moved = environment(tmp_path).replace("ADMIN_PATH=admin/", "ADMIN_PATH=desk/")
    (tmp_path / ENVIRONMENT).write_text(moved)
    installed(tmp_path)
    assert admin_of(tmp_path) == ("desk/", "desk")


@pytest.mark.parametrize("written", ["ADMIN_PATH=admin/", "# an earlier release wrote none"])
def test_nothing_is_done_where_the_site_and_nginx_would_disagree(tmp_path, written):
    installed(tmp_path)
    (tmp_path / ENVIRONMENT).write_text(environment(tmp_path).replace("ADMIN_PATH=admin/", written))
    before = tree(tmp_path)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        installed(tmp_path, "--admin-path", "desk")
    assert "Write ADMIN_PATH=desk/ there, or leave the option out" in refused.value.stderr
    assert tree(tmp_path) == before


@pytest.mark.parametrize("path", ["De.sk", "a//b", "-desk", "desk|.*"])
def test_an_address_of_the_admin_that_the_site_would_not_take_is_refused(tmp_path, path):
    with pytest.raises(subprocess.CalledProcessError) as refused:
        installed(tmp_path, "--admin-path", path)
    assert "small letters, digits and hyphens" in refused.value.stderr
    assert not tree(tmp_path)


@pytest.mark.parametrize(
    ("options", "noted"),
    [
        ([], []),
        (["--database", DATABASE, "--domain", "www.example.org"], []),
        (["--database", "sqlite:////tmp/x"], ["DATABASE_URL"]),
        (["--redis", "redis://127.0.0.1:6379/1", "--processes", "2"], ["REDIS_URL"]),
        (["--processes", "4"], ["WEB_CONCURRENCY"]),
        (["--domain", "example.org"], ["ALLOWED_HOSTS"]),
    ],
)
def test_an_option_that_the_environment_file_does_not_follow_is_named(other, options, noted):
    before = environment(other)
    said = installed(other, *options)
    assert re.findall(r"NOTE: --[a-z]+ says something else than (\w+)", said.stderr) == noted
    assert "://" not in said.stderr
    assert environment(other) == before


def test_systemd_takes_the_units(prefix):
    units = sorted(str(path) for path in (prefix / "etc/systemd/system").iterdir())
    result = subprocess.run(
        [tool("systemd-analyze"), "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in result.stderr.splitlines() if "consultations" in line]
    assert (result.returncode, ours) == (0, [])


SOCKET = "etc/systemd/system/consultations-web.socket"
APP = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode()]
"""


def listening_of(root: Path) -> list[str]:
    """Return where the pages' socket listens, as systemd reads its unit and what is added to it."""
    parts = [root / SOCKET, *sorted((root / f"{SOCKET}.d").glob("*.conf"))]
    return re.findall(r"^ListenStream=(.*)$", "\n".join(path.read_text() for path in parts), re.M)


def test_the_pages_socket_listens_where_it_was_asked_to_and_nowhere_else(tmp_path):
    own = f"{tmp_path}/run/consultations/web.sock"
    installed(tmp_path, "--listen", "10.0.0.12:8001", "--listen", "[fd00::12]:8001")
    assert listening_of(tmp_path) == [own, "10.0.0.12:8001", "[fd00::12]:8001"]
    unit = tmp_path / SOCKET
    result = subprocess.run(
        [tool("systemd-analyze"), "verify", "--man=no", unit, unit.with_suffix(".service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, re.findall(r".*listen\.conf:.*", result.stderr)) == (0, [])
    installed(tmp_path)
    assert listening_of(tmp_path) == [own]


@pytest.mark.parametrize("options", [(), ("--listen", "10.0.0.12:8001")])
def test_sockets_are_taken_down_only_where_they_are_to_listen_elsewhere(options):
    result = subprocess.run(
        [DEPLOY / "install", "--domain", "consultations.example.org", "--dry-run", *options],
        capture_output=True,
        text=True,
        check=True,
    )
    stop = "would run: systemctl stop consultations-web.service consultations-web.socket"
    assert (stop in result.stdout) is bool(options)


def test_pages_are_answered_at_every_address_of_the_socket(tmp_path):
    """Systemd hands the sockets over, and then gunicorn listens nowhere else."""
    # The path of a socket is short.
    with tempfile.TemporaryDirectory(prefix="socket-") as short:
        root, address, ignored = Path(short), f"127.0.0.1:{free_port()}", free_port()
        installed(root, "--listen", address)
        (tmp_path / "small.py").write_text(APP)
        listening = listening_of(root)
        command = [sys.executable, "-m", "gunicorn", "--config", DEPLOY / "gunicorn.py"]
        with subprocess.Popen(
            [
                tool("systemd-socket-activate"),
                *(f"--listen={where}" for where in listening),
                *(f"--setenv=BIND=127.0.0.1:{ignored}", "--setenv=WEB_CONCURRENCY=1"),
                *(*command, "--pythonpath", tmp_path, "small:app"),
            ],
            stderr=subprocess.DEVNULL,
        ) as server:
            try:
                until(Path(listening[0]).exists, "the socket is there")
                for where in listening:
                    assert asked(where, "/consultations/") == b"/consultations/"
                assert not listens(ignored)
            finally:
                server.terminate()


def asked(where: str, path: str) -> bytes:
    """Return what is answered at an address, or at the path of a socket."""
    connection = HTTPConnection("localhost", timeout=20)
    if where.startswith("/"):
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(where)
    else:
        host, _colon, port = where.rpartition(":")
        connection.sock = socket.create_connection((host, int(port)))
    connection.request("GET", path)
    found = connection.getresponse().read()
    connection.close()
    return found


@pytest.mark.parametrize("job", JOBS + TASK_JOBS + CACHE_JOBS, ids=lambda job: job.command)
def test_every_job_has_its_timer(job):
    timer = (DEPLOY / f"systemd/consultations-periodic@{job.command}.timer").read_text()
    assert f"OnCalendar={job.calendar}\n" in timer


def test_there_is_no_timer_for_anything_else():
    timers = {path.stem.partition("@")[2] for path in DEPLOY.glob("systemd/*.timer")}
    assert timers == {job.command for job in JOBS + TASK_JOBS + CACHE_JOBS}


def test_every_service_is_kept_to_its_own(prefix):
    for unit in (prefix / "etc/systemd/system").glob("*.service"):
        text = unit.read_text()
        for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "User=consultations"):
            assert line in text, (unit.name, line)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_pass_shellcheck(script):
    shellcheck = Path(sys.executable).parent / "shellcheck"
    result = subprocess.run([shellcheck, script], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_variable_of_the_environment_file_is_described():
    described = (ROOT / "docs/reference/settings.md").read_text()
    for name in re.findall(r"^([A-Z_]+)=", (DEPLOY / "consultations.env").read_text(), re.M):
        assert f"| `{name}` |" in described, name
