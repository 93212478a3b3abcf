"""What a page says to search engines and messengers, and what it does not."""

import json
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve

from portal.page_card import PageCard, as_script, thing
from tests.factories.contests import ContestFactory
from tests.factories.ecosystem import OpenEventFactory, OrganizationFactory, StartupFactory
from tests.factories.portal import UserFactory
from tests.factories.training import OpenRunFactory

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOSTILE = '</script><script>alert(1)</script> & "quoted" <!-- '


def data_of(response):
    """The things of schema.org on a page, by their type."""
    found = [json.loads(text) for text in SCRIPT.findall(response.content.decode())]
    assert all(one["@context"] == "https://schema.org" for one in found)
    return {one["@type"]: one for one in found}


def meta(response, name):
    pattern = rf'<meta (?:name|property)="{name}" content="([^"]*)">'
    return re.findall(pattern, response.content.decode())


def test_what_is_not_known_is_left_out():
    assert thing("Event", name="Ngày hội", endDate=None, organizer=[], description="") == {
        "@type": "Event",
        "name": "Ngày hội",
    }


def test_no_text_ends_the_element_that_holds_it():
    text = as_script(thing("Event", name=HOSTILE))

    assert "<" not in text
    assert json.loads(text)["name"] == HOSTILE


def test_a_summary_is_one_line_cut_at_its_length():
    assert PageCard(title="", description="Một\n  hai").summary == "Một hai"
    assert len(PageCard(title="", description="chữ " * 100).summary) <= 200


def test_an_event_says_when_where_and_by_whom(client):
    event = OpenEventFactory(title="Ngày hội", description="Gặp nhà đầu tư")
    event.organizers.add(OrganizationFactory(name="Tỉnh đoàn", kind="mass_organisation"))
    response = client.get(event.get_absolute_url())

    data = data_of(response)["Event"]
    assert data["startDate"].endswith("+07:00")
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["location"]["name"] == event.venue
    assert [one["name"] for one in data["organizer"]] == ["Tỉnh đoàn"]
    assert meta(response, "og:title") == ["Ngày hội"]
    assert meta(response, "description") == ["Gặp nhà đầu tư"]


def test_a_cancelled_event_says_so(client):
    event = OpenEventFactory(state="cancelled", cancel_reason="Bão")

    data = data_of(client.get(event.get_absolute_url()))["Event"]
    assert data["eventStatus"] == "https://schema.org/EventCancelled"


def test_an_online_event_keeps_the_address_of_its_meeting(client):
    event = OpenEventFactory(venue="", online_url="https://hop.test/bi-mat")
    response = client.get(event.get_absolute_url())

    assert data_of(response)["Event"]["location"]["@type"] == "VirtualLocation"
    assert "hop.test" not in response.content.decode()


def test_an_event_of_an_unknown_day_is_none_for_search_engines(client):
    event = OpenEventFactory(starts_at=None, ends_at=None, year=2019, takes_registrations=False)

    assert "Event" not in data_of(client.get(event.get_absolute_url()))


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("department", "GovernmentOrganization"),
        ("school", "EducationalOrganization"),
        ("enterprise", "Corporation"),
        ("fund", "Organization"),
    ],
)
def test_an_organisation_is_what_its_kind_says(client, kind, type_):
    organization = OrganizationFactory(kind=kind, website="https://don-vi.test/")

    data = data_of(client.get(organization.get_absolute_url()))[type_]
    assert data["name"] == organization.name
    assert data["sameAs"] == "https://don-vi.test/"


def test_a_course_names_the_classes_to_come_and_a_class_itself(client):
    run = OpenRunFactory(sessions=2)
    cancelled = OpenRunFactory(course=run.course, sessions=1, state="cancelled")

    course = data_of(client.get(run.course.get_absolute_url()))["Course"]
    assert [one["url"].endswith(run.get_absolute_url()) for one in course["hasCourseInstance"]] == [
        True
    ]
    own = data_of(client.get(run.get_absolute_url()))["Course"]
    assert own["hasCourseInstance"][0]["startDate"].endswith("+07:00")
    assert "hasCourseInstance" not in data_of(client.get(cancelled.get_absolute_url()))["Course"]


@pytest.mark.parametrize("make", [ContestFactory, lambda: StartupFactory(is_public=True)])
def test_editions_and_projects_have_a_card(client, make):
    obj = make()
    response = client.get(obj.get_absolute_url())

    assert meta(response, "og:title") == [getattr(obj, "title", None) or obj.name]
    assert meta(response, "og:url")[0].endswith(obj.get_absolute_url())


def test_the_way_to_the_page_is_told_in_order(client):
    run = OpenRunFactory(sessions=1)
    way = data_of(client.get(run.get_absolute_url()))["BreadcrumbList"]["itemListElement"]

    assert [step["position"] for step in way] == [1, 2, 3, 4]
    assert way[0]["name"] == "Trang chủ"
    assert "item" not in way[-1]


def test_a_page_names_its_one_address_and_both_languages(client):
    text = client.get("/su-kien/?page=2&q=x").content.decode()

    assert re.search(r'rel="canonical" href="[^"]*/su-kien/\?page=2"', text)
    for code, path in (("vi", "/su-kien/"), ("en", "/en/su-kien/"), ("x-default", "/su-kien/")):
        assert re.search(rf'hreflang="{code}" href="[^"]*//[^/"]+{path}\?page=2"', text)


def test_a_number_of_a_page_that_is_none_is_not_repeated(client):
    text = client.get('/su-kien/?page="><b>').content.decode()

    assert re.search(r'rel="canonical" href="[^"]*/su-kien/"', text)


def test_hostile_words_stay_words(client):
    event = OpenEventFactory(title=HOSTILE, description=HOSTILE)
    response = client.get(event.get_absolute_url())

    assert "<script>alert" not in response.content.decode()
    assert data_of(response)["Event"]["name"] == HOSTILE.strip()


def test_whoever_is_signed_in_gets_no_data_for_search_engines(client):
    event = OpenEventFactory()
    client.force_login(UserFactory())

    assert data_of(client.get(event.get_absolute_url())) == {}


def test_an_error_page_has_no_card():
    request = RequestFactory().get("/khong-co/")
    request.resolver_match = None
    template = Template("{% load card_tags %}{% page_card %}")
    assert template.render(Context({"request": request})) == ""
    request.resolver_match = resolve("/su-kien/")
    assert "canonical" in template.render(Context({"request": request}))
