"""Members of a dossier, and the hand-over to one of them."""

import pytest
from django.core.exceptions import PermissionDenied

from contests.domain.answers import PageEdit, save_page
from contests.domain.applications import InnerCircleError, QuotaReachedError, submit_application
from contests.domain.consents import missing_consents
from contests.domain.team import hand_over, remove_member, save_member
from contests.enums import ApplicationState, InvitationState, TeamAccess
from contests.models import Application, Attachment
from portal.models import OutgoingMail
from portal.roles import Role
from portal.workflow import RefusedError
from tests.contests.dossiers import agree, attach_signed_form, ready_application, young_day
from tests.factories.contests import ApplicationFactory, RuleSetFactory, TeamMemberFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db
MEMBER = {"full_name": "Lý Văn Tày", "role": "Kế toán"}


def test_members_are_added_changed_and_removed_within_the_limit():
    application = ApplicationFactory()
    owner = application.owner

    member = save_member(application, MEMBER, actor=owner, limit=2)
    with pytest.raises(RefusedError):
        save_member(application, MEMBER, actor=owner, limit=2)
    save_member(application, {"full_name": "Lan"}, actor=owner, limit=2, member_id=member.pk)
    assert application.members.get().full_name == "Lan"
    remove_member(application, member.pk, actor=owner)
    remove_member(application, member.pk, actor=owner)
    assert not application.members.exists()
    with pytest.raises(RefusedError, match=r"không còn|no longer"):
        save_member(application, MEMBER, actor=owner, limit=2, member_id=member.pk)


@pytest.mark.parametrize(
    ("access", "may_edit"), [(TeamAccess.EDIT, True), (TeamAccess.VIEW, False), ("none", False)]
)
def test_only_an_editing_member_changes_pages_and_only_the_representative_removes(access, may_edit):
    member = TeamMemberFactory(access=access, accepted=True)
    application, user = member.application, member.user
    edit = PageEdit(path="bang-thi", names=("title",), values={"title": "Trà mới"})

    if may_edit:
        assert save_member(application, MEMBER, actor=user, limit=5).pk
        assert user.has_perm("contests.edit_application", application)
    else:
        with pytest.raises(PermissionDenied):
            save_page(application, edit, actor=user, seen="")
    with pytest.raises(PermissionDenied):
        remove_member(application, member.pk, actor=user)
    with pytest.raises(PermissionDenied):
        submit_application(application, actor=user)


def test_removing_a_member_ends_the_access_at_once():
    member = TeamMemberFactory(access=TeamAccess.EDIT, accepted=True)
    application, user = member.application, member.user
    assert user.has_perm("contests.view_application", application)

    remove_member(application, member.pk, actor=application.owner)

    fresh = Application.objects.get(pk=application.pk)
    assert not user.has_perm("contests.view_application", fresh)
    assert not Application.objects.held_by(user).exists()


def test_an_open_invitation_falls_when_the_address_changes():
    member = TeamMemberFactory(
        email="cu@vidu.vn", access=TeamAccess.EDIT, invitation=InvitationState.INVITED
    )
    owner = member.application.owner

    kept = save_member(
        member.application, {"email": "CU@vidu.vn"}, actor=owner, limit=5, member_id=member.pk
    )
    assert kept.invitation == InvitationState.INVITED
    moved = save_member(
        member.application, {"email": "moi@vidu.vn"}, actor=owner, limit=5, member_id=member.pk
    )
    assert (moved.invitation, moved.access) == (InvitationState.NONE, TeamAccess.NONE)


# --- hand-over ---------------------------------------------------------------------------------


def test_hand_over_makes_the_member_the_representative_and_both_are_told():
    application = ready_application(contact_name="Người Cũ", contact_address="Thôn Nà Pài")
    former = application.owner
    member = TeamMemberFactory(
        application=application, full_name="Người Mới", phone="+84912345678", accepted=True
    )

    hand_over(application, member.pk, actor=former)

    application.refresh_from_db()
    assert application.owner == member.user
    assert (application.contact_name, application.contact_address) == ("Người Mới", "")
    assert application.contact_email == member.user.email
    place = application.members.get()
    assert (place.user, place.full_name, place.access) == (former, "Người Cũ", TeamAccess.EDIT)
    assert former.has_perm("contests.edit_application", Application.objects.get())
    assert not former.has_perm("contests.submit_application", application)
    assert set(OutgoingMail.objects.values_list("recipient", flat=True)) == {
        former.email,
        member.user.email,
    }


def test_after_a_hand_over_what_people_agreed_to_stays_theirs():
    application = ready_application(consents=set())
    member = TeamMemberFactory(application=application, accepted=True)
    agree(application)

    hand_over(application, member.pk, actor=application.owner)

    lacking = missing_consents(Application.objects.get())
    # the declaration was the former representative's; both consents to the contest stand
    assert [consent.text.purpose for consent in lacking] == ["declaration"]


def test_after_a_hand_over_a_signed_form_stays_with_its_person():
    application = ready_application(contact_birth_date=young_day(), guardian_name="Cha Cũ")
    member = TeamMemberFactory(application=application, accepted=True)
    old, new = attach_signed_form(application), attach_signed_form(application, member)

    hand_over(application, member.pk, actor=application.owner)

    place = Application.objects.get().members.get()
    assert Attachment.objects.get(pk=old.pk).member == place
    assert Attachment.objects.get(pk=new.pk).member is None
    assert place.guardian_name == "Cha Cũ"


def test_only_to_a_member_who_accepted_and_only_by_the_representative():
    member = TeamMemberFactory(user=UserFactory(), invitation=InvitationState.INVITED)
    application = member.application
    accepted = TeamMemberFactory(application=application, accepted=True)

    with pytest.raises(RefusedError):
        hand_over(application, member.pk, actor=application.owner)
    with pytest.raises(PermissionDenied):
        hand_over(application, accepted.pk, actor=accepted.user)
    Application.objects.update(state=ApplicationState.WITHDRAWN)
    with pytest.raises(RefusedError):
        hand_over(application, accepted.pk, actor=application.owner)


def test_who_may_not_enter_or_has_entered_often_enough_takes_no_dossier_over():
    application = ApplicationFactory()
    RuleSetFactory(contest=application.contest, max_entries_individual=1, max_entries_organised=1)
    busy = TeamMemberFactory(application=application, accepted=True)
    ApplicationFactory(contest=application.contest, owner=busy.user)
    secretary = TeamMemberFactory(
        application=application, user=UserFactory(roles=[Role.SECRETARY]), accepted=True
    )

    with pytest.raises(QuotaReachedError):
        hand_over(application, busy.pk, actor=application.owner)
    with pytest.raises(InnerCircleError):
        hand_over(application, secretary.pk, actor=application.owner)
