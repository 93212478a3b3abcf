"""How long a text takes to read, and the parts that stand above it."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from portal.reading import Part, minutes, with_places

THREE = "<h2>Đối tượng</h2><p>Ai</p><h2>Hồ sơ</h2><p>Gì</p><h2>Đối tượng</h2><p>Nữa</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", 1),
        ("<p>khởi</p>", 1),
        ("<p>" + "khởi " * 330 + "</p>", 2),
        ("<p>" + "khởi&nbsp;" * 660 + "</p>", 3),
        ("<p>" + '<a href="https://mot.hai/ba">khởi</a> ' * 220 + "</p>", 1),
    ],
)
def test_reading_takes_a_minute_for_220_syllables_and_tags_are_none(html, expected):
    assert minutes(html) == expected


def test_every_heading_gets_a_place_of_its_own_without_marks():
    html, parts = with_places(THREE)

    assert parts == [
        Part("muc-doi-tuong", "Đối tượng"),
        Part("muc-ho-so", "Hồ sơ"),
        Part("muc-doi-tuong-2", "Đối tượng"),
    ]
    for part in parts:
        assert html.count(f'<h2 id="{part.name}">') == 1


def test_a_name_that_a_heading_has_stays_and_one_without_words_is_no_part():
    html = '<h2 class="x" id="lich">Lịch <em>mới</em></h2><h2> </h2><h3>Nhỏ</h3>'

    assert with_places(html) == (html, [Part("lich", "Lịch mới")])


def rendered(body):
    return Template(
        "{% load reading_tags %}{% with_contents %}{{ body|safe }}{% endwith_contents %}"
    ).render(Context({"body": body}))


def test_contents_stand_above_three_parts_and_link_to_them():
    page = rendered(THREE)

    assert page.index('href="#muc-ho-so"') < page.index('<h2 id="muc-ho-so"')
    assert page.count("<li>") == 3


def test_two_parts_need_no_contents():
    short = "<h2>Một</h2><h2>Hai</h2>"

    assert rendered(short) == short


def test_words_of_a_heading_stay_words_in_the_contents():
    hostile = '<h2>&lt;script&gt;alert(1)&lt;/script&gt; &amp; "x"</h2>'

    page = rendered(hostile * 3)

    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp;") == 6


def test_the_tools_pass_on_the_address_without_its_query_and_a_title_that_stays_a_title():
    request = RequestFactory().get("/tin-tuc/a/b/?utm=1")
    title = 'Ba "điều" & <b> thứ\r\nBcc: x@y.vn'

    page = Template("{% load reading_tags %}{% reading_tools title %}").render(
        Context({"request": request, "title": title})
    )

    assert 'data-address="http' in page
    assert "utm" not in page
    assert "<b>" not in page
    assert "%0D%0ABcc%3A%20x%40y.vn&amp;body=" in page
