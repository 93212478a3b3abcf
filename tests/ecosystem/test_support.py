"""Support policies: their list and pages, and their administration."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.models import SupportOffer
from portal.roles import Role
from tests.factories.ecosystem import (
    FieldFactory,
    OrganizationFactory,
    PolicyDocumentFactory,
    SupportKindFactory,
    SupportOfferFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def test_the_list_shows_what_is_offered_and_narrows(client):
    kind = SupportKindFactory(slug="von", name="Vốn")
    wanted = SupportOfferFactory(kind=kind, name="Vay vốn ưu đãi")
    SupportOfferFactory()
    SupportOfferFactory(is_published=False)

    assert client.get("/chinh-sach-ho-tro/").context["paginator"].count == 2
    for query in ({"loai": "von"}, {"q": "vay von"}):
        assert list(client.get("/chinh-sach-ho-tro/", query).context["offers"]) == [wanted]


def test_an_offer_tells_for_whom_on_which_ground_and_whom_to_ask(client):
    document = PolicyDocumentFactory(number="07/2022/NQ-HĐND", kind="NQ")
    offer = SupportOfferFactory(
        document=document,
        clause="Điều 3",
        organization=OrganizationFactory(phone="0205 3"),
        for_seekers=["company"],
        how_to_ask="Gửi đơn",
    )

    response = client.get(offer.get_absolute_url())

    for text in (
        "Điều 3",
        document.get_absolute_url(),
        "Doanh nghiệp nhỏ và vừa",
        "Gửi đơn",
        "0205 3",
        "Theo văn bản",
        "Chưa xác định được văn bản này còn hiệu lực hay không",
    ):
        assertContains(response, text)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_offer_costs_the_same_whatever_its_conditions(
    client, django_assert_num_queries, rows
):
    offer = SupportOfferFactory(document=PolicyDocumentFactory(), description="Theo 45/2019/TT-BTC")
    offer.for_fields.set(FieldFactory.create_batch(rows))

    with django_assert_num_queries(4):
        client.get(offer.get_absolute_url())


@pytest.mark.parametrize(
    ("role", "status"), [(Role.EDITOR, 200), (Role.BOARD, 200), (Role.NOMINATOR, 404), (None, 404)]
)
def test_a_draft_opens_for_staff_only_and_says_so(client, role, status):
    offer = SupportOfferFactory(is_published=False)
    if role:
        client.force_login(UserFactory(roles=[role]))

    response = client.get(offer.get_absolute_url())

    assert response.status_code == status
    if status == 200:
        assertContains(response, "Chỉ cán bộ thấy trang này")


def test_what_is_offered_has_no_note_for_staff(client):
    response = client.get(SupportOfferFactory().get_absolute_url())

    assertNotContains(response, "Chỉ cán bộ thấy trang này")


def test_conditions_hold_known_answers_only():
    offer = SupportOfferFactory.build(kind=SupportKindFactory(), for_seekers=["nobody"])

    with pytest.raises(ValidationError) as refused:
        offer.full_clean()

    assert set(refused.value.message_dict) == {"for_seekers"}


def test_an_offer_does_not_end_before_it_begins():
    days = {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)}

    with pytest.raises(ValidationError):
        SupportOfferFactory.build(kind=SupportKindFactory(), **days).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportOfferFactory(**days)


# --- Administration ----------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


def save(client, **values):
    data = {
        "name": "Vay vốn",
        "kind": SupportKindFactory().pk,
        "summary": "Một câu",
        "order": 0,
        "is_published": "on",
        **values,
    }
    response = client.post(reverse("admin:ecosystem_supportoffer_add"), data, follow=True)
    assert response.redirect_chain, response.context["errors"]
    return [str(message) for message in response.context["messages"]]


def test_an_offer_is_entered_with_its_conditions_and_gets_a_path(client, editor):
    field = FieldFactory()

    save(client, for_seekers=["student", "team"], for_groups=["youth"], for_fields=[field.pk])

    offer = SupportOffer.objects.get()
    assert (offer.slug, offer.for_seekers, offer.for_groups) == (
        "vay-von",
        ["student", "team"],
        ["youth"],
    )
    assert list(offer.for_fields.all()) == [field]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "Nội dung hỗ trợ này chưa ghi căn cứ pháp lý."),
        ({"expires_on": date(2021, 1, 1)}, "đã hết hiệu lực"),
        ({}, "Chưa xác định được văn bản này còn hiệu lực hay không"),
        ({"status": "in_force"}, ""),
    ],
)
def test_saving_warns_of_a_legal_source_that_may_not_stand(client, editor, source, words):
    document = {} if source is None else {"document": PolicyDocumentFactory(**source).pk}

    told = save(client, **document)

    assert SupportOffer.objects.exists()
    assert any(words in message for message in told) if words else len(told) == 1


def test_saving_warns_of_a_giver_that_no_longer_exists(client, editor):
    giver = OrganizationFactory(name="Sở Cũ", valid_to=date(2025, 2, 28))

    told = save(client, organization=giver.pk)

    assert "Sở Cũ không còn hoạt động với tên gọi này." in told


def test_the_form_shows_who_sees_the_offer(client, editor):
    offer = SupportOfferFactory(for_groups=["women"])

    page = client.get(reverse("admin:ecosystem_supportoffer_change", args=[offer.pk]))

    assertContains(page, "<tr><td>Nhóm đối tượng</td><td>Phụ nữ</td><td>thấy</td></tr>", html=True)
    assertContains(
        page, "<tr><td>Nhóm đối tượng</td><td>Thanh niên</td><td>không thấy</td></tr>", html=True
    )
    add = client.get(reverse("admin:ecosystem_supportoffer_add"))
    assertContains(add, "Lưu trước")


def test_the_changelist_costs_the_same_for_one_row_and_three(
    client, editor, django_assert_num_queries
):
    url = reverse("admin:ecosystem_supportoffer_changelist")
    for more in (1, 2):
        for _n in range(more):
            SupportOfferFactory(
                document=PolicyDocumentFactory(), organization=OrganizationFactory()
            )
        client.get(url)
        with django_assert_num_queries(9):
            client.get(url)
