"""What nginx does with a request, as the installer configures it."""

import json
import time
from contextlib import ExitStack, closing

import pytest

from tests.deploy.conftest import CONNECTIONS, HAS_IPV6, behind_nginx, echo
from tests.faults.neighbours import until


def echoed(response):
    return json.loads(response.content)


def test_plain_http_leads_to_https_with_its_query(machine):
    response = machine.ask("/consultations/?q=bus", tls=False)
    assert response.status == 301
    assert response.headers["Location"] == (
        f"https://consultations.example.org:{machine.https}/consultations/?q=bus"
    )


def test_a_certificates_issuer_gets_its_answer_without_tls(machine):
    folder = machine.prefix / "var/www/letsencrypt/.well-known/acme-challenge"
    folder.mkdir(parents=True)
    (folder / "token").write_text("proof")
    response = machine.ask("/.well-known/acme-challenge/token", tls=False)
    assert (response.status, response.content) == (200, b"proof")


def test_what_a_visitor_wrote_about_the_way_is_replaced(machine):
    forged = {
        "X_Forwarded_For": "198.51.100.7",
        "X_Forwarded_Proto": "http",
        "X_Forwarded_Host": "evil.example",
        "X_Real_IP": "198.51.100.7",
        "Forwarded": "for=198.51.100.7;host=evil.example",
        "X_Request_ID": "chosen-by-a-visitor",
        "Proxy": "evil.example",
    }
    seen = echoed(machine.ask("/", **forged))["headers"]
    assert seen["X-Forwarded-For"] == "127.0.0.1"
    assert seen["X-Forwarded-Proto"] == "https"
    assert seen["Host"] == f"consultations.example.org:{machine.https}"
    assert len(seen["X-Request-ID"]) == 32 and seen["X-Request-ID"] != "chosen-by-a-visitor"
    assert not {"X-Forwarded-Host", "X-Real-IP", "Forwarded", "Proxy"} & seen.keys()


@pytest.mark.parametrize(
    ("path", "compressed"),
    [
        ("/consultations/", True),
        ("/api/participation/v1/consultations", True),
        ("/admin/", False),
        ("/api/v3/pages/", False),
        ("/accounts/", False),
        ("/fr/accounts/", False),
        ("/my-data/", False),
        ("/_allauth/browser/v1/config", False),
    ],
)
def test_pages_are_compressed_but_not_where_they_show_private_data(machine, path, compressed):
    response = machine.ask(path, Accept_Encoding="gzip")
    assert (response.headers.get("Content-Encoding") == "gzip") is compressed


@pytest.mark.parametrize(
    ("name", "age"),
    [
        ("site.0123456789ab.css", "public, max-age=31536000, immutable"),
        ("site.css", "public, max-age=60"),
    ],
)
def test_a_static_file_is_kept_for_as_long_as_its_name_allows(machine, name, age):
    (machine.data / "static" / name).write_text("p { color: red }")
    response = machine.ask(f"/static/{name}")
    assert response.headers["Cache-Control"] == age
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_static_file_goes_out_as_it_was_compressed_beforehand(machine):
    (machine.data / "static/app.js").write_text("export {};")
    (machine.data / "static/app.js.gz").write_bytes(b"compressed beforehand")
    response = machine.ask("/static/app.js", Accept_Encoding="gzip")
    assert response.content == b"compressed beforehand"
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("picture.avif", "image/avif", "inline"),
        ("picture.svg", "image/svg+xml; charset=utf-8", "attachment"),
        ("page.html", "application/octet-stream", "attachment"),
    ],
)
def test_uploads_run_nothing_and_are_what_they_are(machine, name, kind, disposition):
    (machine.data / "media" / name).write_text("<script>alert(1)</script>")
    response = machine.ask(f"/media/{name}")
    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Disposition"] == disposition
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_document_comes_only_by_the_address_that_asks_wagtail(machine):
    folder = machine.data / "media/documents"
    folder.mkdir(exist_ok=True)
    (folder / "plan.pdf").write_bytes(b"%PDF")
    assert machine.ask("/media/documents/plan.pdf").status == 404
    assert machine.ask("/media//documents/plan.pdf").status == 404
    assert machine.ask("/media/%64ocuments/plan.pdf").status == 404
    assert machine.ask("/_documents/plan.pdf").status == 404
    response = machine.ask("/documents/1/plan.pdf")
    assert response.content == b"%PDF"
    assert response.headers["Content-Disposition"] == 'inline; filename="plan.pdf"'
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [("/", 1_100_000, 413), ("/", 900_000, 200), ("/admin/images/add/", 20_000_000, 200)],
)
def test_bodies_are_as_large_as_their_place_needs(machine, path, size, status):
    response = machine.ask(path, method="POST", body=b"x" * size)
    assert response.status == status
    if status == 200:
        assert echoed(response)["read"] == size


