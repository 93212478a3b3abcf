"""Sections and questions in the admin: what a civil servant sets, copies, closes and previews."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from contests.enums import QuestionKind
from contests.models import Answer, Question, Section
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    QuestionFactory,
    RoundFactory,
    SectionFactory,
)
from tests.factories.portal import board_member, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(client):
    client.force_login(secretary())
    return SectionFactory(contest=ContestFactory(year=2026), title="Tài chính")


def url(name, *args):
    return reverse(f"admin:contests_{name}", args=args)


def form_data(section, **values):
    return {
        "section": section.pk, "label": "Dự án đã bán hàng chưa?", "key": "", "help_text": "",
        "kind": QuestionKind.SHORT_TEXT, "order": "1", "choices": "", "columns": "", "max_rows": "20",
        "max_words": "", "max_characters": "", "required_from": "", "depends_on": "",
        "depends_values": "", **values,
    }  # fmt: skip


def in_use(section, **values):
    question = QuestionFactory(section=section, **values)
    Answer.objects.create(
        application=ApplicationFactory(contest=section.contest), question=question, value="x"
    )
    return question


# --- making and changing -----------------------------------------------------------------------


def test_a_question_is_added_with_a_key_of_its_own_words(client, section):
    page = f"{url('question_add')}?section={section.pk}"

    assert client.get(page).context["adminform"].form.initial["order"] == 1
    for _twice in range(2):
        assert client.post(page, form_data(section)).status_code == 302

    assert [q.key for q in Question.objects.order_by("pk")] == [
        "du-an-da-ban-hang-chua",
        "du-an-da-ban-hang-chua-2",
    ]


def test_a_section_is_added_with_a_path_of_its_own_title(client, section):
    data = {
        "contest": section.contest.pk, "title": "Minh chứng", "intro": "", "order": "3", "slug": "",
        "opens_in": "", "questions-TOTAL_FORMS": "0", "questions-INITIAL_FORMS": "0",
    }  # fmt: skip

    assert client.post(url("section_add"), data).status_code == 302

    # The path of a page of the dossier itself is not taken.
    assert Section.objects.latest("pk").slug == "minh-chung-2"


def test_settings_that_the_kind_needs_are_asked_at_their_fields(client, section):
    page = url("question_add")
    for values, field in (
        ({"kind": QuestionKind.MULTIPLE}, "choices"),
        ({"kind": QuestionKind.TABLE, "columns": "Tiền | ngày"}, "columns"),
        ({"kind": QuestionKind.TABLE, "columns": "Tiền", "max_rows": "500"}, "max_rows"),
        ({"required_from": RoundFactory(contest=section.contest).pk}, "required_from"),
    ):
        response = client.post(page, form_data(section, **values))

        assert set(response.context["adminform"].form.errors) == {field}
    assert not Question.objects.exists()


def test_yes_and_no_are_written_and_read_in_words(client, section):
    parent = QuestionFactory(section=section, kind=QuestionKind.YES_NO)
    page = f"{url('question_add')}?section={section.pk}"

    client.post(page, form_data(section, depends_on=parent.pk, depends_values="Có"))

    question = Question.objects.latest("pk")
    assert (question.depends_on, question.depends_values) == (parent, "yes")
    form = client.get(url("question_change", question.pk)).context["adminform"].form
    assert form.initial["depends_values"] == "Có"


def test_only_the_own_edition_is_offered(client, section):
    own = QuestionFactory(section=section, kind=QuestionKind.YES_NO)
    QuestionFactory(kind=QuestionKind.YES_NO)
    RoundFactory()
    round_ = RoundFactory(contest=section.contest)
    question = QuestionFactory(section=section)

    form = client.get(url("question_change", question.pk)).context["adminform"].form

    assert list(form.fields["depends_on"].queryset) == [own]
    assert list(form.fields["required_from"].queryset) == [round_]
    assert list(form.fields["section"].queryset) == [section]


def test_places_are_changed_in_the_list_whatever_else_a_question_lacks(client, section):
    first = QuestionFactory(section=section, kind=QuestionKind.CHOICE, choices="", order=1)
    second = QuestionFactory(section=section, order=2)
    page = f"{url('question_changelist')}?section__id__exact={section.pk}"

    response = client.post(
        page,
        {
            "form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2,
            "form-0-id": first.pk, "form-0-order": 5,
            "form-1-id": second.pk, "form-1-order": 4, "_save": "1",
        },
    )  # fmt: skip

    assert response.status_code == 302
    assert list(section.questions.values_list("pk", flat=True)) == [second.pk, first.pk]


def test_sections_are_ordered_in_their_list(client, section):
    response = client.post(
        url("section_changelist"),
        {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": section.pk,
         "form-0-order": 7, "_save": "1"},
    )  # fmt: skip

    assert response.status_code == 302
    assert Section.objects.get().order == 7


@pytest.mark.parametrize("asked", ["no", "yes"])
def test_the_list_tells_closed_questions_apart(client, section, asked):
    open_, closed = QuestionFactory(section=section), QuestionFactory(section=section)
    client.post(url("question_close", closed.pk))

    response = client.get(f"{url('question_changelist')}?closed={asked}")

    assert list(response.context["cl"].queryset) == [open_ if asked == "no" else closed]


def test_the_list_says_from_when_a_question_must_be_answered(client, section):
    round_ = RoundFactory(contest=section.contest, name="Vòng chung kết")
    QuestionFactory(section=section, required_from=round_)
    QuestionFactory(section=section, is_required=False)

    html = client.get(url("question_changelist")).content.decode()

    assert "Từ “Vòng chung kết”" in html
    assert "Từ “Vòng chung kết”" in client.get(url("section_change", section.pk)).content.decode()


# --- in use ------------------------------------------------------------------------------------


def test_an_answered_question_is_not_deleted_and_is_told_why(client, section):
    question = in_use(section)

    for name, obj in (("question", question), ("section", section)):
        response = client.post(url(f"{name}_delete", obj.pk), {"post": "yes"}, follow=True)
        assert "nên không thể xóa" in response.content.decode()
        assert 'class="deletelink"' not in response.content.decode()

    assert (Question.objects.count(), Section.objects.count()) == (1, 1)


def test_an_unanswered_one_is_deleted(client, section):
    question = QuestionFactory(section=section)

    client.post(url("question_delete", question.pk), {"post": "yes"})
    client.post(url("section_delete", section.pk), {"post": "yes"})

    assert (Question.objects.count(), Section.objects.count()) == (0, 0)


def test_the_kind_of_an_answered_question_stays_and_the_error_says_why(client, section):
    question = in_use(section, kind=QuestionKind.SHORT_TEXT)
    data = form_data(section, key=question.key, kind=QuestionKind.NUMBER)

    response = client.post(url("question_change", question.pk), data)

    (error,) = response.context["adminform"].form.errors["kind"]
    assert "Đóng câu hỏi" in error or "đóng câu hỏi" in error


def test_a_question_is_closed_and_asked_again_by_pages_that_say_what_happens(client, section):
    question = in_use(section)

    for name, closes in (("question_close", True), ("question_reopen", False)):
        page = url(name, question.pk)
        assert client.get(page).status_code == 200
        question.refresh_from_db()
        assert (question.closed_at is None) is closes
        assert client.post(page).url == url("question_change", question.pk)
        question.refresh_from_db()
        assert (question.closed_at is not None) is closes

    trail = client.get(url("question_change", question.pk)).content.decode()
    assert "Đóng câu hỏi" in trail
    assert LogEntry.objects.get_for_object(question).count() == 2
    assert Answer.objects.get().value == "x"


# --- copies and preview ------------------------------------------------------------------------


def test_a_question_and_a_section_are_copied(client, section):
    question = QuestionFactory(section=section)
    other = ContestFactory(year=2027)

    assert client.post(url("question_copy", question.pk)).status_code == 422
    client.post(url("question_copy", question.pk), {"section": section.pk})
    response = client.post(url("section_copy", section.pk), {"contest": other.pk})

    copy = Section.objects.get(contest=other)
    assert response.url == url("section_change", copy.pk)
    assert copy.questions.count() == 2


def test_the_preview_shows_the_form_and_saves_nothing(client, section):
    parent = QuestionFactory(section=section, kind=QuestionKind.YES_NO, label="Đã bán?")
    QuestionFactory(section=section, label="Doanh thu?", depends_on=parent, depends_values="yes")
    QuestionFactory(
        section=section, label="Chi phí", kind=QuestionKind.TABLE, columns="Khoản\nTiền"
    )
    QuestionFactory(section=section, label="Hồ sơ năng lực", kind=QuestionKind.FILE)
    round_ = RoundFactory(contest=section.contest, name="Vòng chung kết")
    extra = SectionFactory(contest=section.contest, title="Gọi vốn", opens_in=round_)
    QuestionFactory(section=extra, label="Cần bao nhiêu vốn?")

    one = client.get(url("section_preview", section.pk)).content.decode()
    whole = client.get(url("section_form", section.contest.pk)).content.decode()

    assert all(text in one for text in ("Đã bán?", "Doanh thu?", "Chi phí", "Hồ sơ năng lực"))
    assert "Gọi vốn" not in one
    assert "Hỏi thêm ở “Vòng chung kết”" in whole
    assert 'method="post"' not in one.split("<main")[1].split("</main")[0]
    assert not Answer.objects.exists()


def test_the_board_reads_but_changes_nothing(client, section):
    question = QuestionFactory(section=section)
    client.force_login(board_member())

    assert client.get(url("question_change", question.pk)).status_code == 200
    assert client.get(url("section_preview", section.pk)).status_code == 200
    for name, obj in (
        ("question_close", question), ("question_reopen", question), ("question_copy", question),
        ("section_copy", section),
    ):  # fmt: skip
        assert client.post(url(name, obj.pk)).status_code == 403
    question.refresh_from_db()
    assert question.closed_at is None


def test_pages_of_what_is_gone_do_not_exist(client, section):
    for name in ("question_close", "section_copy", "section_preview", "section_form"):
        assert client.get(url(name, 9999)).status_code == 404


def test_the_list_tells_the_editions_apart(section, client):
    QuestionFactory(section=section)
    QuestionFactory(section=SectionFactory(contest=ContestFactory(year=2025)))

    rows = client.get(url("question_changelist")).context["cl"].result_list

    assert [row.section.contest.year for row in rows] == [2026, 2025]
    assert "edition" in client.get(url("question_changelist")).context["cl"].list_display


def test_without_scripts_the_window_of_a_related_row_says_how_to_go_on(section, client):
    response = client.post(
        url("officialdecision_add") + "?_popup=1",
        {"_popup": "1", "number": "12/QĐ-BTC", "issued_on": "01/03/2026", "signer": "Nguyễn Văn A"},
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "Đã lưu" in page[page.index("<noscript>") : page.index("</noscript>")]


def test_a_new_question_chooses_among_sections_told_apart_by_year(section, client):
    SectionFactory(contest=ContestFactory(year=2025), title="Tài chính")

    field = client.get(url("question_add")).context["adminform"].form.fields["section"]

    assert [label for _value, label in field.choices][1:] == [
        "2026 · Tài chính",
        "2025 · Tài chính",
    ]


def test_a_section_opens_in_a_round_of_its_own_edition(section, client):
    own = RoundFactory(contest=section.contest)
    RoundFactory(contest=ContestFactory(year=2025))

    form = client.get(url("section_change", section.pk)).context["adminform"].form

    assert list(form.fields["opens_in"].queryset) == [own]


def test_a_form_with_a_mistake_says_so_once(section, client):
    page = client.post(url("question_add"), form_data(section, label="")).content.decode()

    assert page.count("errornote") == 1
    assert "Chưa lưu được" in page


def test_beside_the_choice_of_a_round_no_cross_deletes_the_round(section, client):
    section.opens_in = RoundFactory(contest=section.contest)
    section.save()

    html = client.get(url("section_change", section.pk)).content.decode()

    assert 'name="opens_in"' in html
    assert "change_id_opens_in" not in html
    assert "delete_id_opens_in" not in html
