"""Experts: listed while they agree, found by what they help with, matched in words."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.domain.experts import LISTING, listing_text, save_own_profile
from ecosystem.domain.matching import matches_of, reasons_for
from ecosystem.domain.profile_consents import given, withdraw
from ecosystem.enums import ExpertKind
from ecosystem.models import Expert
from portal.models import Consent
from portal.roles import Role
from tests.factories.ecosystem import (
    ExpertFactory,
    FieldFactory,
    StartupFactory,
    SupportKindFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/he-sinh-thai/co-van/"


def admin_form(**values):
    return {
        "kind": "mentor",
        "name": "Nông Hải Yến",
        "position": "",
        "slug": "",
        "email": "rieng@bimat.test",
        "account": "",
        "summary": "",
        "description": "",
        "hours_a_month": "",
        "ticket_min": "",
        "ticket_max": "",
        **values,
    }


def test_only_those_who_agree_are_listed_and_never_with_an_address(client):
    shown, hidden = ExpertFactory(), ExpertFactory(listed=False)

    for path in (LIST, shown.get_absolute_url()):
        assertContains(client.get(path), shown.name)
        assertNotContains(client.get(path), shown.email)
    assertNotContains(client.get(LIST), hidden.name)
    assert client.get(hidden.get_absolute_url()).status_code == 404

    Consent.objects.update(withdrawn_at=shown.updated_at)
    assert client.get(shown.get_absolute_url()).status_code == 404


def test_the_list_is_narrowed_by_kind_field_stage_and_support_with_counts(client):
    one, other = ExpertFactory(), ExpertFactory(kind=ExpertKind.TRAINER)
    field, support = FieldFactory(), SupportKindFactory()
    one.fields.add(field)
    one.supports.add(support)
    one.served_stages.create(stage="idea")

    for query in (
        "loai=mentor",
        f"linh-vuc={field.slug}",
        f"ho-tro={support.slug}",
        "giai-doan=idea",
    ):
        page = client.get(f"{LIST}?{query}")
        assertContains(page, one.get_absolute_url())
        assertNotContains(page, other.get_absolute_url())
        assertContains(page, "(1)")


def test_a_match_says_in_words_what_both_share_and_the_most_shared_stand_first():
    field, support = FieldFactory(name="Du lịch"), SupportKindFactory(name="Tư vấn pháp lý")
    startup = StartupFactory(field=field, stage="idea")
    some, most, none, paused = ExpertFactory.create_batch(4)
    some.fields.add(field)
    for expert in (most, paused):
        expert.fields.add(field)
        expert.served_stages.create(stage="idea")
        expert.supports.add(support)
    Expert.objects.filter(pk=paused.pk).update(is_paused=True)

    found = matches_of(startup, wanted=support)

    assert [match.helper for match in found] == [most, some]
    assert found[0].reasons == [
        "Cùng lĩnh vực: Du lịch",
        "Giúp dự án ở giai đoạn của bạn: Ý tưởng",
        "Có hỗ trợ bạn đang tìm: Tư vấn pháp lý",
    ]
    assert reasons_for(startup, none) == []


def test_the_person_keeps_the_own_profile_and_agrees_or_not(client):
    user = UserFactory()
    expert = ExpertFactory(user=user, listed=False)
    path = reverse("ecosystem:expert_edit", args=[expert.slug])
    entered = {"summary": "Giúp nhóm nông nghiệp", "languages": ["vi"], "hours_a_month": "6"}
    client.force_login(user)

    wrong = client.post(path, {**entered, "description": "Gọi 0912 345 678"})
    assert "description" in wrong.context["form"].errors
    client.post(path, {**entered, "is_shown": "on"})

    consent = Consent.objects.get(scope=expert.profile_key)
    assert (consent.user, consent.withdrawn_at) == (user, None)
    client.post(path, {**entered, "is_paused": "on"})
    expert = Expert.objects.get()
    assert (expert.is_listed, expert.is_paused, expert.hours_a_month) == (False, True, 6)
    consent.refresh_from_db()
    assert consent.withdrawn_at

    # A consent is nobody else's to give.
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert client.get(path).status_code == 404
    with pytest.raises(PermissionDenied):
        save_own_profile(expert, {}, actor=UserFactory(is_superuser=True), is_shown=True)


def test_a_consent_withdrawn_in_the_ledger_unlists_the_person(client):
    user = UserFactory(verified=True)
    expert = ExpertFactory(user=user)
    client.force_login(user)
    page = reverse("account_consent_withdraw", args=[expert.listing_consent_id])

    assertContains(client.get(page), "biến khỏi hồ sơ ngay")
    client.post(page)

    assert not Expert.objects.public().exists()


def test_staff_enter_an_expert_with_the_consent_on_paper(client):
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    add = reverse("admin:ecosystem_expert_add")

    assert client.post(add, admin_form(email="")).status_code == 200
    assert client.post(add, admin_form(ticket_min="5.000.000")).status_code == 200
    assert not Expert.objects.exists()
    client.post(add, admin_form(stages=["idea"], languages=["vi", "zh"], agreed="on"))

    expert = Expert.objects.get()
    assert (expert.is_listed, expert.languages) == (True, ["vi", "zh"])
    assert [str(stage) for stage in expert.stages] == ["idea"]
    assert expert.listing_consent.given_via == "paper"
    client.post(
        reverse("admin:ecosystem_expert_change", args=[expert.pk]),
        admin_form(slug=expert.slug, **{"initial-agreed": "True"}),
    )
    assert not Expert.objects.public().exists()


@pytest.mark.parametrize("meanwhile", ["withdrew", "agreed"])
def test_a_page_of_staff_opened_before_the_person_decided_decides_nothing(client, meanwhile):
    expert = ExpertFactory(listed=meanwhile == "withdrew")
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    url = reverse("admin:ecosystem_expert_change", args=[expert.pk])
    page = client.get(url).context["adminform"].form
    shown = page["agreed"]
    seen = {shown.html_initial_name: str(shown.value())}
    assert f'name="{shown.html_initial_name}"' in str(shown)

    if meanwhile == "withdrew":
        withdraw(expert.listing_consent)
    else:
        expert.listing_consent = given(expert, UserFactory(), LISTING, listing_text)
        expert.save()
    ticked = {"agreed": "on"} if shown.value() else {}
    client.post(url, admin_form(slug=expert.slug, summary="Sửa", **seen, **ticked))

    expert = Expert.objects.get()
    assert (expert.summary, expert.is_listed) == ("Sửa", meanwhile == "agreed")
    assert not Consent.objects.filter(given_via="paper").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_one_expert_and_three(client, django_assert_num_queries, rows):
    field = FieldFactory()
    user = UserFactory()
    StartupFactory(owner=user, field=field)
    for expert in ExpertFactory.create_batch(rows):
        expert.fields.add(field)

    with django_assert_num_queries(6):
        client.get(LIST)
    client.force_login(user)
    with django_assert_num_queries(10):
        client.get(reverse("ecosystem:connect"))
