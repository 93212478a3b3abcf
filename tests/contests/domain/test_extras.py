"""What a round asks in addition: who sees it, until when, and which version the judges read."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from contests.domain.answers import PageEdit, fingerprint, save_page, stored_page
from contests.domain.applications import submit_application
from contests.domain.extra_submission import ExtraIncompleteError, submit_extra
from contests.domain.extras import ExtraClosedError, can_answer_extra, extra_of
from contests.domain.judging import dossier_of
from contests.domain.rounds import start_round
from contests.enums import ApplicationState, QuestionKind, RoundKind, RoundState
from contests.models import Answer, Application, Round, RoundEntry, RoundResult
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import RefusedError
from tests.contests.dossiers import pdf_upload, ready_application
from tests.factories.contests import (
    CriterionFactory,
    DecisionFactory,
    QuestionFactory,
    RoundEntryFactory,
    RoundFactory,
    SectionFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db
DUE = timezone.now().replace(microsecond=0) + timedelta(days=3)
SECOND = timedelta(seconds=1)


@pytest.fixture
def finalist(client):
    """A dossier that was submitted, judged in a published round, and entered the final."""
    application = ready_application()
    contest = application.contest
    usual = QuestionFactory(section=SectionFactory(contest=contest, slug="tom-tat"))
    Answer.objects.create(application=application, question=usual, value="Tóm tắt")
    first = RoundFactory(contest=contest, order=1, state=RoundState.OPEN)
    final = RoundFactory(
        contest=contest, order=2, kind=RoundKind.FINAL, name="Vòng chung kết",
        state=RoundState.PLANNED, extra_due_at=DUE,
    )  # fmt: skip
    section = SectionFactory(contest=contest, slug="chung-ket", opens_in=final)
    QuestionFactory(section=section, key="goi-von", kind=QuestionKind.SHORT_TEXT)
    Application.objects.update(completed_sections=["tom-tat"])
    submitted = submit_application(application, actor=application.owner)
    entry = RoundEntryFactory(
        round=first, application=submitted, snapshot=submitted.snapshots.get()
    )
    RoundResult.objects.create(entry=entry, outcome="advance")
    Round.objects.filter(pk=first.pk).update(state=RoundState.PUBLISHED, decision=DecisionFactory())
    Application.objects.update(state=ApplicationState.IN_ROUND)
    RoundEntryFactory(round=final, application=submitted, snapshot=submitted.snapshots.get())
    client.force_login(application.owner)
    return loaded(submitted)


def loaded(application):
    return Application.objects.for_snapshot().get(pk=application.pk)


def question_of(application):
    return application.contest.sections.get(slug="chung-ket").questions.get()


def write(application, value, *, actor=None, question=None):
    pk = (question or question_of(application)).pk
    edit = PageEdit(path="chung-ket", questions=(pk,), answers={pk: value}, is_complete=True)
    seen = fingerprint(stored_page(application, (), [pk]))
    return save_page(application, edit, actor=actor or application.owner, seen=seen)


def page(name, application, *args):
    return reverse(f"contests:{name}", args=[application.public_id, *args])


def test_an_entrant_is_asked_what_the_round_adds(finalist):
    extra = extra_of(finalist)

    assert [task.path for task in extra.tasks] == ["chung-ket"]
    assert [task.path for task in extra.missing] == ["chung-ket"]
    assert can_answer_extra(finalist, finalist.owner)
    assert not can_answer_extra(finalist, UserFactory())


def test_before_the_result_is_published_nothing_opens(finalist):
    Round.objects.filter(order=1).update(state=RoundState.APPROVED)

    assert extra_of(loaded(finalist)) is None
    with pytest.raises(ExtraClosedError):
        write(finalist, "x")


@pytest.mark.parametrize(
    ("moment", "is_open"), [(DUE - SECOND, True), (DUE, True), (DUE + SECOND, False)]
)
def test_the_server_clock_decides_until_the_second(finalist, moment, is_open):
    with time_machine.travel(moment, tick=False):
        assert can_answer_extra(loaded(finalist), finalist.owner) is is_open
        if is_open:
            write(finalist, "Gọi vốn 2 tỷ")
            assert submit_extra(finalist, actor=finalist.owner).sequence == 2
        else:
            for act in (
                lambda: write(finalist, "x"),
                lambda: submit_extra(finalist, actor=finalist.owner),
            ):
                with pytest.raises(ExtraClosedError):
                    act()


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.PROPOSED])
def test_a_closed_round_takes_no_more_answers(finalist, state):
    Round.objects.filter(order=2).update(state=state)

    with pytest.raises(ExtraClosedError):
        write(finalist, "x")


def test_without_a_due_time_answers_are_taken_until_scoring_closes(finalist):
    Round.objects.filter(order=2).update(extra_due_at=None)

    write(finalist, "x")


def test_nothing_else_of_the_dossier_can_be_changed(finalist):
    usual = finalist.answers.get().question
    title = PageEdit(path="bang-thi", names=("title",), values={"title": "Khác"})

    with pytest.raises(ExtraClosedError):
        write(finalist, "Đổi", question=usual)
    with pytest.raises(RefusedError):
        save_page(finalist, title, actor=finalist.owner, seen="")
    with pytest.raises(PermissionDenied):
        write(finalist, "x", actor=UserFactory())
    assert finalist.answers.get().value == "Tóm tắt"


@pytest.mark.parametrize("state", ["withdrawn", "disqualified", "awarded", "valid"])
def test_who_is_not_in_the_round_answers_nothing(finalist, state):
    Application.objects.update(state=state)

    assert extra_of(loaded(finalist)) is None
    with pytest.raises((RefusedError, PermissionDenied)):
        write(finalist, "x")
    with pytest.raises(PermissionDenied):
        submit_extra(finalist, actor=finalist.owner)


def test_sending_makes_a_version_that_the_judges_of_the_round_read(finalist):
    first = finalist.snapshots.get()
    before = (first.content, first.sha256)
    submitted_at = finalist.submitted_at
    write(finalist, "Gọi vốn 2 tỷ")

    second = submit_extra(finalist, actor=finalist.owner)

    first.refresh_from_db()
    early, late = RoundEntry.objects.order_by("round__order")
    assert (first.content, first.sha256) == before
    assert (early.snapshot, late.snapshot) == (first, second)
    assert len(dossier_of(early).sections) == 1
    assert dossier_of(late).sections[1].answers[0].text == "Gọi vốn 2 tỷ"
    assert [section.slug for section in dossier_of(late).extra] == ["chung-ket"]
    assert not dossier_of(early).extra
    finalist.refresh_from_db()
    assert (finalist.submitted_at, finalist.state) == (submitted_at, ApplicationState.IN_ROUND)


def test_one_receipt_is_mailed_for_each_version(finalist):
    write(finalist, "Gọi vốn 2 tỷ")
    OutgoingMail.objects.all().delete()

    for _double_click in range(2):
        submit_extra(finalist, actor=finalist.owner)

    mail = OutgoingMail.objects.get()
    assert mail.recipient == finalist.owner.email
    assert "Đã nhận phần bổ sung cho Vòng chung kết" in mail.subject
    assert finalist.snapshots.count() == 2
    write(finalist, "Gọi vốn 3 tỷ")
    submit_extra(finalist, actor=finalist.owner)
    assert (finalist.snapshots.count(), OutgoingMail.objects.count()) == (3, 2)


def test_what_is_due_must_be_answered_before_sending(finalist):
    with pytest.raises(ExtraIncompleteError):
        submit_extra(finalist, actor=finalist.owner)

    assert finalist.snapshots.count() == 1


def test_a_question_due_from_the_round_on_is_asked_alone_of_its_section(client, finalist):
    final = Round.objects.get(order=2)
    usual = finalist.contest.sections.get(slug="tom-tat")
    later = QuestionFactory(section=usual, required_from=final, kind=QuestionKind.SHORT_TEXT)

    url = page("application_section", finalist, "tom-tat")
    form = client.get(url).context["form"]

    assert set(form.fields) == {f"q{later.pk}"}
    assert form.fields[f"q{later.pk}"].required
    assert [task.path for task in extra_of(loaded(finalist)).missing] == ["tom-tat", "chung-ket"]


def test_promoted_entrants_answer_before_the_round_starts_and_it_keeps_their_version(finalist):
    RoundEntry.objects.filter(round__order=2).delete()
    Application.objects.update(state=ApplicationState.ADVANCED)
    final = Round.objects.get(order=2)
    CriterionFactory(round=final)
    write(finalist, "Gọi vốn 2 tỷ")
    second = submit_extra(finalist, actor=finalist.owner)

    start_round(final, actor=SYSTEM)

    assert RoundEntry.objects.get(round=final).snapshot == second


# --- pages -------------------------------------------------------------------------------------


def test_the_page_leads_from_the_notice_to_the_version_that_is_read(client, finalist):
    detail = client.get(finalist.get_absolute_url()).content.decode()
    assert "Câu hỏi bổ sung: Vòng chung kết" in detail
    assert page("application_extra", finalist) in detail

    section = page("application_section", finalist, "chung-ket")
    name = f"q{question_of(finalist).pk}"
    shown = client.get(section)
    assert page("application_extra", finalist) in shown.content.decode()
    response = client.post(
        section, {"seen": shown.context["seen"], "action": "continue", name: "Gọi vốn"}
    )
    assert response.url == page("application_extra", finalist)

    extra = client.get(response.url)
    assert "Gửi phần bổ sung" in extra.content.decode()
    response = client.post(page("application_extra", finalist), follow=True)
    told = response.content.decode()
    assert "bản nộp thứ 2" in told
    assert "Hãy trả lời và gửi" not in told
    assert client.get(page("application_extra", finalist)).context["is_sent"]
    write(finalist, "Gọi vốn 2 tỷ")
    assert "Hãy trả lời và gửi" in client.get(finalist.get_absolute_url()).content.decode()


def test_sending_too_early_says_what_is_missing(client, finalist):
    response = client.post(page("application_extra", finalist), follow=True)

    assert "Hoàn thành" in response.content.decode()
    assert finalist.snapshots.count() == 1


def test_after_the_due_time_the_answers_are_only_shown(client, finalist):
    write(finalist, "Gọi vốn")

    with time_machine.travel(DUE + SECOND, tick=False):
        client.force_login(finalist.owner)
        html = client.get(page("application_extra", finalist)).content.decode()
        response = client.get(page("application_section", finalist, "chung-ket"))

    assert "Gọi vốn" in html
    assert "Gửi phần bổ sung" not in html
    assert response.url == finalist.get_absolute_url()


def test_other_pages_stay_closed_and_strangers_find_nothing(client, finalist):
    for path in ("bang-thi", "tom-tat"):
        assert client.get(page("application_section", finalist, path)).status_code in {302, 404}
    client.force_login(UserFactory())
    assert client.get(page("application_extra", finalist)).status_code == 404
    assert client.post(page("application_extra", finalist)).status_code == 404
    assert client.get(page("application_section", finalist, "chung-ket")).status_code == 404


def test_a_file_may_answer_what_a_round_adds(client, finalist):
    section = finalist.contest.sections.get(slug="chung-ket")
    question = QuestionFactory(section=section, kind=QuestionKind.FILE)
    url = page("application_section", finalist, "chung-ket")
    name = f"q{question.pk}"
    seen = client.get(url).context["seen"]

    client.post(url, {"seen": seen, "action": "later", name: pdf_upload("goi-von.pdf")})

    assert finalist.attachments.filter(question=question).count() == 1
