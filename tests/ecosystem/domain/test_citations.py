"""Numbers of documents in texts, and the links that they become."""

import re
from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from ecosystem.domain.citations import citations_in, cites, link_html, link_text
from ecosystem.models import PolicyDocument
from tests.factories.ecosystem import PolicyDocumentFactory

pytestmark = pytest.mark.django_db

PATH = "/van-ban/201-kh-ubnd-23-12-2020/"


@pytest.fixture
def plan():
    return PolicyDocumentFactory(number="201/KH-UBND", issued_on=date(2020, 12, 23))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kế hoạch số 201/KH-UBND.", "201 kh ubnd"),
        ("(Nghị quyết 07/2022/NQ-HĐND, Điều 4)", "7 2022 nq hdnd"),
        ("Quyết định 844/QĐ-TTg;", "844 qd ttg"),
        ("Thông tư 45/2019/TT-BTC", "45 2019 tt btc"),
        ("Luật 91/2025/QH15", "91 2025 qh15"),
        ("201\u2060/\u2060KH\u2060-\u2060UBND", "201 kh ubnd"),
    ],
)
def test_official_numbers_are_recognised_in_sentences(text, key):
    assert [citation.key for citation in citations_in(text)] == [key]


@pytest.mark.parametrize(
    "text", ["ngày 23/12/2020", "tỷ lệ 1/2", "24/7", "km 12/5", "a201/KH-UBND", "2/201/KH", "km/h"]
)
def test_days_ratios_and_parts_of_words_are_no_numbers(text):
    assert citations_in(text) == []


def test_a_citation_becomes_a_link_and_the_text_stays(plan):
    text = "Theo Kế hoạch 201/KH-UBND ngày 23/12/2020 & <b>"

    assert link_text(text) == (
        f'Theo Kế hoạch <a class="doc-ref" href="{PATH}">201/KH-UBND</a> ngày 23/12/2020 &amp; &lt;b&gt;'
    )


@pytest.mark.parametrize(
    "day", ["ngày 23/12/2020", "ngày 23 tháng 12 năm 2020", ", ngày 23.12.2020"]
)
def test_the_day_names_the_document_among_those_of_one_number(plan, day):
    PolicyDocumentFactory(number="201/KH-UBND", issued_on=date(2024, 9, 1))
    text = f"201/KH-UBND {day}" if not day.startswith(",") else f"201/KH-UBND{day}"

    assert f'href="{PATH}"' in link_text(text)


def test_a_number_without_a_day_that_two_documents_bear_is_not_linked(plan):
    PolicyDocumentFactory(number="201/KH-UBND", issued_on=date(2024, 9, 1))

    assert link_text("Kế hoạch 201/KH-UBND") == "Kế hoạch 201/KH-UBND"


@pytest.mark.parametrize("day", ["05/01/2024", "30/02/2020"])
def test_the_number_of_another_year_is_not_linked(plan, day):
    assert "<a" not in link_text(f"201/KH-UBND ngày {day}")


def test_only_prose_is_touched(plan):
    html = (
        '<p title="201/KH-UBND"><a href="/x">201/KH-UBND</a> <code>201/KH-UBND</code>'
        "<em>201/KH-UBND</em></p>"
    )

    assert link_html(html) == html.replace(
        "<em>201/KH-UBND</em>", f'<em><a class="doc-ref" href="{PATH}">201/KH-UBND</a></em>'
    )


@pytest.mark.parametrize(
    ("html", "is_linked"),
    [
        ("<p><strong>201/KH-UBND</strong> ngày 23/12/2020</p>", True),
        ("<p><strong>201/KH-UBND</strong> ngày 05/01/2024</p>", False),
        ("<p><b><i>201/KH-UBND</i></b> ngày 05/01/2024</p>", False),
        # Another paragraph begins with a day of its own.
        ("<p>201/KH-UBND</p><p> ngày 05/01/2024 họp</p>", True),
    ],
)
def test_a_day_behind_an_inline_tag_still_belongs_to_the_number(plan, html, is_linked):
    linked = link_html(html)

    assert ("<a " in linked) is is_linked
    assert re.sub(r"</?a[^>]*>", "", linked) == html


def test_what_the_portal_does_not_hold_is_left_alone():
    assert link_text("Thông tư 45/2019/TT-BTC") == "Thông tư 45/2019/TT-BTC"


def test_a_page_costs_one_query_however_much_it_cites_and_none_without(
    plan, django_assert_num_queries
):
    other = PolicyDocumentFactory(number="143/KH-UBND")

    with django_assert_num_queries(1):
        linked = link_text("201/KH-UBND, 143/KH-UBND, 201/KH-UBND, 45/2019/TT-BTC")
    with django_assert_num_queries(0):
        link_text("Không có số hiệu nào, chỉ ngày 23/12/2020")

    assert linked.count("<a ") == 3
    assert other.get_absolute_url() in linked


def test_the_tag_links_a_part_of_a_page_but_never_the_page_itself(plan):
    template = Template("{% load citation_tags %}{% cited %}{{ text }}{% endcited %}")
    elsewhere = Context({"text": "201/KH-UBND <i>", "request": RequestFactory().get("/tin-tuc/")})
    itself = Context({"text": "201/KH-UBND", "request": RequestFactory().get(PATH)})

    assert template.render(elsewhere) == (
        f'<a class="doc-ref" href="{PATH}">201/KH-UBND</a> &lt;i&gt;'
    )
    assert template.render(itself) == "201/KH-UBND"


def test_a_text_cites_a_document_by_its_day_when_another_bears_the_number(plan):
    def named():
        return PolicyDocument.objects.with_namesakes().get(pk=plan.pk)

    assert cites("Kế hoạch 201/KH-UBND", named())
    assert not cites("Kế hoạch 201/KH-UBND ngày 01/9/2024", named())

    PolicyDocumentFactory(number="201/KH-UBND", issued_on=date(2024, 9, 1))

    assert not cites("Kế hoạch 201/KH-UBND", named())
    assert cites("Kế hoạch 201/KH-UBND ngày 23/12/2020", named())
