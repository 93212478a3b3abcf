"""“What can I get?”: the questions, the answers in the address, and what the page finds."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from contests.enums import ContestState
from ecosystem.domain.support import SHOWN
from ecosystem.domain.support_answers import Answers
from ecosystem.enums import ServiceKind
from portal.site.support import AUDIENCES, COURSE_KIND, courses, find, open_calls
from tests.factories.contests import ContestFactory
from tests.factories.ecosystem import (
    ExpertFactory,
    FieldFactory,
    LocalityFactory,
    OrganizationFactory,
    PolicyDocumentFactory,
    RoomFactory,
    ServiceFactory,
    SupportKindFactory,
    SupportOfferFactory,
)
from tests.factories.training import CourseRunFactory
from training.enums import RunState
from training.models import Audience

pytestmark = pytest.mark.django_db

PATH = "/chinh-sach-ho-tro/tim/"


def open_contest(**values):
    now = timezone.now()
    days = {"opens_at": now - timedelta(days=1), "deadline_at": now + timedelta(days=9)}
    return ContestFactory(**{"state": ContestState.PUBLISHED, **days, **values})


def everything(count, kind):
    for _n in range(count):
        SupportOfferFactory(
            kind=kind, document=PolicyDocumentFactory(), organization=OrganizationFactory()
        )
        open_contest()
        CourseRunFactory(sessions=1)
        ServiceFactory(kind=ServiceKind.PREMISES)
        RoomFactory()
        for helper in (OrganizationFactory(), ExpertFactory()):
            helper.supports.add(kind)


def test_six_questions_are_asked_and_nothing_is_shown_before(client):
    SupportOfferFactory(name="Vay vốn")

    response = client.get(PATH)

    assert len(response.context["form"].fields) == 6
    assertNotContains(response, "Vay vốn")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_three(client, django_assert_num_queries, rows):
    kind, training = SupportKindFactory(slug="cho-lam-viec"), SupportKindFactory(slug=COURSE_KIND)
    everything(rows, kind)
    FieldFactory.create_batch(rows)

    with django_assert_num_queries(8):
        response = client.get(PATH, {"la": "person", "can": [kind.slug, training.slug]})

    assert {group.key: len(group.items) for group in response.context["groups"]} == {
        "chinh-sach": rows,
        "cuoc-thi": rows,
        "lop-hoc": rows,
        "dich-vu": rows,
        "phong": rows,
        "to-chuc": rows,
        "chuyen-gia": rows,
    }


def test_answers_in_the_address_give_the_same_page_to_whoever_gets_it(client):
    field, place = FieldFactory(name="Du lịch"), LocalityFactory(name="Đoàn Kết")
    need, other = SupportKindFactory(name="Vốn"), SupportKindFactory()
    wanted = SupportOfferFactory(name="Vay vốn", kind=need, for_groups=["women"])
    SupportOfferFactory(name="Khác", kind=other)
    query = {
        "la": "team",
        "giai-doan": "idea",
        "linh-vuc": field.slug,
        "dia-ban": place.slug,
        "can": [need.slug],
        "nhom": ["women", "youth"],
    }

    response = client.get(PATH, query)

    assertContains(response, wanted.get_absolute_url())
    assertNotContains(response, "Khác</a>")
    for text in ("Vì bạn chọn: Vốn", "Vì bạn chọn: Phụ nữ", "Nhóm chưa thành lập doanh nghiệp"):
        assertContains(response, text)
    assertContains(response, "Phụ nữ; Thanh niên")
    html = response.content.decode()
    assert len(re.findall(r"<option[^>]* selected", html)) == 2
    assert len(re.findall(r"<input[^>]* checked", html)) == 5


def test_everything_left_open_shows_everything(client):
    SupportOfferFactory(name="Vay vốn", for_seekers=["student"])

    response = client.get(PATH, {"la": "", "linh-vuc": ""})

    assertContains(response, "Vay vốn")
    assertContains(response, "Chỉ dành cho: Học sinh, sinh viên")
    assertContains(response, "Bạn chưa trả lời câu hỏi nào")


def test_nothing_found_says_whom_to_ask(client):
    response = client.get(PATH, {"la": "person"})

    assertContains(response, "Cổng chưa có nội dung phù hợp")
    assertContains(response, "/lien-he/")


@pytest.mark.parametrize(
    ("name", "value"),
    [("la", "x"), ("linh-vuc", "khong-co"), ("can", "khong-co"), ("nhom", "<script>")],
)
def test_an_answer_that_means_nothing_is_told_and_is_not_known(client, name, value):
    SupportOfferFactory(name="Vay vốn", for_seekers=["student"])

    response = client.get(PATH, {name: value})

    assert set(response.context["form"].errors) == {name}
    assertContains(response, "Vay vốn")
    assertNotContains(response, "<script>")


def test_other_parameters_are_no_answers(client):
    assert not client.get(PATH, {"utm_source": "x"}).context["is_asked"]


def test_editions_are_calls_from_their_opening_to_their_deadline():
    contest = open_contest(contact_phone="0205 3", contact_email="cuocthi@langson.gov.vn")
    now = timezone.now()
    open_contest(deadline_at=now - timedelta(seconds=1))
    open_contest(opens_at=now + timedelta(hours=1))
    open_contest(state=ContestState.DRAFT)

    [item] = open_calls(Answers()).items

    assert item.url == contest.get_absolute_url()
    assert item.contact == "0205 3, cuocthi@langson.gov.vn"
    assert item.reasons[0].startswith("Nhận hồ sơ đến ")


@pytest.mark.parametrize(
    ("audiences", "answers", "is_shown"),
    [
        ((), {"seeker": "person"}, True),
        (("phu-nu",), {}, True),
        (("phu-nu",), {"groups": ("women",)}, True),
        (("phu-nu",), {"seeker": "company"}, False),
        (("doanh-nghiep", "phu-nu"), {"seeker": "company"}, True),
        (("can-bo-cong-chuc",), {"seeker": "team"}, False),
        (("doi-tuong-khac",), {"seeker": "team"}, True),
    ],
)
def test_coming_classes_are_shown_to_those_they_are_for(audiences, answers, is_shown):
    run = CourseRunFactory(sessions=1)
    run.course.audiences.set(Audience.objects.filter(slug__in=audiences))

    assert [item.url for item in courses(Answers(**answers)).items] == (
        [run.get_absolute_url()] if is_shown else []
    )


def test_every_audience_that_answers_lead_to_is_one_of_the_portal():
    assert set(AUDIENCES) <= set(Audience.objects.values_list("slug", flat=True))


def test_classes_answer_the_need_for_training_and_no_other():
    training, other = SupportKindFactory(slug=COURSE_KIND), SupportKindFactory()
    CourseRunFactory(sessions=1, how_to_register="Gọi 0205")
    CourseRunFactory(sessions=1, state=RunState.CANCELLED)
    CourseRunFactory(sessions=1, state=RunState.DRAFT)

    [item] = courses(Answers(needs=(training,))).items

    assert item.reasons[0] == f"Vì bạn chọn: {training}"
    assert item.how_to_ask == "Gọi 0205"
    assert courses(Answers(needs=(other,))).items == []


def test_a_class_of_another_field_is_not_shown():
    mine, theirs = FieldFactory.create_batch(2)
    CourseRunFactory(sessions=1).course.fields.add(theirs)

    assert courses(Answers(field=mine)).items == []
    assert courses(Answers(field=theirs)).items[0].reasons[0] == f"Vì bạn chọn: {theirs}"


def test_groups_without_anything_are_left_out():
    SupportOfferFactory()

    assert [group.key for group in find(Answers())] == ["chinh-sach"]


def test_a_long_group_is_cut_and_counted(client):
    SupportOfferFactory.create_batch(SHOWN + 2)

    response = client.get(PATH, {"la": ""})

    assertContains(response, 'class="card support-item"', count=SHOWN)
    assertContains(response, "và 2 nội dung khác")


def test_the_finder_is_reached_from_home_documents_and_the_list(client):
    for path in ("/", "/van-ban/", "/chinh-sach-ho-tro/", "/so-do-cong/"):
        assertContains(client.get(path), f'href="{PATH}"')
