"""Addresses that nobody types by hand: what no text of a database can hold is no error of ours."""

from urllib.parse import quote

import pytest
from django.urls import NoReverseMatch, reverse

from tests.architecture import matrix

pytestmark = pytest.mark.django_db

# PostgreSQL takes no text that holds it; SQLite takes any.
NUL = quote("\0")
# What pages read of their query, wherever one of them does.
ASKED = (
    *("q", "page", "sau", "truoc", "column", "ma", "tim", "edition", "state", "tuan", "ngay", "tu"),
    *("den", "loai", "lan", "kind", "field", "locality", "stage", "support", "year", "issuer"),
    *("topic", "month", "thang", "nam", "next", "dung", "ve", "dang", "room", "type", "status"),
)
KEYED = (
    *("/ban-tin/{}/", "/ban-tin/{}/ngung/", "/he-sinh-thai/xac-nhan/{}/", "/ket-noi/tra-loi/{}/"),
    *("/ket-noi/ket-qua/{}/", "/su-kien/dang-ky/{}/", "/dao-tao/dang-ky/{}/", "/dao-tao/nhom/{}/"),
    *("/dao-tao/giang-vien/{}/", "/tin-tuc/xem-truoc/{}/", "/tai-khoan/dat-lai-mat-khau/1-{}/"),
    *("/khong-co/{}/", "/en/khong-co/{}/", "/xac-nhan-tham-gia/{}/", "/kiem-tra/{}/"),
)


def pages_without_arguments():
    for name in matrix.PAGES:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        if not address.startswith("/admin/"):
            yield address


def test_no_page_breaks_by_a_query_that_holds_a_nul(client):
    client.raise_request_exception = False
    broken = [
        f"{address}?{name}"
        for address in pages_without_arguments()
        for name in ASKED
        if client.get(f"{address}?{name}={NUL}1").status_code >= 500
    ]

    assert broken == []


@pytest.mark.parametrize("address", KEYED)
def test_no_page_breaks_by_a_key_that_holds_a_nul(client, address):
    client.raise_request_exception = False

    assert client.get(address.format(f"a{NUL}")).status_code < 500
