"""The notice that a dossier was changed after its submission: pages saved, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contests.domain.answers import PageEdit, fingerprint, save_page, stored_page
from contests.domain.applications import submit_application
from contests.domain.case_files import case_file_of
from contests.domain.claims import claim_application, make_claim_link
from contests.domain.supplements import request_supplement
from contests.domain.team import hand_over
from contests.enums import ApplicantType, InvitationState
from contests.models import Application
from tests.contests.dossiers import agree, ready_application
from tests.contests.intake import entered
from tests.factories.contests import TeamMemberFactory
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_three_days():
    return timezone.now() + timedelta(days=3)


def is_said_to_be_edited(application):
    return case_file_of(Application.objects.get(pk=application.pk)).has_unsubmitted_changes


def rename(application, title, *, actor):
    names = ("title",)
    edit = PageEdit(path="bang-thi", names=names, values={"title": title})
    save_page(application, edit, actor=actor, seen=fingerprint(stored_page(application, names, ())))


def asked_for_more(application, due_at):
    return request_supplement(
        application, actor=secretary(), text="Bổ sung ảnh sản phẩm", due_at=due_at
    ).application


def test_a_page_saved_after_the_submission_is_said_until_it_is_submitted(in_three_days):
    draft = ready_application()
    owner = draft.owner
    rename(draft, "Trà hoa hồi", actor=owner)
    assert not is_said_to_be_edited(draft)
    submitted = submit_application(draft, actor=owner)
    assert not is_said_to_be_edited(submitted)
    reopened = asked_for_more(submitted, in_three_days)
    assert not is_said_to_be_edited(reopened)

    rename(reopened, "Trà hoa hồi Văn Quan", actor=owner)
    assert is_said_to_be_edited(reopened)

    submit_application(reopened, actor=owner)
    assert not is_said_to_be_edited(reopened)


def test_a_claim_after_the_submission_edits_nothing():
    typist = secretary()
    letter = submit_application(entered(actor=typist, contact_email=""), actor=typist)
    _link, key = make_claim_link(letter, actor=typist, by_mail=False)

    claim_application(key, actor=UserFactory(verified=True))

    assert not is_said_to_be_edited(letter)


def test_a_letter_counts_as_received_earlier_than_it_was_typed_and_is_not_edited_for_that():
    typist = secretary()
    letter = entered(actor=typist)
    rename(letter, "Mật ong Hữu Lũng", actor=typist)

    assert not is_said_to_be_edited(submit_application(letter, actor=typist))


def test_a_hand_over_after_the_submission_edits_nothing():
    draft = ready_application(
        applicant_type=ApplicantType.GROUP, completed_sections=["thanh-vien"], consents=()
    )
    member = TeamMemberFactory(
        application=draft,
        contribution="Bán hàng",
        user=UserFactory(verified=True),
        access="edit",
        invitation=InvitationState.ACCEPTED,
    )
    agree(draft)
    submitted = submit_application(draft, actor=draft.owner)

    hand_over(submitted, member.pk, actor=draft.owner)

    assert not is_said_to_be_edited(submitted)
