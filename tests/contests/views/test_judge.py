"""Judges' pages: who may open them, what they show, how a sheet is written and sent."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contests.enums import RoundState, SheetState
from contests.models import ConflictDeclaration, Round, Score, ScoreSheet
from portal.models import Consent, StoredFile
from tests.contests.views.judge_desk import entry_of, round_url, typed, url
from tests.factories.contests import AssignmentFactory
from tests.factories.portal import UserFactory, board_member, judge, secretary

pytestmark = pytest.mark.django_db
PAGES = ["judge_sheet", "judge_sheet_review", "judge_conflict"]


def stored():
    return list(Score.objects.order_by("criterion__order").values_list("points", flat=True))


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_strangers_meet_no_page(client, given, name):
    assert client.get(url(name, given)).status_code == 302
    for person in (
        judge(),
        UserFactory(),
        secretary(),
        board_member(),
        given.entry.application.owner,
    ):
        client.force_login(person)
        assert client.get(url(name, given)).status_code == 404
        assert client.get(round_url("judge_round", given)).status_code == 404
        assert client.get(round_url("judge_pledge", given)).status_code == 404


def test_the_home_of_judges_is_for_judges(client, given):
    home = reverse("contests:judge_home")
    assert client.get(home).status_code == 302
    client.force_login(secretary())
    assert client.get(home).status_code == 404
    client.force_login(given.judge)
    assert client.get(home).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_seen_before_publication(desk, given, name):
    Round.objects.update(assignments_published_at=None)

    assert desk.get(url(name, given)).status_code == 404
    assert desk.get(reverse("contests:judge_home")).context["rounds"] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_dossier_in_conflict_is_gone(desk, given, name):
    ConflictDeclaration.objects.create(
        application=given.entry.application,
        judge=given.judge,
        declared_by=given.judge,
        reason="Bạn",
    )

    assert desk.get(url(name, given)).status_code == 404


def test_the_pledge_comes_before_the_first_dossier(desk, given):
    Consent.objects.all().delete()

    sent_away = desk.get(url("judge_sheet", given))
    assert sent_away.url == f"{round_url('judge_pledge', given)}?next={url('judge_sheet', given)}"
    assert desk.post(sent_away.url, {}).status_code == 422
    assert not Consent.objects.exists()

    assert desk.post(sent_away.url, {"agrees": "on"}).url == url("judge_sheet", given)
    assert Consent.objects.get().user == given.judge
    assert desk.get(round_url("judge_pledge", given)).context["has_pledged"]


def test_the_pledge_leads_to_no_other_site(desk, given):
    response = desk.post(
        f"{round_url('judge_pledge', given)}?next=https://la.vidu.vn/", {"agrees": "on"}
    )

    assert response.url == round_url("judge_round", given)


# --- lists ----------------------------------------------------------------------------------------


def test_progress_counts_what_is_left(desk, given):
    AssignmentFactory(entry=entry_of(given.entry.round), judge=given.judge)
    ScoreSheet.objects.create(assignment=given, state=SheetState.SENT)

    assert desk.get(reverse("contests:judge_home")).context["rounds"] == [(given.entry.round, 2, 1)]
    context = desk.get(round_url("judge_round", given)).context
    assert context["counter"] == {"done": 1, "left": 1, "total": 2}


def test_a_judge_sees_the_own_total_and_nobody_else_s(desk, given):
    desk.post(url("judge_sheet", given), typed(given, "18,5", "4"))
    other = AssignmentFactory(entry=given.entry)
    Score.objects.create(
        sheet=ScoreSheet.objects.create(assignment=other, state=SheetState.SENT),
        criterion=given.entry.round.criteria.first(),
        points=Decimal("11.11"),
    )

    dossiers = desk.get(round_url("judge_round", given)).context["dossiers"]

    assert [(row, total) for row, _sheet, total, _highest in dossiers] == [
        (given, Decimal("26.50"))
    ]
    assert "11,11" not in desk.get(url("judge_sheet", given)).content.decode()


@pytest.mark.parametrize("name", ["judge_home", "judge_round", "judge_sheet"])
def test_pages_cost_the_same_for_one_dossier_and_three(desk, given, name):
    target = {
        "judge_home": reverse("contests:judge_home"),
        "judge_round": round_url("judge_round", given),
        "judge_sheet": url("judge_sheet", given),
    }[name]

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(target).status_code == 200
        return len(queries)

    desk.post(url("judge_sheet", given), typed(given, "1", "1"))
    count()
    once = count()
    for _n in range(2):
        other = AssignmentFactory(entry=entry_of(given.entry.round), judge=given.judge)
        desk.post(url("judge_sheet", other), typed(other, "2", "2"))

    assert count() == once


# --- dossier --------------------------------------------------------------------------------------


def test_the_dossier_is_the_submitted_version_without_contact_data(desk, given):
    type(given.entry.application).objects.update(title="Tên sửa sau", contact_phone="0999999999")

    dossier = desk.get(url("judge_sheet", given)).context["dossier"]

    assert dossier.title == "Trà hoa hồi"
    assert dossier.people[0][0] == "Lý Thị Hoa"
    assert dossier.people[1] == ("Vi Văn Nam", "Kỹ thuật")
    assert dossier.organization == "HTX Hoa Hồi"
    assert [a.text for a in dossier.sections[0].answers][:4] == [
        "Trà thảo mộc",
        "30.000.000 đồng",
        "12,5",
        "05/03/2026",
    ]
    assert [a.text for a in dossier.sections[0].answers][5:] == ["https://vidu.vn", "nhiều"]
    assert len(dossier.sections) == 1
    assert not {"0912345678", "hoa@vidu.vn", "BÍ MẬT", "4900123456"} & set(str(dossier).split("'"))


def test_the_page_names_the_submission_that_is_judged(desk, given):
    snapshot = given.entry.snapshot
    moment = timezone.localtime(snapshot.submitted_at)

    page = desk.get(url("judge_sheet", given)).content.decode()

    assert f"lần nộp {snapshot.sequence}, nhận lúc {moment:%H:%M %d/%m/%Y}" in page


def test_names_are_hidden_where_the_round_says_so(desk, given):
    Round.objects.update(hides_names=True)

    dossier = desk.get(url("judge_sheet", given)).context["dossier"]

    assert (list(dossier.people), dossier.organization) == ([], "")


def test_a_dossier_without_pinned_version_says_so(desk, given):
    type(given.entry).objects.update(snapshot=None)

    assert not desk.get(url("judge_sheet", given)).context["dossier"].is_pinned


def test_files_of_the_submitted_version_are_served_to_the_judge_only(client, desk, round_, given):
    stored_file = StoredFile.objects.create(
        file=ContentFile(b"%PDF-1.7", name="a.pdf"),
        original_name="a.pdf",
        content_type="application/pdf",
        size=8,
        sha256="0" * 64,
    )
    other = StoredFile.objects.create(
        file=ContentFile(b"x", name="b.pdf"),
        original_name="b.pdf",
        content_type="application/pdf",
        size=1,
        sha256="1" * 64,
    )
    snapshot = given.entry.snapshot
    snapshot.content |= {
        "attachments": [
            {
                "kind": "slides",
                "name": "a.pdf",
                "size": 8,
                "stored_public_id": str(stored_file.public_id),
            },
            {"kind": "x", "name": "hỏng", "stored_public_id": "hỏng"},
        ]
    }
    snapshot.save()

    served = desk.get(url("judge_file", given, stored_file.public_id))
    assert b"".join(served.streaming_content) == b"%PDF-1.7"
    assert desk.get(url("judge_file", given, other.public_id)).status_code == 404
    assert desk.get(url("judge_file", given, uuid.uuid4())).status_code == 404
    client.force_login(judge())
    assert client.get(url("judge_file", given, stored_file.public_id)).status_code == 404


# --- the sheet ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"), [("18,5", "18.50"), ("18.5", "18.50"), ("0", "0"), (" 25 ", "25")]
)
def test_points_are_read_the_vietnamese_way_and_the_other(desk, given, text, value):
    response = desk.post(url("judge_sheet", given), typed(given, text, ""))

    assert response.url == url("judge_sheet", given)
    assert stored() == [Decimal(value)]


@pytest.mark.parametrize("text", ["25,01", "-1", "10.000", "mười", "1,234", "1e1", "NaN"])
def test_bad_points_are_told_at_the_criterion_and_everything_typed_stays(desk, given, text):
    values = typed(given, text, "7", comment_for_author="Rất tốt")

    response = desk.post(url("judge_sheet", given), values)

    form = response.context["form"]
    criterion = given.entry.round.criteria.order_by("order").first()
    assert response.status_code == 422
    assert list(form.errors) == [f"points_{criterion.pk}"]
    assert form[f"points_{criterion.pk}"].value() == text
    assert form["comment_for_author"].value() == "Rất tốt"
    assert not Score.objects.exists()


def test_a_review_demands_every_criterion_and_keeps_the_rest_as_draft(desk, given):
    response = desk.post(url("judge_sheet", given), typed(given, "5", "", action="review"))

    assert response.status_code == 422
    assert len(response.context["form"].errors) == 1
    assert stored() == [Decimal(5)]

    version = response.context["form"]["version"].value()
    again = desk.post(
        url("judge_sheet", given), typed(given, "5", "6", version=version, action="review")
    )
    assert again.url == url("judge_sheet_review", given)


@pytest.mark.parametrize("version", ["", "x"])
def test_a_page_without_version_is_asked_to_be_opened_again(desk, given, version):
    response = desk.post(url("judge_sheet", given), typed(given, "5", "6", version=version))

    assert list(response.context["form"].errors) == ["version"]


def test_a_second_window_is_told_what_differs_and_may_then_save(desk, given):
    desk.post(url("judge_sheet", given), typed(given, "5", "6", note_for_council="A"))

    told = desk.post(url("judge_sheet", given), typed(given, "7", "6"))
    assert told.status_code == 422
    assert [(saved, here) for _label, saved, here in told.context["differences"]][-1] == ("5", "7")
    assert len(told.context["differences"]) == 2
    assert stored() == [Decimal(5), Decimal(6)]

    version = told.context["form"]["version"].value()
    desk.post(url("judge_sheet", given), typed(given, "7", "6", version=version))
    assert stored() == [Decimal(7), Decimal(6)]


def test_review_then_send_locks_the_sheet(desk, given):
    desk.post(url("judge_sheet", given), typed(given, "18,5", "6"))
    review = desk.get(url("judge_sheet_review", given))
    assert (review.context["is_complete"], review.context["total"]) == (True, Decimal("30.50"))

    for _twice in range(2):
        done = desk.post(url("judge_sheet_review", given), {"version": 1})
        assert done.url == url("judge_sheet_review", given)

    assert desk.get(done.url).context["is_sent"]
    assert not desk.get(url("judge_sheet", given)).context["may_write"]
    locked = desk.post(url("judge_sheet", given), typed(given, "1", "1", version=2))
    assert locked.status_code == 422
    assert locked.context["form"].non_field_errors()
    assert stored() == [Decimal("18.50"), Decimal(6)]


@pytest.mark.parametrize("version", ["0", "", "x", "-1"])
def test_only_the_reviewed_version_is_sent(desk, given, version):
    desk.post(url("judge_sheet", given), typed(given, "5", "6"))

    response = desk.post(url("judge_sheet_review", given), {"version": version})

    assert response.url == url("judge_sheet", given)
    assert ScoreSheet.objects.get().state == SheetState.DRAFT


def test_there_is_nothing_to_review_before_the_first_save(desk, given):
    assert desk.get(url("judge_sheet_review", given)).url == url("judge_sheet", given)


def test_an_incomplete_sheet_cannot_be_sent(desk, given):
    desk.post(url("judge_sheet", given), typed(given, "5", ""))

    assert not desk.get(url("judge_sheet_review", given)).context["is_complete"]
    desk.post(url("judge_sheet_review", given), {"version": 1})
    assert ScoreSheet.objects.get().state == SheetState.DRAFT


def test_save_and_next_walks_through_the_list(desk, given):
    other = AssignmentFactory(entry=entry_of(given.entry.round), judge=given.judge)

    assert desk.post(url("judge_sheet", given), typed(given, "5", "", action="next")).url == url(
        "judge_sheet", other
    )
    other.delete()
    last = desk.post(url("judge_sheet", given), typed(given, "5", "", version=1, action="next"))
    assert last.url == round_url("judge_round", given)


def test_a_late_round_is_still_open_and_says_so(desk, given):
    Round.objects.update(scoring_due_at=timezone.now() - timedelta(minutes=1))

    context = desk.get(url("judge_sheet", given)).context

    assert (context["is_late"], context["may_write"]) == (True, True)


def test_a_closed_round_is_read_only(desk, given):
    Round.objects.update(state=RoundState.CLOSED)

    assert not desk.get(url("judge_sheet", given)).context["may_write"]
    assert desk.post(url("judge_sheet", given), typed(given, "5", "6")).status_code == 422
    assert not ScoreSheet.objects.exists()


# --- conflict -------------------------------------------------------------------------------------


def test_a_conflict_needs_a_reason_and_removes_the_dossier(desk, given):
    page = url("judge_conflict", given)
    assert desk.get(page).status_code == 200
    assert desk.post(page, {"reason": ""}).status_code == 422

    assert desk.post(page, {"reason": "Người nhà"}).url == reverse("contests:judge_home")
    assert ConflictDeclaration.objects.get().declared_by == given.judge
    assert desk.get(url("judge_sheet", given)).status_code == 404


def test_after_a_conflict_the_rest_of_the_round_is_at_hand(desk, given):
    AssignmentFactory(entry=entry_of(given.entry.round), judge=given.judge)

    assert desk.post(url("judge_conflict", given), {"reason": "Bạn"}).url == round_url(
        "judge_round", given
    )
