import pytest

from tests.kept import counting, fresh, kept, public_addresses, same

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_every_public_address_is_made_once_and_costs_no_query_from_then_on(
    world, monkeypatch, django_assert_num_queries
):
    for address in public_addresses():
        with counting(monkeypatch) as made:
            first = kept(address)
            with django_assert_num_queries(0, info=address):
                second = kept(address)
        assert first.status_code == 200, address
        assert len(made) == 1, address
        assert same(first, second), address
        assert same(second, fresh(address)), address
        assert b"csrfmiddlewaretoken" not in second.content, address
        assert not first.cookies and not second.cookies, address
        assert "RateLimit" not in second.headers, address
