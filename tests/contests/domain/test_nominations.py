"""The unit that nominates: chosen, asked at each submission, heard, and kept to its own."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from contests.domain.answers import PageEdit, StalePageError, fingerprint, stored_page
from contests.domain.applications import submit_application, withdraw_to_correct
from contests.domain.dossier import NOMINATION, missing_tasks
from contests.domain.nominations import (
    answer_endorsement,
    ask_unit,
    desk_rows,
    nominating_units,
    save_unit,
)
from contests.enums import ApplicationState, Channel, Endorsement
from contests.models import Application
from ecosystem.enums import OrganizationKind
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError, RefusedError
from tests.contests.dossiers import contest_with_rules
from tests.contests.intake import entered, member_of, nominated
from tests.factories.contests import ApplicationFactory
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db


def submitted_to(unit, **fields):
    application = nominated(unit, **fields)
    return submit_application(application, actor=application.owner)


def test_units_of_today_of_the_right_kinds_are_offered_and_found_without_marks():
    school = OrganizationFactory(kind=OrganizationKind.SCHOOL, name="Trường Cao đẳng Lạng Sơn")
    OrganizationFactory(kind=OrganizationKind.INVESTOR)
    OrganizationFactory(valid_to=date(2025, 2, 28))
    OrganizationFactory(successor=school)
    OrganizationFactory(is_public=False)
    ward = OrganizationFactory(name="Ủy ban nhân dân phường Kỳ Lừa")

    assert set(nominating_units()) == {school, ward}
    assert [*nominating_units("ky lua")] == [ward]


def test_submitting_asks_the_people_who_act_for_the_unit_now():
    unit = OrganizationFactory()
    person = member_of(unit)
    member_of(unit, is_active=False)
    member_of(OrganizationFactory())

    application = submitted_to(unit)

    assert application.endorsement == Endorsement.REQUESTED
    asked = OutgoingMail.objects.filter(template="contests/endorsement_requested")
    assert [mail.recipient for mail in asked] == [person.email]
    assert f"/de-cu/{application.public_id}/" in asked.get().body_text


def test_without_a_unit_nobody_is_asked():
    application = ApplicationFactory()

    ask_unit(application, is_new=True)

    assert application.endorsement == Endorsement.NONE


@pytest.mark.parametrize(
    ("is_endorsed", "note", "answer"),
    [(True, "", Endorsement.ENDORSED), (False, "Chưa đủ thông tin", Endorsement.DECLINED)],
)
def test_the_unit_answers_and_the_applicant_hears_it(is_endorsed, note, answer):
    unit = OrganizationFactory()
    person, application = member_of(unit), submitted_to(unit)

    answered = answer_endorsement(application, actor=person, is_endorsed=is_endorsed, note=note)

    assert (answered.endorsement, answered.endorsement_note) == (answer, note)
    assert answered.endorsed_by == person
    mail = OutgoingMail.objects.get(template="contests/endorsement_answered")
    assert mail.recipient == application.owner.email
    assert note in mail.body_text
    assert LogEntry.objects.get_for_object(application).first().actor == person


def test_the_unit_changes_its_mind_until_the_check_is_concluded():
    unit = OrganizationFactory()
    person, application = member_of(unit), submitted_to(unit)
    answer_endorsement(application, actor=person, is_endorsed=True)
    answer_endorsement(application, actor=person, is_endorsed=True)
    assert OutgoingMail.objects.filter(template="contests/endorsement_answered").count() == 1
    answer_endorsement(application, actor=person, is_endorsed=False, note="Đã xem lại")

    for state in (ApplicationState.VALID, ApplicationState.INVALID, ApplicationState.WITHDRAWN):
        Application.objects.filter(pk=application.pk).update(state=state)
        with pytest.raises(RefusedError):
            answer_endorsement(application, actor=person, is_endorsed=True)


def test_declining_needs_words():
    unit = OrganizationFactory()

    with pytest.raises(ReasonMissingError):
        answer_endorsement(submitted_to(unit), actor=member_of(unit), is_endorsed=False, note="  ")


def test_nobody_else_answers_for_the_unit():
    unit = OrganizationFactory()
    application = submitted_to(unit)
    without_role = UserFactory()
    without_role.memberships.create(organization=unit)

    for person in (
        application.owner,
        secretary(),
        without_role,
        member_of(OrganizationFactory()),
        member_of(unit, is_active=False),
    ):
        with pytest.raises(PermissionDenied):
            answer_endorsement(application, actor=person, is_endorsed=True)


def test_a_new_submission_asks_again_and_a_supplement_does_not():
    unit = OrganizationFactory()
    person, application = member_of(unit), submitted_to(unit)
    answer_endorsement(application, actor=person, is_endorsed=True)

    ask_unit(Application.objects.get(pk=application.pk), is_new=False)
    assert Application.objects.get(pk=application.pk).endorsement == Endorsement.ENDORSED

    draft = withdraw_to_correct(application, actor=application.owner)
    again = submit_application(draft, actor=application.owner)
    assert (again.endorsement, again.endorsed_by) == (Endorsement.REQUESTED, None)


def edit_of(application, unit):
    names = ("nominating_unit",)
    edit = PageEdit(path=NOMINATION, names=names, values={"nominating_unit": unit})
    return edit, fingerprint(stored_page(application, names, ()))


def test_another_unit_has_said_nothing_yet():
    old, new = OrganizationFactory(), OrganizationFactory()
    application = nominated(old)
    Application.objects.filter(pk=application.pk).update(endorsement=Endorsement.ENDORSED)
    edit, seen = edit_of(application, old)
    assert (
        save_unit(application, edit, actor=application.owner, seen=seen).endorsement == "endorsed"
    )

    edit, seen = edit_of(application, new)
    saved = save_unit(application, edit, actor=application.owner, seen=seen)

    assert (saved.nominating_unit, saved.endorsement) == (new, Endorsement.NONE)


def test_who_chose_at_the_same_time_is_told():
    application = nominated()
    edit, _seen = edit_of(application, OrganizationFactory())

    with pytest.raises(StalePageError):
        save_unit(application, edit, actor=application.owner, seen="cũ")


@pytest.mark.parametrize("is_needed", [True, False])
def test_the_rules_may_ask_for_a_unit(is_needed):
    contest = contest_with_rules(needs_endorsement=is_needed)
    application = ApplicationFactory(contest=contest, rule_set=contest.rule_sets.get())

    assert (NOMINATION in [task.path for task in missing_tasks(application)]) is is_needed


def test_the_desk_holds_what_was_submitted_to_the_unit_and_what_it_entered():
    unit = OrganizationFactory()
    person = member_of(unit)
    answered = submitted_to(unit)
    answer_endorsement(answered, actor=person, is_endorsed=True)
    waiting = submitted_to(unit)
    nominated(unit)
    submitted_to(OrganizationFactory())
    own = entered(channel=Channel.UNIT, actor=person, nominating_unit=unit)

    assert next(iter(desk_rows(person))) == waiting
    assert set(desk_rows(person)) == {waiting, answered, own}
    assert not desk_rows(UserFactory()).exists()
    assert not desk_rows(secretary()).exists()
