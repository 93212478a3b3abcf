"""What people of a dossier agree to, and what is refused without it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from contests.domain import consent_texts, consents
from contests.domain.applications import (
    ConsentMissingError,
    submit_application,
    withdraw_application,
)
from contests.domain.consents import (
    give_own_consents,
    missing_consents,
    record_consents,
    withdraw_consent,
)
from contests.enums import ApplicantType, ApplicationState
from contests.models import Application
from portal.models import Consent, OutgoingMail
from portal.workflow import RefusedError
from tests.contests.dossiers import (
    AGREED,
    agree,
    attach_signed_form,
    pupil_application,
    ready_application,
    young_day,
)
from tests.factories.contests import TeamMemberFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def lacking(application):
    loaded = Application.objects.get(pk=application.pk)
    return {(row.text.purpose.value, row.text.person.name) for row in missing_consents(loaded)}


def group(**fields):
    return ready_application(
        applicant_type=ApplicantType.GROUP, completed_sections=["thanh-vien"], **fields
    )


# --- everybody agrees --------------------------------------------------------------------------


def test_a_member_with_an_account_agrees_alone_and_until_then_nothing_is_submitted():
    application = group()
    member = TeamMemberFactory(application=application, full_name="Lý Văn Tày", accepted=True)

    with pytest.raises(ConsentMissingError, match="Lý Văn Tày"):
        submit_application(application, actor=application.owner)
    assert not any("Lý" in t.person.name for t in consent_texts.consent_texts(application))

    give_own_consents(application, actor=member.user, purposes={"contest"})
    given = Consent.objects.get(user=member.user)
    assert (given.purpose, given.subject, given.recorded_by) == ("contest", "", None)
    assert submit_application(application, actor=application.owner).number == 1


def test_for_a_member_without_an_account_the_representative_confirms_the_paper():
    application = group()
    member = TeamMemberFactory(application=application, full_name="Lý Văn Tày")
    assert lacking(application) == {("contest", "Lý Văn Tày")}

    key = f"contest-member-{member.pk}"
    record_consents(application, actor=application.owner, purposes={*AGREED, key})

    given = Consent.objects.get(subject=f"member-{member.pk}")
    assert (given.user, given.subject_name, given.given_via) == (None, "Lý Văn Tày", "web")
    assert given.recorded_by == application.owner
    assert "Lý Văn Tày" in given.text
    assert lacking(application) == set()


def test_whoever_joins_with_an_account_agrees_again_for_themselves():
    application = group()
    member = TeamMemberFactory(application=application)
    agree(application)
    assert lacking(application) == set()

    member.user, member.invitation, member.access = UserFactory(), "accepted", "view"
    member.save()

    assert lacking(application) == {("contest", member.full_name)}


def test_consents_keep_their_words_and_are_withdrawn_when_no_longer_ticked():
    application = ready_application(consents={*AGREED, "publication"})

    kept = record_consents(application, actor=application.owner, purposes=AGREED)

    assert {consent.purpose for consent in kept} == AGREED
    assert Consent.objects.get(purpose="publication").withdrawn_at is not None
    again = record_consents(application, actor=application.owner, purposes=AGREED)
    assert [consent.pk for consent in again] == [consent.pk for consent in kept]


def test_new_words_are_asked_for_again_and_the_old_consent_stays(monkeypatch):
    application = ready_application()
    monkeypatch.setattr(consents, "TEXT_VERSION", "2027-1")
    monkeypatch.setattr(consent_texts, "_", lambda text: f"{text} (2027)")
    assert {purpose for purpose, _name in lacking(application)} == AGREED

    record_consents(application, actor=application.owner, purposes=AGREED)

    given = Consent.objects.filter(purpose="contest", withdrawn_at=None)
    assert set(given.values_list("text_version", flat=True)) == {"2026-3", "2027-1"}
    assert lacking(application) == set()


def test_new_words_do_not_concern_a_dossier_that_is_with_the_office(monkeypatch):
    application = ready_application()
    submit_application(application, actor=application.owner)
    monkeypatch.setattr(consent_texts, "_", lambda text: f"{text} (2027)")
    assert lacking(application) == set()

    Application.objects.update(state=ApplicationState.SUPPLEMENT_REQUESTED)
    assert {purpose for purpose, _name in lacking(application)} == AGREED


def test_nobody_agrees_for_a_team_of_others():
    application = ready_application()

    with pytest.raises(PermissionDenied):
        record_consents(application, actor=UserFactory(), purposes=AGREED)
    with pytest.raises(PermissionDenied):
        give_own_consents(application, actor=UserFactory(), purposes=AGREED)


# --- minors ------------------------------------------------------------------------------------


@pytest.mark.parametrize("without", ["child", "guardian"])
def test_a_pupils_dossier_is_not_submitted_without_both_consents(without):
    application = pupil_application()
    agree(application, but={without})

    with pytest.raises(ConsentMissingError, match="Vi Thị Học Trò") as refused:
        submit_application(application, actor=application.owner)
    assert [row.text.purpose for row in refused.value.missing] == [without]
    assert Application.objects.get().state == ApplicationState.DRAFT

    agree(application)
    assert submit_application(application, actor=application.owner).number == 1


def test_the_two_consents_name_the_pupil_and_the_guardian():
    application = pupil_application()
    agree(application)

    child, guardian = (Consent.objects.get(purpose=name) for name in ("child", "guardian"))
    assert child.user == application.owner
    assert (guardian.user, guardian.recorded_by) == (None, application.owner)
    assert guardian.subject_name == child.subject_name == "Vi Thị Học Trò"
    assert "Vi Văn Cha" in guardian.text
    assert "Vi Thị Học Trò" in guardian.text
    # another guardian signs: the old sentence holds no longer
    Application.objects.update(guardian_name="Vi Thị Mẹ")
    assert lacking(application) == {("guardian", "Vi Thị Học Trò")}


@pytest.mark.parametrize("has_account", [True, False])
def test_every_minor_member_needs_both_consents(has_account):
    application = group()
    pupil = TeamMemberFactory(
        application=application,
        full_name="Nông Văn Em",
        birth_date=young_day(),
        guardian_name="Nông Văn Cha",
        guardian_relation="Bố",
        guardian_phone="+84912345678",
        accepted=has_account,
    )
    attach_signed_form(application, pupil)

    names = {"contest", "child", "guardian"}
    assert lacking(application) == {(name, "Nông Văn Em") for name in names}
    agree(application)
    assert lacking(application) == set()
    assert Consent.objects.get(purpose="child").user == pupil.user


@pytest.mark.parametrize(("days", "is_due"), [(-1, True), (0, False), (1, False)])
def test_who_comes_of_age_before_the_submission_needs_no_guardian(days, is_due):
    birthday = timezone.localdate() + timedelta(days=5)
    born = birthday.replace(year=birthday.year - 18)
    application = ready_application(contact_name="Vi Thị Học Trò", contact_birth_date=born)

    noon = timezone.localtime().replace(hour=12) + timedelta(days=5 + days)
    with time_machine.travel(noon, tick=False):
        due = {purpose for purpose, _name in lacking(application)}
        assert due == ({"child", "guardian"} if is_due else set())


# --- withdrawing -------------------------------------------------------------------------------


def test_ones_own_consent_is_withdrawn_once_and_a_declaration_never():
    application = ready_application(consents={*AGREED, "contact"})
    owner = application.owner
    contact = Consent.objects.get(purpose="contact")

    first = withdraw_consent(contact, actor=owner)
    assert withdraw_consent(contact, actor=owner).withdrawn_at == first.withdrawn_at
    with pytest.raises(RefusedError):
        withdraw_consent(Consent.objects.get(purpose="declaration"), actor=owner)
    with pytest.raises(RefusedError):
        withdraw_consent(Consent.objects.get(purpose="contest"), actor=UserFactory())


def test_the_representative_of_a_submitted_dossier_withdraws_the_dossier_first():
    application = ready_application()
    submitted = submit_application(application, actor=application.owner)
    given = Consent.objects.get(purpose="contest")

    with pytest.raises(RefusedError):
        withdraw_consent(given, actor=application.owner)
    withdraw_application(submitted, actor=application.owner, reason="Không tham dự nữa")
    assert withdraw_consent(given, actor=application.owner).withdrawn_at is not None


def test_the_secretariat_is_told_when_a_member_of_a_submitted_dossier_withdraws():
    application = group()
    application.contest.contact_email = "tothuky@vidu.vn"
    application.contest.save()
    member = TeamMemberFactory(application=application, accepted=True)
    agree(application)
    submit_application(application, actor=application.owner)

    withdraw_consent(Consent.objects.get(user=member.user), actor=member.user)

    told = OutgoingMail.objects.latest("pk")
    assert (told.recipient, told.template) == ("tothuky@vidu.vn", "contests/team_consent_withdrawn")


def test_a_consent_stands_in_whatever_language_the_page_is_read():
    application = ready_application(consents={*AGREED, "contact"})
    person = consents.person_of(application, application.owner)

    with translation.override("en"):
        pairs = consents.own_standing(application, person)

    assert {text.key: given is not None for text, given in pairs} == {
        "contest": True,
        "publication": False,
        "contact": True,
    }
    assert pairs[0][0].text.startswith("I agree")