def test_who_holds_all_connections_of_an_address_takes_none_from_another(machine):
    crowd, reader = "127.0.0.2", "127.0.0.3"

    def status(source):
        return machine.ask("/", source=source).status

    with ExitStack() as stack:
        held = [
            stack.enter_context(closing(machine.connection(source=crowd)))
            for _number in range(CONNECTIONS)
        ]
        for connection in held:  # a request whose body does not come
            connection.putrequest("POST", "/")
            connection.putheader("Content-Length", "1")
            connection.endheaders()
        until(lambda: status(crowd) == 429, "one connection more is refused", within=5)
        assert status(reader) == 200
        held[0].close()
        until(lambda: status(crowd) == 200, "the last connection may be used", within=5)


@pytest.fixture(scope="module")
def balanced(tmp_path_factory):
    """A machine behind a balancer: where a request comes from stands in its X-Elsewhere."""
    balancer = "set_real_ip_from 127.0.0.1;\nreal_ip_header X-Elsewhere;\n"
    with (
        echo() as port,
        behind_nginx(
            tmp_path_factory.mktemp("balanced"),
            port,
            *("--connections", str(CONNECTIONS)),
            extra=balancer,
        ) as made,
    ):
        yield made


@pytest.mark.parametrize(
    ("crowd", "reader", "is_one_network"),
    [
        ("198.51.100.1", "198.51.100.1", True),
        ("198.51.100.1", "198.51.100.2", False),
        ("2001:db8:1:1::1", "2001:db8:1:1:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:1:ffff:ffff:ffff:ffff", "2001:db8:1:2::", False),
        ("2001:db8::1", "2001:db8:0:0:1::", True),
        ("2001:db8:a0a:a0a:a0a:a0a:a0a:a0a", "2001:db8:a0a:a0a::1", True),  # bytes of line breaks
        ("::ffff:198.51.100.1", "::ffff:198.51.100.2", False),
        ("::ffff:198.51.100.1", "::ffff:198.51.100.1", True),
        ("::ffff:0:0:1", "::1", True),  # no IPv4 address in it
    ],
)
def test_connections_are_counted_by_network(balanced, crowd, reader, is_one_network):
    def status(source):
        return balanced.ask("/", X_Elsewhere=source).status

    with ExitStack() as stack:
        for _number in range(CONNECTIONS):
            connection = stack.enter_context(closing(balanced.connection()))
            connection.putrequest("POST", "/")
            connection.putheader("X-Elsewhere", crowd)
            connection.putheader("Content-Length", "1")
            connection.endheaders()
        until(lambda: status(crowd) == 429, "one connection more is refused", within=5)
        assert status(reader) == (429 if is_one_network else 200)
    until(lambda: status(crowd) == 200, "the connections have ended", within=5)


def test_readers_come_by_ipv6_where_a_port_alone_is_named(tmp_path):
    if not HAS_IPV6:
        pytest.skip("This machine has no IPv6.")
    with echo() as port, behind_nginx(tmp_path, port, address="") as machine:
        for address in ("127.0.0.1", "::1"):
            seen = echoed(machine.ask("/", address=address))["headers"]
            assert seen["X-Forwarded-For"] == address


def test_figures_and_readiness_are_for_neighbours_only(machine):
    assert machine.ask("/health/ready/").status == 200  # this machine
    monitors = (machine.prefix / "etc/nginx/consultations/monitors.conf").read_text()
    assert monitors.rstrip().endswith("deny all;")


def test_the_proxys_log_holds_nothing_about_people(machine):
    machine.ask(
        "/search/?q=secret-word",
        Cookie="sessionid=secret-cookie",
        Referer="https://secret.example/",
    )
    machine.ask("/fr/reports/secret-path/")
    time.sleep(0.1)
    log = (machine.prefix / "var/log/nginx/access.log").read_text()
    line = next(json.loads(line) for line in log.splitlines() if '"/search/"' in line)
    assert line["status"] == 200 and len(line["request_id"]) == 32
    assert "secret-word" not in log and "secret-cookie" not in log and "secret.example" not in log
    assert "127.0.0.1" not in log
    assert "secret-path" not in log and '"path":"/fr/reports/[token]"' in log
