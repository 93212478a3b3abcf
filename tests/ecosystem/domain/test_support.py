"""Who is shown which offer, and why."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ecosystem.domain import support, support_helpers
from ecosystem.domain.support import audience, source_warning
from ecosystem.domain.support_answers import NO_GROUP, Answers, rows_to_choose
from ecosystem.enums import DocumentStatus
from ecosystem.models import Field, Locality, SupportKind
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

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def found(answers=None):
    return list(support.offers(answers or Answers()).items)


def only(answers=None):
    [item] = found(answers)
    return item


def test_an_offer_without_conditions_is_for_everybody():
    SupportOfferFactory()

    assert only().reasons == ("Dành cho tất cả mọi người",)
    assert only(Answers(seeker="student", groups=(NO_GROUP,))).reasons == (
        "Dành cho tất cả mọi người",
    )


@pytest.mark.parametrize(
    ("condition", "meets", "fails", "reason"),
    [
        (
            {"for_seekers": ["company", "household"]},
            {"seeker": "company"},
            {"seeker": "student"},
            "Vì bạn chọn: Doanh nghiệp nhỏ và vừa",
        ),
        ({"for_stages": ["idea"]}, {"stage": "idea"}, {"stage": "selling"}, "Vì bạn chọn: Ý tưởng"),
        (
            {"for_groups": ["women"]},
            {"groups": ("youth", "women")},
            {"groups": (NO_GROUP,)},
            "Vì bạn chọn: Phụ nữ",
        ),
    ],
)
def test_a_condition_is_met_missed_or_still_asked(condition, meets, fails, reason):
    SupportOfferFactory(**condition)

    assert only(Answers(**meets)).reasons == (reason,)
    assert found(Answers(**fails)) == []
    unknown = only(Answers())
    assert unknown.reasons == ()
    assert unknown.remarks[0].startswith("Chỉ dành cho: ")


@pytest.mark.parametrize(
    ("name", "factory", "answer"),
    [("for_fields", FieldFactory, "field"), ("for_localities", LocalityFactory, "locality")],
)
def test_fields_and_communes_are_conditions_too(name, factory, answer):
    wanted, other = factory(), factory()
    getattr(SupportOfferFactory(), name).add(wanted)

    assert only(Answers(**{answer: wanted})).reasons == (f"Vì bạn chọn: {wanted}",)
    assert found(Answers(**{answer: other})) == []
    assert only(Answers()).remarks[0].startswith("Chỉ ")


def test_every_condition_must_be_met():
    SupportOfferFactory(for_seekers=["student"], for_groups=["women"])

    assert found(Answers(seeker="student", groups=("youth",))) == []
    assert len(only(Answers(seeker="student", groups=("women",))).reasons) == 2


def test_only_what_is_needed_is_shown_and_the_need_is_the_reason():
    legal, money = SupportKindFactory(name="Pháp lý"), SupportKindFactory()
    offer = SupportOfferFactory(kind=legal)
    SupportOfferFactory(kind=money)

    item = only(Answers(needs=(legal,)))

    assert (item.title, item.reasons) == (offer.name, ("Vì bạn chọn: Pháp lý",))


def test_what_fits_best_stands_first():
    SupportOfferFactory(name="Chung", order=0)
    SupportOfferFactory(name="Riêng", for_groups=["women"], for_seekers=["person"], order=9)

    answers = Answers(seeker="person", groups=("women",))

    assert [item.title for item in found(answers)] == ["Riêng", "Chung"]


@pytest.mark.parametrize(
    ("values", "is_shown"),
    [
        ({}, True),
        ({"is_published": False}, False),
        ({"valid_to": 0}, True),
        ({"valid_to": -1}, False),
        ({"valid_from": 0}, True),
        ({"valid_from": 1}, False),
    ],
)
def test_offers_are_shown_from_their_first_day_to_their_last(values, is_shown):
    today = timezone.localdate()
    days = {
        name: today + value * DAY if name.startswith("valid") else value
        for name, value in values.items()
    }
    offer = SupportOfferFactory(**days)

    assert bool(found()) is is_shown
    assert offer.is_offered is is_shown


def test_legal_source_giver_contact_and_amount_are_told():
    document = PolicyDocumentFactory(number="13/2019/NQ-HĐND", kind="NQ")
    giver = OrganizationFactory(phone="0205 3 812 000", email="so@langson.gov.vn")
    SupportOfferFactory(document=document, clause="Điều 4", organization=giver)

    item = only()

    assert item.source == "Điều 4, Nghị quyết 13/2019/NQ-HĐND"
    assert item.source_url == document.get_absolute_url()
    assert item.amount == "Theo văn bản"
    assert (item.giver, item.giver_url) == (giver.name, giver.get_absolute_url())
    assert item.contact == "0205 3 812 000, so@langson.gov.vn"


def test_a_giver_that_is_not_listed_is_named_without_a_link():
    SupportOfferFactory(organization=OrganizationFactory(is_public=False), contact="Phòng 2")

    assert (only().giver_url, only().contact) == ("", "Phòng 2")


@pytest.mark.parametrize(
    ("values", "is_warned"),
    [
        ({"status": DocumentStatus.IN_FORCE}, False),
        ({"status": DocumentStatus.PARTLY}, False),
        ({"status": DocumentStatus.UNKNOWN}, True),
        ({"status": DocumentStatus.IN_FORCE, "expires_on": date(2021, 1, 1)}, True),
        ({"status": DocumentStatus.NOT_YET}, True),
    ],
)
def test_a_legal_source_that_may_not_stand_is_warned_of(values, is_warned):
    SupportOfferFactory(document=PolicyDocumentFactory(**values))

    assert bool(only().source_warning) is is_warned


def test_without_a_source_nothing_is_said_of_it():
    SupportOfferFactory()

    assert (only().source, only().source_warning, only().amount) == ("", "", "")
    assert source_warning(None) == ""


# --- Who sees it -------------------------------------------------------------------------------


def test_staff_read_which_answers_lead_to_an_offer():
    field = FieldFactory(name="Du lịch")
    offer = SupportOfferFactory(for_seekers=["student"], for_groups=["women"])
    offer.for_fields.add(field)

    table = dict(audience(offer))

    assert dict(table["Bạn là ai"])["Học sinh, sinh viên"]
    assert not dict(table["Bạn là ai"])["Cá nhân có ý tưởng"]
    assert all(shown for _answer, shown in table["Giai đoạn dự án"])
    assert table["Lĩnh vực"] == [("Du lịch", True), ("Các lựa chọn còn lại", False)]
    assert table["Địa bàn"] == [("Mọi lựa chọn", True)]
    assert not dict(table["Nhóm đối tượng"])["Không thuộc nhóm nào"]


# --- Who helps ---------------------------------------------------------------------------------


def test_organisations_are_found_by_what_they_offer():
    legal, market = SupportKindFactory(name="Pháp lý"), SupportKindFactory()
    helper = OrganizationFactory(phone="0205")
    helper.supports.add(legal)
    OrganizationFactory().supports.add(market)
    OrganizationFactory(is_public=False).supports.add(legal)
    OrganizationFactory(valid_to=date(2025, 2, 28)).supports.add(legal)
    OrganizationFactory()

    [item] = support_helpers.organizations(Answers(needs=(legal,))).items

    assert (item.title, item.contact) == (helper.name, "0205")
    assert item.reasons == ("Vì bạn chọn: Pháp lý",)
    assert len(support_helpers.organizations(Answers()).items) == 2


def test_experts_who_take_requests_are_found_and_no_address_of_theirs_is():
    advice = SupportKindFactory()
    expert = ExpertFactory(email="rieng@khoinghiep.test")
    for other in (expert, ExpertFactory(is_paused=True), ExpertFactory(listed=False)):
        other.supports.add(advice)

    [item] = support_helpers.experts(Answers(needs=(advice,))).items

    assert item.title == expert.name
    assert "rieng@" not in repr(item)


def test_a_helper_of_another_field_is_shown_with_a_remark_when_the_need_fits():
    advice, mine, theirs = SupportKindFactory(), FieldFactory(), FieldFactory()
    expert = ExpertFactory()
    expert.supports.add(advice)
    expert.fields.add(theirs)
    expert.served_stages.create(stage="idea")

    [item] = support_helpers.experts(Answers(needs=(advice,), field=mine, stage="idea")).items

    assert item.reasons == (f"Vì bạn chọn: {advice}", "Vì bạn chọn: Ý tưởng")
    assert item.remarks == ("Hồ sơ ghi lĩnh vực khác",)
    assert support_helpers.experts(Answers(field=mine)).items == []
    assert len(support_helpers.experts(Answers(field=theirs)).items) == 1


def test_services_that_take_requests_are_found_by_need_and_stage():
    legal, other = SupportKindFactory(slug="tu-van-phap-ly"), SupportKindFactory(slug="uom-tao")
    basis = PolicyDocumentFactory(number="07/2022/NQ-HĐND", kind="NQ")
    service = ServiceFactory(legal_basis=basis, contact="Phòng Pháp chế")
    service.served_stages.create(stage="idea")
    ServiceFactory(is_open=False)
    ServiceFactory(is_public=False)

    [item] = support_helpers.services(Answers(needs=(legal,), stage="idea")).items

    assert (item.title, item.amount, item.contact) == (service.name, "Miễn phí", "Phòng Pháp chế")
    assert item.reasons == (f"Vì bạn chọn: {legal}", "Vì bạn chọn: Ý tưởng")
    assert (item.source, item.source_url) == (basis.number, basis.get_absolute_url())
    assert item.source_warning
    assert support_helpers.services(Answers(needs=(other,))).items == []
    assert support_helpers.services(Answers(stage="selling")).items == []
    [unknown] = support_helpers.services(Answers()).items
    assert unknown.remarks
    # What is only for some stages is not called open to everybody.
    assert unknown.reasons == ()


def test_rooms_are_shown_unless_only_something_else_is_needed():
    room = RoomFactory()
    place, other = SupportKindFactory(slug=support_helpers.ROOM_KIND), SupportKindFactory()

    assert [item.title for item in support_helpers.rooms(Answers()).items] == [room.name]
    assert support_helpers.rooms(Answers(needs=(other,))).items == []
    [item] = support_helpers.rooms(Answers(needs=(other, place))).items
    assert item.reasons == (f"Vì bạn chọn: {place}",)


@pytest.mark.parametrize("rows", [1, 3])
def test_every_provider_asks_once(django_assert_num_queries, rows):
    kind, field = SupportKindFactory(), FieldFactory()
    for _n in range(rows):
        SupportOfferFactory(
            kind=kind, document=PolicyDocumentFactory(), organization=OrganizationFactory()
        ).for_fields.add(field)
        for helper in (OrganizationFactory(), ExpertFactory()):
            helper.supports.add(kind)
            helper.fields.add(field)
        RoomFactory()
        ServiceFactory(legal_basis=PolicyDocumentFactory())
    answers = Answers(seeker="person", field=field, needs=(kind,), locality=LocalityFactory())

    for provider in (support.offers, support_helpers.organizations, support_helpers.experts):
        with django_assert_num_queries(1):
            assert len(provider(answers).items) == rows
    with django_assert_num_queries(1):
        assert len(support_helpers.rooms(Answers()).items) == rows
    with django_assert_num_queries(1):
        assert len(support_helpers.services(Answers()).items) == rows


def test_the_lists_of_the_questions_are_read_in_one_query(django_assert_num_queries):
    later, first = FieldFactory(order=2), FieldFactory(order=1)
    ward = LocalityFactory(name="Đông Kinh", kind="ward")
    LocalityFactory(valid_to=date(2025, 6, 30))
    kind = SupportKindFactory()

    with django_assert_num_queries(1):
        rows = rows_to_choose()

    assert list(rows[Field].values()) == [first, later]
    assert {str(row) for row in rows[Locality].values()} == {str(ward)}
    assert rows[SupportKind] == {kind.slug: kind}
