"""The administration looks like the portal: same themes, same language, nothing inline."""

import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.urls import reverse

from contests.enums import ApplicationState
from tests.factories.contests import ApplicationFactory, PrizeFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r"{%\s*block\s+([\w-]+)")
INLINE = re.compile(
    r"<style\b|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>",
    re.IGNORECASE,
)
DJANGO_ADMIN = Path(admin.__file__).parent / "templates" / "admin"


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def urls():
    """An index, a list, two forms (one with inlines) and the page of a step."""
    application = ApplicationFactory(state=ApplicationState.SUBMITTED)
    PrizeFactory(contest=application.contest)
    return [
        reverse("admin:index"),
        reverse("admin:app_list", args=["contests"]),
        reverse("admin:contests_application_changelist"),
        reverse("admin:contests_application_change", args=[application.pk]),
        reverse("admin:contests_application_step", args=[application.pk, "mark_valid"]),
        reverse("admin:contests_contest_change", args=[application.contest.pk]),
    ]


@pytest.mark.parametrize(
    ("size", "contrast", "theme"),
    [("2", "0", "sang"), ("5", "0", "toi"), ("1", "1", "sang"), ("3", "2", "he-thong")],
)
def test_display_cookies_become_attributes_of_the_page(desk, size, contrast, theme):
    desk.cookies.load({"co_chu": size, "tuong_phan": contrast, "giao_dien": theme})

    text = page(desk, reverse("admin:index"))

    assert (
        f'<html lang="vi" data-co-chu="{size}" data-tuong-phan="{contrast}" data-giao-dien="{theme}">'
        in text
    )


def test_a_popup_follows_the_cookies_too(desk):
    desk.cookies.load({"tuong_phan": "2"})

    text = page(desk, reverse("admin:news_category_add") + "?_popup=1")

    assert 'data-tuong-phan="2"' in text
    assert "portal/css/admin" in text


def test_no_page_carries_djangos_theme_toggle(desk, urls):
    for url in urls:
        text = page(desk, url)

        assert "theme-toggle" not in text
        assert "theme.js" not in text
        assert "dark_mode" not in text


def test_no_page_carries_inline_style_or_script(desk, urls):
    for url in urls:
        assert INLINE.findall(page(desk, url)) == [], url


def test_our_stylesheet_comes_after_djangos(desk, urls):
    for url in urls:
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page(desk, url))

        assert "portal/css/admin" in sheets[-1]
        assert "portal/css/tokens" in sheets[-2]


def test_every_page_leads_back_to_the_portal_and_to_the_display_options(desk):
    text = page(desk, reverse("admin:contests_application_changelist"))

    assert f'href="{reverse("site:home")}"' in text
    assert f'href="{reverse("site:display")}?next=/admin/contests/application/"' in text


def test_app_names_are_vietnamese(desk):
    response = desk.get(reverse("admin:index"))

    names = {str(app["name"]) for app in response.context["app_list"]}

    assert {"Cuộc thi", "Hệ sinh thái", "Hệ thống", "Nhật ký", "Tin tức", "Tài khoản"} <= names
    assert not {name for name in names if name.isascii()}


def test_our_frame_keeps_every_block_of_djangos():
    ours = BLOCK.findall(Path(get_template("admin/base.html").origin.name).read_text())
    theirs = BLOCK.findall((DJANGO_ADMIN / "base.html").read_text())

    assert set(theirs) - set(ours) == {"stylesheet_rtl"}


def test_a_tables_cell_names_its_field(desk, urls):
    text = page(desk, urls[-1])

    assert '<label for="id_prizes-0-name" class="visually-hidden">' in text


def test_the_stylesheet_names_no_colour():
    css = Path(finders.find("portal/css/admin.css")).read_text()

    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[;\s,)])|rgb\(", css) == []


def test_the_icon_is_found_where_browsers_look(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert response["Location"].startswith("/static/portal/img/favicon")
