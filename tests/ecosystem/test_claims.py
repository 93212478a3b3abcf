"""Asking to keep a profile: the form, the office's answer, what it opens and what it does not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from ecosystem.domain.claims import MAX_OPEN, approve_claim, make_claim, refuse_claim
from ecosystem.domain.freshness import link_of
from ecosystem.domain.profile_consents import name_contact, publish, record_contact_on_paper
from ecosystem.enums import ClaimState, OrganizationKind
from ecosystem.models import Organization, ProfileClaim, Startup
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.ecosystem import OrganizationFactory, ProfileClaimFactory, StartupFactory
from tests.factories.files import pdf_bytes, upload
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = UserFactory(verified=True)
    client.force_login(user)
    return user


def entered(**values):
    return {
        "position": "Giám đốc",
        "statement": "Gọi văn phòng",
        "proof": upload(pdf_bytes(), "giay.pdf"),
        **values,
    }


def claim_url(profile):
    return f"{profile.get_absolute_url()}nhan-quan-ly/"


def mails_to(user):
    return list(
        OutgoingMail.objects.filter(recipient=user.email)
        .order_by("pk")
        .values_list("template", flat=True)
    )


def test_a_claim_is_kept_with_its_proof_and_the_person_is_told(client, person):
    organization = OrganizationFactory()

    response = client.post(claim_url(organization), entered())

    assertRedirects(response, reverse("ecosystem:profile_list"))
    claim = ProfileClaim.objects.get()
    assert (claim.profile, claim.user, claim.state) == (organization, person, ClaimState.RECEIVED)
    assert claim.proof.original_name == "giay.pdf"
    assert mails_to(person) == ["ecosystem/claim_received"]
    assertContains(client.get(reverse("ecosystem:profile_list")), organization.name)


def test_a_paper_is_asked_of_organisations_and_not_of_projects(client, person):
    organization, startup = OrganizationFactory(), StartupFactory(is_public=True)

    refused = client.post(claim_url(organization), entered(proof=""))
    taken = client.post(claim_url(startup), entered(proof=""))

    assert refused.status_code == 422
    assert "proof" in refused.context["form"].errors
    assert taken.status_code == 302
    assert ProfileClaim.objects.get().profile == startup


@pytest.mark.parametrize("case", ["unverified", "twice", "keeper", "former"])
def test_who_cannot_claim_is_told_why_instead_of_being_asked(client, case):
    user = UserFactory(verified=case != "unverified")
    client.force_login(user)
    organization = OrganizationFactory(
        successor=OrganizationFactory() if case == "former" else None
    )
    if case == "twice":
        ProfileClaimFactory(user=user, organization=organization)
    if case == "keeper":
        organization.memberships.create(user=user)
    before = ProfileClaim.objects.count()

    assert client.get(claim_url(organization)).context["problem"]
    response = client.post(claim_url(organization), entered())

    assert response.status_code == 422
    assert ProfileClaim.objects.count() == before


def test_an_approved_claim_opens_the_profile_and_no_nominations():
    claim = ProfileClaimFactory()

    approve_claim(claim, actor=SYSTEM)

    membership = claim.organization.memberships.get()
    assert (membership.user, membership.is_active, membership.is_profile_only) == (
        claim.user,
        True,
        True,
    )
    assert claim.user.has_perm("ecosystem.keep_profile", claim.organization)
    assert not claim.user.groups.exists()
    assert not claim.user.has_perm("contests.use_nomination_desk")
    assert mails_to(claim.user) == ["ecosystem/claim_approved"]


def test_a_membership_that_ended_comes_back_for_the_profile_only():
    claim = ProfileClaimFactory()
    claim.organization.memberships.create(user=claim.user, is_active=False)

    approve_claim(claim, actor=SYSTEM)

    assert claim.organization.memberships.get().is_profile_only


def test_who_nominates_keeps_nominating_when_a_claim_is_approved():
    claim = ProfileClaimFactory(user=UserFactory(roles=[Role.NOMINATOR]))
    claim.organization.memberships.create(user=claim.user)

    approve_claim(claim, actor=SYSTEM)

    assert not claim.organization.memberships.get().is_profile_only
    assert claim.user.groups.filter(name=Role.NOMINATOR.value).exists()


def test_an_approved_claim_of_a_project_hands_it_over_and_tells_the_earlier_owner():
    earlier = UserFactory()
    startup = StartupFactory(owner=earlier, is_public=True)
    claim = ProfileClaimFactory(organization=None, startup=startup)

    approve_claim(claim, actor=SYSTEM)

    startup.refresh_from_db()
    assert startup.owner == claim.user
    assert mails_to(earlier) == ["ecosystem/profile_handed_over"]


def handed_over(startup):
    claim = ProfileClaimFactory(organization=None, startup=startup)
    approve_claim(claim, actor=SYSTEM)
    startup.refresh_from_db()
    return claim.user


def test_what_the_earlier_owner_agreed_to_does_not_pass_to_the_new_one(client):
    earlier = UserFactory(full_name="Lộc Văn Cũ")
    startup = StartupFactory(owner=earlier, asked_on=timezone.localdate() - timedelta(days=5))
    publish(startup, owner=earlier)
    name_contact(startup, earlier, position="Chủ dự án")
    startup.save()
    mailed = link_of(startup)

    owner = handed_over(startup)

    assert not Startup.objects.public().exists()
    assert (startup.contact_name, startup.contact_consent, startup.asked_on) == ("", None, None)
    assert not earlier.consents.filter(withdrawn_at=None).exists()
    # the question mailed to the earlier owner is answered by nobody
    client.post(mailed)
    startup.refresh_from_db()
    assert startup.verified_on is None

    publish(startup, owner=owner)
    startup.save()
    assert Startup.objects.public().get().publication_consent.user == owner


@pytest.mark.parametrize("named", ["a colleague", "the earlier owner on paper"])
def test_a_colleague_stays_the_contact_and_the_earlier_owner_on_paper_does_not(named):
    earlier, colleague = UserFactory(full_name="Lộc Văn Cũ"), UserFactory(full_name="Bế Thị Ở Lại")
    startup = StartupFactory(owner=earlier, is_public=True)
    if named == "a colleague":
        name_contact(startup, colleague, position="Kế toán")
    else:
        staff = UserFactory(roles=[Role.EDITOR])
        record_contact_on_paper(startup, name="Lộc văn cũ", position="Chủ", actor=staff)
    startup.save()

    handed_over(startup)

    assert startup.contact_name == ("Bế Thị Ở Lại" if named == "a colleague" else "")
    # shown from a public source before anybody owned it: nobody's consent ends
    assert startup.is_listed


def test_a_refused_claim_says_why_and_opens_nothing(client, person):
    claim = ProfileClaimFactory(user=person)

    refuse_claim(claim, actor=SYSTEM, reason="Giấy tờ không đúng")

    assert not claim.organization.memberships.exists()
    mail = OutgoingMail.objects.get(recipient=person.email)
    assert "Giấy tờ không đúng" in mail.body_text
    assertContains(client.get(reverse("ecosystem:profile_list")), "Giấy tờ không đúng")


@pytest.mark.parametrize("kind", ["fund", "startup"])
def test_a_new_profile_is_registered_and_made_when_it_is_approved(client, person, kind):
    client.post(
        reverse("ecosystem:profile_register"),
        entered(proposed_kind=kind, proposed_name="Hạt giống Xứ Lạng", proposed_summary="Gieo"),
    )
    claim = ProfileClaim.objects.get()
    assert not Organization.objects.exists()
    assert not Startup.objects.exists()

    claim = approve_claim(claim, actor=SYSTEM)

    profile = claim.profile
    assert (profile.name, profile.summary) == ("Hạt giống Xứ Lạng", "Gieo")
    assert person.has_perm("ecosystem.keep_profile", profile)
    # A project waits for its owner's consent; an organisation's name is public.
    assert profile.is_public is (kind == "fund")


def test_a_name_that_is_there_already_is_claimed_not_registered(person):
    OrganizationFactory(name="Quỹ Xứ Lạng", kind=OrganizationKind.FUND)

    with pytest.raises(RefusedError):
        make_claim(
            person,
            position="GĐ",
            statement="x",
            proposed_kind="fund",
            proposed_name="quỹ xứ lạng",
            proposed_summary="y",
        )


def propose(person, name, kind="fund"):
    return make_claim(
        person,
        position="GĐ",
        statement="x",
        proposed_kind=kind,
        proposed_name=name,
        proposed_summary="y",
    )


@pytest.mark.parametrize("name", ["Quy xu Lang", "  quỹ  XỨ LẠNG ", "Quỹ Xứ-Lạng"])
def test_a_name_is_known_whatever_its_marks_and_a_longer_one_is_another(name, person):
    OrganizationFactory(name="Quỹ Xứ Lạng", summary="Hỗ trợ", kind=OrganizationKind.FUND)

    with pytest.raises(RefusedError):
        propose(person, name)
    assert propose(person, "Quỹ Xứ Lạng Hỗ trợ")


def test_a_name_that_is_not_public_is_not_given_away_and_the_office_sees_it(person):
    StartupFactory(name="Dự án kín", is_public=False)

    claim = propose(person, "Dự án kín", kind="startup")
    own = StartupFactory(name="Của tôi", is_public=False, owner=person)

    with pytest.raises(RefusedError):
        propose(person, own.name, kind="startup")
    with pytest.raises(RefusedError):
        approve_claim(claim, actor=SYSTEM)
    claim.refresh_from_db()
    assert claim.state == ClaimState.RECEIVED


def test_one_person_has_as_many_claims_as_allowed(person):
    for _number in range(MAX_OPEN):
        ProfileClaimFactory(user=person)

    with pytest.raises(RefusedError, match=str(MAX_OPEN)):
        propose(person, "Quỹ mới")


def test_a_double_click_makes_one_claim(person):
    asked = {"position": "GĐ", "statement": "x", "proposed_kind": "fund", "proposed_summary": "y"}
    make_claim(person, proposed_name="Quỹ Xứ Lạng", **asked)

    with pytest.raises(RefusedError):
        make_claim(person, proposed_name="Quỹ Xứ Lạng", **asked)

    assert ProfileClaim.objects.count() == 1
    assert mails_to(person) == ["ecosystem/claim_received"]


def test_one_takes_back_the_own_claim_only(client, person):
    own, other = ProfileClaimFactory(user=person), ProfileClaimFactory()

    assert client.get(reverse("ecosystem:claim_withdraw", args=[other.pk])).status_code == 404
    assert client.get(reverse("ecosystem:claim_withdraw", args=[own.pk])).status_code == 200
    own.refresh_from_db()
    assert own.state == ClaimState.RECEIVED
    client.post(reverse("ecosystem:claim_withdraw", args=[own.pk]))

    own.refresh_from_db()
    assert own.state == ClaimState.WITHDRAWN


# --- in the administration -----------------------------------------------------------------------


def test_staff_read_the_proof_see_what_follows_and_decide(client, person):
    organization = OrganizationFactory()
    client.post(claim_url(organization), entered())
    claim = ProfileClaim.objects.get()
    change = reverse("admin:ecosystem_profileclaim_change", args=[claim.pk])
    step = reverse("admin:ecosystem_profileclaim_step", args=[claim.pk, "approve"])
    proof = reverse("admin:ecosystem_profileclaim_proof", args=[claim.pk])
    assert client.get(proof).status_code == 302

    client.force_login(UserFactory(roles=[Role.PUBLISHER]))
    assert client.get(proof).status_code == 404

    client.force_login(UserFactory(roles=[Role.EDITOR]))
    assertContains(client.get(change), step)
    assert client.get(proof).status_code == 200
    assertContains(client.get(step), person.email)
    claim.refresh_from_db()
    assert claim.state == ClaimState.RECEIVED
    client.post(step)

    claim.refresh_from_db()
    assert claim.state == ClaimState.APPROVED
    assert person.has_perm("ecosystem.keep_profile", organization)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_claims_costs_the_same_for_one_row_and_three(
    client, django_assert_num_queries, rows
):
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    ProfileClaimFactory.create_batch(rows)

    with django_assert_num_queries(8):
        client.get(reverse("admin:ecosystem_profileclaim_changelist"))


@pytest.mark.parametrize("rows", [1, 3])
def test_ones_own_profiles_cost_the_same_for_one_and_three(
    client, django_assert_num_queries, person, rows
):
    for organization in OrganizationFactory.create_batch(rows):
        organization.memberships.create(user=person)
    StartupFactory.create_batch(rows, owner=person)
    ProfileClaimFactory.create_batch(rows, user=person)

    with django_assert_num_queries(6):
        client.get(reverse("ecosystem:profile_list"))
