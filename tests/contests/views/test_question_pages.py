"""Pages of questions: every kind is typed, stored, shown and corrected without a script."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from contests.domain.judging import pledge
from contests.domain.papers import dossier_pdf, parts_of
from contests.domain.snapshots import snapshot_content
from contests.enums import AttachmentKind, QuestionKind
from contests.models import Answer, Application, Attachment
from portal.models import StoredFile
from tests.contests.dossiers import contest_with_rules, pdf_upload
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    CriterionFactory,
    QuestionFactory,
    RoundEntryFactory,
    RoundFactory,
    SectionFactory,
    SnapshotFactory,
)
from tests.factories.files import docx_bytes
from tests.factories.portal import secretary

pytestmark = pytest.mark.django_db
TABLE = {"kind": QuestionKind.TABLE, "columns": "Khoản | chữ\nSố tiền | tiền", "max_rows": 5}
MULTIPLE = {"kind": QuestionKind.MULTIPLE, "choices": "Chợ\nMạng\nĐại lý"}
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def draft(client):
    application = ApplicationFactory(contest=contest_with_rules())
    client.force_login(application.owner)
    return application


@pytest.fixture
def section(draft):
    return SectionFactory(contest=draft.contest, slug="tom-tat")


def address(draft, section):
    return reverse("contests:application_section", args=[draft.public_id, section.slug])


def send(client, url, headers=None, **sent):
    seen = client.get(url).context["seen"]
    return client.post(url, {"seen": seen, "action": "continue", **sent}, headers=headers)


def stored(question):
    row = Answer.objects.filter(question=question).first()
    return row.value if row else None


# --- several choices ---------------------------------------------------------------------------


def test_several_choices_are_stored_in_the_order_offered(client, draft, section):
    question = QuestionFactory(section=section, **MULTIPLE)
    url = address(draft, section)

    send(client, url, **{f"q{question.pk}": ["Đại lý", "Chợ"]})

    assert stored(question) == '["Chợ","Đại lý"]'
    html = client.get(url).content.decode()
    assert html.count("checked") == 2


def test_a_choice_that_is_not_offered_is_refused(client, draft, section):
    question = QuestionFactory(section=section, **MULTIPLE)

    response = send(client, address(draft, section), **{f"q{question.pk}": ["Khác"]})

    assert f"q{question.pk}" in response.context["form"].errors
    assert stored(question) is None


def test_required_choices_are_demanded_on_going_on_only(client, draft, section):
    question = QuestionFactory(section=section, **MULTIPLE)
    url = address(draft, section)

    assert f"q{question.pk}" in send(client, url).context["form"].errors
    assert send(client, url, action="later").status_code == 302


# --- tables ------------------------------------------------------------------------------------


def table_data(question, *rows):
    name = f"q{question.pk}"
    cells = {
        f"{name}-{row}-{column}": cell
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    }
    return {f"{name}-rows": len(rows), **cells}


def test_rows_are_stored_normalised_without_the_empty_ones(client, draft, section):
    question = QuestionFactory(section=section, **TABLE)
    rows = [["Máy ép", "30.000.000"], ["", ""], [" Vỏ  chai ", "500000 đ"]]

    send(client, address(draft, section), **table_data(question, *rows))

    assert stored(question) == '[["Máy ép","30000000"],["Vỏ chai","500000"]]'
    html = client.get(address(draft, section)).content.decode()
    assert "30.000.000" in html
    assert "30.500.000 đồng" in html


def test_a_wrong_cell_is_named_and_nothing_typed_is_lost(client, draft, section):
    question = QuestionFactory(section=section, **TABLE)
    other = QuestionFactory(section=section, kind=QuestionKind.SHORT_TEXT)

    response = send(
        client,
        address(draft, section),
        **table_data(question, ["Máy", "nhiều"], ["x" * 301, ""]),
        **{f"q{other.pk}": "Giữ"},
    )

    first, second = response.context["form"].errors[f"q{question.pk}"]
    assert first.startswith("Dòng 1, cột Số tiền")
    assert second.startswith("Dòng 2, cột Khoản")
    html = response.content.decode()
    assert 'value="nhiều"' in html
    assert 'aria-invalid="true"' in html
    assert (stored(question), stored(other)) == (None, "Giữ")


def test_a_press_adds_rows_saves_what_is_there_and_demands_nothing(client, draft, section):
    question = QuestionFactory(section=section, **TABLE)
    QuestionFactory(section=section, kind=QuestionKind.SHORT_TEXT)
    sent = table_data(question, ["a", "1"], ["b", ""], ["c", ""])

    response = send(client, address(draft, section), add_row=f"q{question.pk}", **sent)

    assert response.status_code == 200
    assert not response.context["form"].errors
    assert response.content.decode().count(f'name="q{question.pk}-') == 1 + 5 * 2
    assert stored(question) == '[["a","1"],["b",""],["c",""]]'


def test_a_required_table_needs_one_row(client, draft, section):
    question = QuestionFactory(section=section, **TABLE)

    response = send(client, address(draft, section), **table_data(question, ["", ""]))

    assert f"q{question.pk}" in response.context["form"].errors


def test_rows_from_before_the_limit_was_lowered_stay_in_sight(client, draft, section):
    question = QuestionFactory(section=section, **(TABLE | {"max_rows": 1}))
    Answer.objects.create(application=draft, question=question, value='[["a","1"],["b","2"]]')
    url = address(draft, section)

    assert 'value="b"' in client.get(url).content.decode()
    response = send(client, url, **table_data(question, ["a", "1"], ["b", "2"]))

    assert "tối đa 1 dòng" in str(response.context["form"].errors)
    assert stored(question) == '[["a","1"],["b","2"]]'


@pytest.mark.parametrize("rows", ["", "x", "-1", "99999999999", "²"])
def test_a_row_count_that_was_made_up_does_no_harm(client, draft, section, rows):
    question = QuestionFactory(section=section, is_required=False, **TABLE)

    response = send(client, address(draft, section), **{f"q{question.pk}-rows": rows})

    assert response.status_code in {200, 302}


# --- files -------------------------------------------------------------------------------------


@pytest.fixture
def file_question(section):
    return QuestionFactory(section=section, kind=QuestionKind.FILE)


def test_a_file_is_kept_with_its_question_and_counts_as_the_answer(
    client, draft, section, file_question
):
    url = address(draft, section)
    name = f"q{file_question.pk}"

    assert name in send(client, url).context["form"].errors
    response = send(client, url, **{name: pdf_upload("ke-hoach.pdf")})

    attachment = Attachment.objects.get()
    assert response.status_code == 302
    assert (attachment.kind, attachment.question) == (AttachmentKind.ANSWER, file_question)
    assert "ke-hoach.pdf" in client.get(url).content.decode()
    assert send(client, url).status_code == 302


def test_another_file_takes_the_place_of_the_first(client, draft, section, file_question):
    url, name = address(draft, section), f"q{file_question.pk}"
    send(client, url, **{name: pdf_upload("mot.pdf")})
    picture = SimpleUploadedFile("hai.docx", b"khong phai docx")

    response = send(client, url, **{name: picture})
    assert name in response.context["form"].errors
    assert Attachment.objects.get().stored.original_name == "mot.pdf"

    send(client, url, **{name: SimpleUploadedFile("hai.docx", docx_bytes())})
    assert Attachment.objects.get().stored.original_name == "hai.docx"
    assert StoredFile.objects.count() == 1


def test_the_same_file_twice_is_kept_once(client, draft, section, file_question):
    url, name = address(draft, section), f"q{file_question.pk}"

    for _twice in range(2):
        send(client, url, **{name: pdf_upload()})

    assert StoredFile.objects.count() == 1


def test_a_file_is_removed_by_a_button_that_saves_the_rest(client, draft, section, file_question):
    text = QuestionFactory(section=section, kind=QuestionKind.SHORT_TEXT)
    url, name = address(draft, section), f"q{file_question.pk}"
    send(client, url, **{name: pdf_upload()})

    response = send(client, url, remove=name, **{f"q{text.pk}": "Chữ"})

    assert response.url == url
    assert not Attachment.objects.exists()
    assert stored(text) == "Chữ"


def test_a_removed_file_of_a_submitted_dossier_keeps_its_bytes(
    client, draft, section, file_question
):
    url, name = address(draft, section), f"q{file_question.pk}"
    send(client, url, **{name: pdf_upload()})
    Application.objects.update(number=1)

    send(client, url, remove=name)
    send(client, url, remove=name)

    assert not Attachment.objects.exists()
    assert StoredFile.objects.count() == 1


def test_saving_in_the_background_keeps_no_file(client, draft, section, file_question):
    response = send(
        client,
        address(draft, section),
        headers=AUTOSAVE,
        **{f"q{file_question.pk}": pdf_upload()},
    )

    assert response.status_code == 200
    assert not Attachment.objects.exists()


def test_files_of_questions_do_not_use_up_the_places_of_others(
    client, draft, section, file_question
):
    type(draft.contest).objects.update(max_files=1)
    send(client, address(draft, section), **{f"q{file_question.pk}": pdf_upload()})

    url = reverse("contests:application_explanation", args=[draft.public_id])
    client.post(url, {"kind": "explanation", "file": pdf_upload(), "action": "upload"})

    assert Attachment.objects.count() == 2


# --- another answer calls for it ---------------------------------------------------------------


@pytest.fixture
def pair(section):
    parent = QuestionFactory(section=section, kind=QuestionKind.YES_NO, label="Đã bán?")
    child = QuestionFactory(
        section=section, kind=QuestionKind.NUMBER, depends_on=parent, depends_values="yes"
    )
    return parent, child


def test_a_dependent_question_says_when_it_is_to_be_answered(client, draft, section, pair):
    html = client.get(address(draft, section)).content.decode()

    assert "Chỉ trả lời khi “Đã bán?” là: Có" in html
    assert f'data-depends-on="q{pair[0].pk}"' in html


@pytest.mark.parametrize(("given", "typed", "errors"), [
    ("yes", "", True), ("yes", "chữ", True), ("yes", "5", False),
    ("no", "", False), ("no", "chữ", False), ("no", "5", False),
])  # fmt: skip
def test_it_is_checked_only_when_it_applies(client, draft, section, pair, given, typed, errors):
    parent, child = pair

    response = send(
        client, address(draft, section), **{f"q{parent.pk}": given, f"q{child.pk}": typed}
    )

    assert (response.status_code == 200) is errors
    assert stored(child) == ("5" if typed == "5" else None)


def test_a_question_of_a_round_is_no_page_before(client, draft):
    round_ = RoundFactory(contest=draft.contest)
    extra = SectionFactory(contest=draft.contest, slug="bo-sung-ck", opens_in=round_)
    QuestionFactory(section=extra)

    assert client.get(address(draft, extra)).status_code == 404


# --- what others read --------------------------------------------------------------------------


@pytest.fixture
def full(section, draft):
    """A dossier with every new kind, and one of each that judges may not see."""
    table = QuestionFactory(section=section, label="Chi phí", **TABLE)
    choices = QuestionFactory(section=section, label="Kênh bán", **MULTIPLE)
    for question, value in (
        (table, '[["Máy","30000000"]]'),
        (choices, '["Chợ","Mạng"]'),
    ):
        Answer.objects.create(application=draft, question=question, value=value)
    for label, visible in (("Tệp cho giám khảo", True), ("Tệp riêng", False)):
        question = QuestionFactory(
            section=section, kind=QuestionKind.FILE, label=label, is_visible_to_judges=visible
        )
        file = StoredFile.objects.create(
            original_name=f"{label}.pdf", content_type="application/pdf", size=8, sha256="0" * 64,
            uploaded_by=draft.owner,
        )  # fmt: skip
        Attachment.objects.create(
            application=draft, kind=AttachmentKind.ANSWER, question=question, stored=file
        )
    return draft


def content_of(application):
    return snapshot_content(Application.objects.for_snapshot().get(pk=application.pk))


def test_a_snapshot_freezes_tables_choices_and_files(full):
    content = content_of(full)

    table, choices, shown, private = content["sections"][0]["answers"]
    assert table["table"]["rows"] == [["Máy", "30.000.000 đồng"]]
    assert choices["text"] == "Chợ\nMạng"
    assert (shown["text"], private["text"]) == ("Tệp cho giám khảo.pdf", "Tệp riêng.pdf")
    assert [(f["caption"], f["visible_to_judges"]) for f in content["attachments"]] == [
        ("Tệp cho giám khảo", True),
        ("Tệp riêng", False),
    ]


def test_a_hidden_file_is_no_part_of_what_is_submitted(full):
    parent = QuestionFactory(section=full.contest.sections.get(), kind=QuestionKind.YES_NO)
    full.contest.sections.get().questions.filter(label="Tệp riêng").update(
        depends_on=parent, depends_values="yes"
    )

    content = content_of(full)

    assert [item["name"] for item in content["attachments"]] == ["Tệp cho giám khảo.pdf"]
    assert full.attachments.count() == 2


def test_the_check_page_and_the_pdf_show_tables_and_files(client, full):
    url = reverse("contests:application_check", args=[full.public_id])
    html = client.get(url).content.decode()
    assert "30.000.000 đồng" in html
    assert "Tệp riêng.pdf" in html

    Application.objects.update(reference="X-1")
    pdf = dossier_pdf(SnapshotFactory(application=full, content=content_of(full)))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "30.000.000" in text
    assert "Tệp riêng.pdf" in text


def test_staff_read_tables_choices_and_files(client, full):
    client.force_login(secretary())

    html = client.get(reverse("admin:contests_application_change", args=[full.pk])).content.decode()

    assert "30.000.000 đồng" in html
    assert "Chợ" in html
    assert html.count("Tệp riêng.pdf") == 2


def test_judges_read_tables_and_files_that_are_for_them(client, full):
    content = content_of(full)
    round_ = RoundFactory(contest=full.contest, assignments_published_at=timezone.now())
    CriterionFactory(round=round_)
    snapshot = SnapshotFactory(application=full, content=content)
    entry = RoundEntryFactory(round=round_, application=full, snapshot=snapshot)
    assignment = AssignmentFactory(entry=entry)
    pledge(round_, judge=assignment.judge)
    client.force_login(assignment.judge)
    args = [full.contest.year, round_.slug, full.public_id]

    html = client.get(reverse("contests:judge_sheet", args=args)).content.decode()

    assert "30.000.000 đồng" in html
    assert "Tệp cho giám khảo.pdf" in html
    assert "Tệp riêng" not in html
    private = next(f for f in content["attachments"] if f["name"] == "Tệp riêng.pdf")
    address = reverse("contests:judge_file", args=[*args, private["stored_public_id"]])
    assert client.get(address).status_code == 404


def test_a_dossier_without_tables_was_frozen_in_the_first_format_and_still_reads(full):
    content = content_of(full)
    content["format"] = 1
    for section in content["sections"]:
        section["answers"] = [
            {k: v for k, v in row.items() if k != "table"} for row in section["answers"]
        ]
    content["attachments"] = [
        {k: v for k, v in f.items() if k not in {"answers", "visible_to_judges"}}
        for f in content["attachments"]
    ]

    part = next(part for part in parts_of(content) if part.path == "tom-tat")
    assert part.rows[0].table is None
    assert part.rows[0].value.startswith("Khoản: Máy")


# --- what a careless reader stumbled over ---------------------------------------------------------


def test_the_same_words_for_two_fields_name_their_field_in_the_summary(client, draft, section):
    for label in ("Vốn tự có", "Vốn vay"):
        QuestionFactory(section=section, label=label, kind=QuestionKind.MONEY)

    response = send(client, address(draft, section))
    html = response.content.decode()

    message = next(iter(response.context["form"].errors.values()))[0]
    assert f"Vốn tự có: {message}" in html
    assert f"Vốn vay: {message}" in html


def test_a_page_that_shows_what_was_sent_says_so_to_the_script(client, draft, section):
    QuestionFactory(section=section, kind=QuestionKind.MONEY)

    assert "data-answered" not in client.get(address(draft, section)).content.decode()
    assert "data-answered" in send(client, address(draft, section)).content.decode()
