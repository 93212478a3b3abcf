"""Handing dossiers on: only with consent, never children's, with fingerprints and a line in the trail."""

import csv
import hashlib
import io
import zipfile

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from contests.domain.consents import consent_scope
from contests.domain.hand_overs import candidates, start_hand_over
from contests.domain.snapshots import take_snapshot
from portal import jobruns
from portal.models import BackgroundJob, Consent
from portal.models.consent import ConsentPurpose
from portal.models.jobs import JobState
from portal.workflow import RefusedError
from tests.contests.dossiers import attach_explanation, young_day
from tests.factories.contests import ContestFactory, TeamMemberFactory
from tests.factories.portal import board_member, secretary
from tests.factories.results import published_round, scored_final

pytestmark = pytest.mark.django_db


@pytest.fixture
def winner():
    round_ = scored_final([90], [70], contest=ContestFactory())
    application = round_.entries.get(application__number=1).application
    application.contact_phone = "+84912345678"
    application.save()
    attach_explanation(application)
    take_snapshot(application, actor=application.owner, now=timezone.now())
    published_round(round_)
    application.refresh_from_db()
    agree(application)
    return application


def agree(application):
    return Consent.objects.create(
        user=application.owner,
        purpose=ConsentPurpose.CONTACT,
        scope=consent_scope(application),
        text_version="1",
        text="Đồng ý chuyển thông tin liên hệ",
    )


def bundle(*applications, actor=None):
    row = start_hand_over(
        [application.pk for application in applications],
        recipient="Techfest 2026",
        has_written_agreement=True,
        actor=actor or secretary(),
    )
    assert jobruns.run(row.pk) == JobState.DONE, BackgroundJob.objects.get(pk=row.pk).error
    row.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(row.result.file.read()))


def test_a_bundle_holds_dossier_result_contact_and_files_with_their_fingerprints(winner):
    clerk = secretary()

    found = bundle(winner, actor=clerk)

    folder = winner.reference
    names = set(found.namelist())
    assert {
        f"{folder}/00-ho-so.pdf",
        f"{folder}/00-ket-qua.pdf",
        f"{folder}/00-lien-he.txt",
    } < names
    contact = found.read(f"{folder}/00-lien-he.txt").decode("utf-8-sig")
    assert winner.contact_name in contact
    assert "Đồng ý chuyển thông tin liên hệ" in contact
    result = PdfReader(io.BytesIO(found.read(f"{folder}/00-ket-qua.pdf"))).pages[0].extract_text()
    assert "1234/QĐ-UBND" in result
    assert "Giải Nhất" in result
    lines = list(csv.reader(io.StringIO(found.read("manifest.csv").decode("utf-8-sig"))))[1:]
    for path, _dossier, _name, _size, sha256, _note in lines:
        assert hashlib.sha256(found.read(path)).hexdigest() == sha256
    line = LogEntry.objects.filter(additional_data__verb="hand_on").get()
    assert (line.actor, line.additional_data["title"]) == (clerk, "Techfest 2026")


def test_who_did_not_agree_stays_and_the_manifest_says_why(winner):
    other = winner.contest.applications.get(number=2)
    take_snapshot(other, actor=other.owner, now=timezone.now())

    found = bundle(winner, other)

    assert not any(name.startswith(other.reference) for name in found.namelist())
    assert other.reference in found.read("manifest.csv").decode("utf-8-sig")
    assert LogEntry.objects.filter(additional_data__verb="hand_on").count() == 1


def test_a_consent_that_was_withdrawn_counts_no_more(winner):
    Consent.objects.update(withdrawn_at=timezone.now())

    assert candidates([winner.pk], person=secretary())[0].refusal
    with pytest.raises(RefusedError):
        bundle(winner)


def test_a_consent_withdrawn_while_the_job_waits_is_asked_again(winner):
    row = start_hand_over(
        [winner.pk], recipient="Techfest", has_written_agreement=True, actor=secretary()
    )
    Consent.objects.update(withdrawn_at=timezone.now())

    jobruns.run(row.pk)

    row.refresh_from_db()
    found = zipfile.ZipFile(io.BytesIO(row.result.file.read()))
    assert found.namelist() == ["manifest.csv"]


def test_dossiers_with_somebody_below_the_age_are_not_handed_on(winner):
    TeamMemberFactory(application=winner, birth_date=young_day())

    assert candidates([winner.pk], person=secretary())[0].refusal


def test_a_disqualified_winner_is_not_handed_on(winner):
    winner.contest.applications.update(state="disqualified")

    assert candidates([winner.pk], person=secretary())[0].refusal


@pytest.mark.parametrize(("recipient", "agreed"), [("", True), ("  ", True), ("Techfest", False)])
def test_the_recipient_is_named_and_the_agreement_confirmed(winner, recipient, agreed):
    with pytest.raises(RefusedError):
        start_hand_over(
            [winner.pk], recipient=recipient, has_written_agreement=agreed, actor=secretary()
        )


def test_the_board_does_not_take_dossiers_out(winner):
    with pytest.raises(PermissionDenied):
        bundle(winner, actor=board_member())


def test_the_list_offers_it_shows_who_goes_and_starts_the_job(client, winner):
    other = winner.contest.applications.get(number=2)
    client.force_login(secretary())
    page = reverse("admin:contests_application_changelist")
    chosen = {"action": "hand_on", "_selected_action": [winner.pk, other.pk]}

    shown = client.post(page, chosen)
    refused = client.post(page, {**chosen, "confirm": "1", "recipient": "Techfest"})
    started = client.post(
        page, {**chosen, "confirm": "1", "recipient": "Techfest", "has_written_agreement": "on"}
    )

    assert [bool(row.refusal) for row in shown.context["candidates"]] == [False, True]
    assert refused.status_code == 422
    assert started.status_code == 302
    assert BackgroundJob.objects.count() == 1
