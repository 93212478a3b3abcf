"""The frame is rendered once for many readers, and shows none of them anything of another."""

import pytest
from django.urls import reverse

from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def page_of(client, path):
    return client.get(path).content.decode()


def test_each_page_has_its_own_address_in_the_display_form(client):
    first = page_of(client, "/tin-tuc/?q=h%E1%BB%93i&page=1")
    second = page_of(client, "/he-sinh-thai/")

    assert 'name="next" value="/tin-tuc/?q=h%E1%BB%93i&amp;page=1"' in first
    assert 'name="next" value="/he-sinh-thai/"' in second
    assert "/tin-tuc/?q" not in second


def test_an_address_cannot_break_out_of_the_form(client):
    page = page_of(client, '/tin-tuc/?q="><script>alert(1)</script>')

    assert "<script>alert" not in page


def test_the_menu_marks_the_page_and_the_part_of_the_site(client):
    assert '<a href="/tin-tuc/" aria-current="page">' in page_of(client, "/tin-tuc/")
    assert '<a href="/he-sinh-thai/" aria-current="true">' in page_of(
        client, reverse("ecosystem:organization_list", args=["co-quan-quan-ly"])
    )


def test_a_page_leads_to_itself_in_the_other_language_with_its_filters(client):
    assert 'href="/en/tin-tuc/?q=tr%C3%A0"' in page_of(client, "/tin-tuc/?q=tr%C3%A0")
    assert 'href="/tin-tuc/"' in page_of(client, "/en/tin-tuc/")
    assert 'hreflang="en"' not in page_of(client, "/khong-co-trang-nay/")


def test_an_address_that_the_administration_does_not_know_is_not_found(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get("/admin/contests/khong-co/").status_code == 404


def test_a_signed_in_reader_has_a_frame_of_their_own(client):
    anonymous = page_of(client, "/tin-tuc/")
    client.force_login(UserFactory(full_name="Hoàng Thị Thư"))
    own = page_of(client, "/tin-tuc/")
    client.logout()

    assert "Hoàng Thị Thư" in own
    assert "Hoàng Thị Thư" not in anonymous
    assert "Hoàng Thị Thư" not in page_of(client, "/tin-tuc/")


def test_display_choices_are_part_of_the_frame(client):
    page_of(client, "/tin-tuc/")
    client.cookies["co_chu"] = "5"

    largest = page_of(client, "/tin-tuc/")

    assert 'data-co-chu="5"' in largest
    assert 'class="size-large"' in largest
    assert largest.count('aria-disabled="true"') == 4  # A+ and "decrease contrast", in both menus
