"""Links of the old site: followed where the portal has no page, added one by one or as a list."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.models import OldAddress
from portal.old_addresses import MOST_LINES, Pair, keep, read_pairs
from portal.roles import Role
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def old(path, target="/tin-tuc/"):
    return OldAddress.objects.create(path=path, target=target)


def test_an_old_link_leads_to_what_took_its_place_for_good(client):
    old("/i1509-tin.html", "/cuoc-thi/2023/")

    response = client.get("/i1509-tin.html")

    assert (response.status_code, response["Location"]) == (301, "/cuoc-thi/2023/")


def test_the_query_tells_old_pages_apart_and_a_stray_one_is_no_obstacle(client):
    old("/index.php?news=1", "/tin-tuc/cuoc-thi/mot/")
    old("/index.php", "/tin-tuc/")

    assert client.get("/index.php?news=1")["Location"] == "/tin-tuc/cuoc-thi/mot/"
    assert client.get("/index.php?news=2")["Location"] == "/tin-tuc/"


def test_an_address_with_marks_is_found_as_it_is_read(client):
    old("/tin.php?tên=khởi-nghiệp")

    assert client.get("/tin.php?t%C3%AAn=kh%E1%BB%9Fi-nghi%E1%BB%87p")["Location"] == "/tin-tuc/"


def test_a_page_of_the_portal_is_never_hidden(client):
    article = ArticleFactory(state="published")
    old(article.get_absolute_url(), "/lien-he/")

    assert client.get(article.get_absolute_url()).status_code == 200


def test_what_nobody_entered_is_not_found_and_nothing_that_is_sent_is_led_on(client):
    old("/cu/")

    assert client.get("/khac/").status_code == 404
    assert client.post("/cu/").status_code == 404


@pytest.mark.parametrize("address", ["/khong-co/?x=%00", "/khong%00co/", "/en/khong-co/?%00=1"])
def test_an_address_with_a_mark_that_none_holds_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_pasted_list_is_read_with_tabs_spaces_and_hosts():
    text = "http://cu.vn/a.html\t/tin-tuc/\n\n/b?id=1  https://moi.vn/b\nhttps://cu.vn /lien-he/\n"

    assert read_pairs(text) == [
        Pair("/a.html", "/tin-tuc/"),
        Pair("/b?id=1", "https://moi.vn/b"),
        Pair("/", "/lien-he/"),
    ]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("/mot-cot", "hai cột"),
        ("/a /b /c", "hai cột"),
        ("khong-gach /b", "bắt đầu bằng /"),
        ("/a javascript:alert(1)", "bắt đầu bằng /"),
        ("/a //khac.vn/", "bắt đầu bằng /"),
        ("/a http://khac.vn/", "bắt đầu bằng /"),
        ("/a /a", "chính nó"),
        ("/tot /khac", "đích khác"),
        (f"/{'a' * 500} /b", "500"),
    ],
)
def test_each_line_that_cannot_be_read_is_named(line, word):
    with pytest.raises(ValidationError) as caught:
        read_pairs(f"/tot /tin-tuc/\n\n{line}")

    (message,) = caught.value.messages
    assert message.startswith("Dòng 3: ")
    assert word in message


def test_a_list_that_is_too_long_is_refused_before_it_is_read():
    with pytest.raises(ValidationError, match="5000"):
        read_pairs("/a /b\n" * (MOST_LINES + 1))


def test_keeping_adds_changes_and_leaves_and_tells_how_many(django_assert_max_num_queries):
    old("/a", "/mot/")
    old("/b", "/hai/")

    with django_assert_max_num_queries(6):
        told = keep([Pair("/a", "/mot/"), Pair("/b", "/ba/"), Pair("/c", "/bon/")])

    assert told == (1, 1)
    assert dict(OldAddress.objects.values_list("path", "target")) == {
        "/a": "/mot/",
        "/b": "/ba/",
        "/c": "/bon/",
    }


def test_the_newsroom_pastes_a_list_in_the_administration(client):
    client.force_login(UserFactory(roles=[Role.PUBLISHER], is_staff=True))
    page = reverse("admin:portal_oldaddress_import")
    assert page in client.get(reverse("admin:portal_oldaddress_changelist")).content.decode()

    wrong = client.post(page, {"lines": "/a /tin-tuc/\n/hong"})
    text = wrong.content.decode()
    assert "Dòng 2: " in text
    assert "/a /tin-tuc/\n/hong" in text
    assert not OldAddress.objects.exists()

    done = client.post(page, {"lines": "/a\t/tin-tuc/\n/b\t/lien-he/"}, follow=True)
    assert "Đã thêm 2 địa chỉ cũ" in done.content.decode()
    assert OldAddress.objects.count() == 2


def test_others_do_not(client):
    client.force_login(UserFactory(roles=[Role.EDITOR], is_staff=True))

    assert client.get(reverse("admin:portal_oldaddress_import")).status_code == 403
