from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain.answers import (
    PageEdit,
    StalePageError,
    SupplementOverdueError,
    can_edit,
    display_value,
    fingerprint,
    save_page,
    stored_page,
)
from contests.enums import ApplicationState, QuestionKind
from portal.workflow import RefusedError
from tests.contests.dossiers import contest_with_rules
from tests.factories.contests import (
    ApplicationFactory,
    QuestionFactory,
    SectionFactory,
    SupplementRequestFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def seen(application, names=(), questions=()):
    return fingerprint(stored_page(application, names, questions))


def title_edit(title, **options):
    return PageEdit(path="bang-thi", names=("title",), values={"title": title}, **options)


def test_saving_a_page_stores_its_values_and_says_who_saved():
    application = ApplicationFactory(title="Cũ")

    saved = save_page(
        application, title_edit("Mới"), actor=application.owner, seen=seen(application, ["title"])
    )

    assert (saved.title, saved.version, saved.updated_by) == ("Mới", 2, application.owner)


def test_answers_are_written_and_written_over():
    application = ApplicationFactory(contest=contest_with_rules())
    question = QuestionFactory(section=SectionFactory(contest=application.contest))

    for text in ("một", "hai"):
        mark = seen(application, questions=[question.pk])
        edit = PageEdit(path="x", questions=(question.pk,), answers={question.pk: text})
        save_page(application, edit, actor=application.owner, seen=mark)

    assert application.answers.get().value == "hai"


def test_the_second_editor_of_a_page_is_told_and_overwrites_nothing():
    application = ApplicationFactory(title="Cũ")
    opened = seen(application, ["title"])
    save_page(application, title_edit("Của người trước"), actor=application.owner, seen=opened)

    with pytest.raises(StalePageError) as stale:
        save_page(application, title_edit("Của người sau"), actor=application.owner, seen=opened)

    assert stale.value.application.title == "Của người trước"


def test_saving_what_is_stored_anyway_is_no_conflict():
    application = ApplicationFactory(title="Cũ")
    opened = seen(application, ["title"])
    save_page(application, title_edit("Mới"), actor=application.owner, seen=opened)

    assert (
        save_page(application, title_edit("Mới"), actor=application.owner, seen=opened).version == 3
    )


def test_two_pages_of_one_dossier_do_not_disturb_each_other():
    application = ApplicationFactory()
    contact = PageEdit(path="dai-dien", names=("contact_name",), values={"contact_name": "Lan"})
    opened_title, opened_contact = seen(application, ["title"]), seen(application, ["contact_name"])
    save_page(application, title_edit("Mới"), actor=application.owner, seen=opened_title)

    saved = save_page(application, contact, actor=application.owner, seen=opened_contact)

    assert (saved.title, saved.contact_name) == ("Mới", "Lan")


@pytest.mark.parametrize(("before", "mark", "after"), [
    ([], True, ["bang-thi"]),
    (["bang-thi"], True, ["bang-thi"]),
    (["bang-thi"], None, ["bang-thi"]),
    ([], None, []),
    (["bang-thi", "khac"], False, ["khac"]),
])  # fmt: skip
def test_the_mark_of_completion_is_set_kept_or_taken_away(before, mark, after):
    application = ApplicationFactory(completed_sections=before)
    edit = title_edit("Mới", is_complete=mark)

    saved = save_page(application, edit, actor=application.owner, seen=seen(application, ["title"]))

    assert saved.completed_sections == after


def test_a_submitted_dossier_a_strangers_and_an_overdue_one_cannot_be_edited():
    submitted = ApplicationFactory(state=ApplicationState.SUBMITTED)
    draft = ApplicationFactory()
    overdue = SupplementRequestFactory(due_at=timezone.now() - timedelta(seconds=1)).application

    with pytest.raises(RefusedError):
        save_page(submitted, title_edit("x"), actor=submitted.owner, seen="")
    with pytest.raises(PermissionDenied):
        save_page(draft, title_edit("x"), actor=UserFactory(), seen="")
    with pytest.raises(SupplementOverdueError):
        save_page(overdue, title_edit("x"), actor=overdue.owner, seen="")
    pages = (submitted, draft, overdue)
    assert [can_edit(page, page.owner) for page in pages] == [False, True, False]


def test_a_supplement_in_time_opens_the_dossier():
    application = SupplementRequestFactory().application

    assert can_edit(application, application.owner)


@pytest.mark.parametrize(("kind", "value", "text"), [
    (QuestionKind.NUMBER, "1234.5", "1.234,5"),
    (QuestionKind.MONEY, "30000000", "30.000.000 đồng"),
    (QuestionKind.DATE, "2026-03-05", "05/03/2026"),
    (QuestionKind.YES_NO, "yes", "Có"),
    (QuestionKind.YES_NO, "no", "Không"),
    (QuestionKind.LONG_TEXT, "Hoa hồi", "Hoa hồi"),
    (QuestionKind.MULTIPLE, '["Chợ","Mạng"]', "Chợ\nMạng"),
    (QuestionKind.TABLE, '[["Máy","","2"],["Vỏ"]]', "Máy; 2\nVỏ"),
    (QuestionKind.FILE, "ke-hoach.pdf", "ke-hoach.pdf"),
    (QuestionKind.MONEY, "", ""),
])  # fmt: skip
def test_answers_are_shown_as_people_write_them(kind, value, text):
    assert display_value(kind, value) == text
