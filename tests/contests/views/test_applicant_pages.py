"""Pages of a draft: what is typed is never lost, and nobody overwrites anybody."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.enums import ApplicantType, ApplicationState, AttachmentKind, QuestionKind
from contests.models import Answer, TeamMember
from tests.contests.dossiers import (
    contest_with_rules,
    pdf_bytes,
    pdf_upload,
    pupil_application,
    ready_application,
)
from tests.factories.contests import (
    ApplicationFactory,
    DivisionFactory,
    QuestionFactory,
    SectionFactory,
)
from tests.factories.ecosystem import FieldFactory, LocalityFactory

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}


def page(name, application, *args):
    return reverse(f"contests:{name}", args=[application.public_id, *args])


@pytest.fixture
def draft(client):
    application = ApplicationFactory(contest=contest_with_rules(), title="Trà hoa hồi")
    client.force_login(application.owner)
    return application


def section_of(draft, **question):
    section = SectionFactory(contest=draft.contest, slug="tom-tat")
    return QuestionFactory(section=section, **question), page(
        "application_section", draft, "tom-tat"
    )


def send(client, url, headers=None, **data):
    seen = data.pop("seen", None) or client.get(url).context["seen"]
    return client.post(url, {"seen": seen, "action": "continue", **data}, headers=headers)


# --- nothing typed is lost ---------------------------------------------------------------------


def test_wrong_values_stay_on_the_screen_and_right_ones_are_stored(client, draft):
    url = page("application_section", draft, "dai-dien")

    response = send(client, url, contact_name="Hoàng Thị Lan", contact_phone="abc",
                    contact_birth_date="31/2/1990", contact_email="không phải thư")  # fmt: skip

    draft.refresh_from_db()
    assert draft.contact_name == "Hoàng Thị Lan"
    assert {"contact_phone", "contact_birth_date", "contact_email", "locality"} == set(
        response.context["form"].errors
    )
    html = response.content.decode()
    assert all(typed in html for typed in ("abc", "31/2/1990", "không phải thư"))
    assert response.context["has_errors"]


def test_saving_for_later_demands_nothing_and_leads_to_the_list(client, draft):
    url = page("application_section", draft, "dai-dien")

    response = send(client, url, contact_name="Lan", action="later")

    draft.refresh_from_db()
    assert (draft.contact_name, response.url) == ("Lan", draft.get_absolute_url())


def test_saving_for_later_with_a_wrong_value_keeps_it_on_the_screen(client, draft):
    response = send(
        client, page("application_section", draft, "dai-dien"), contact_phone="abc", action="later"
    )

    assert set(response.context["form"].errors) == {"contact_phone"}


def test_a_minor_is_asked_for_the_guardian(client, draft):
    url = page("application_section", draft, "dai-dien")

    response = send(client, url, contact_name="Lan", contact_birth_date="5/3/2015", contact_phone="0912345678",
                    contact_email="lan@vidu.vn", locality=LocalityFactory().pk)  # fmt: skip

    assert set(response.context["form"].errors) == {
        "guardian_name",
        "guardian_relation",
        "guardian_phone",
    }


def test_from_the_check_page_one_returns_to_it(client, draft):
    url = page("application_section", draft, "bang-thi") + "?ve=kiem-tra"
    fields = {"title": "Trà", "applicant_type": "individual", "field": FieldFactory().pk}

    assert send(client, url, **fields).url == page("application_check", draft)


def test_a_division_of_another_edition_cannot_be_chosen(client, draft):
    DivisionFactory(contest=draft.contest)

    response = send(
        client, page("application_section", draft, "bang-thi"), division=DivisionFactory().pk
    )

    assert "division" in response.context["form"].errors


@pytest.mark.parametrize(
    ("narrowed", "members", "is_refused"),
    [
        ({"applicant_types": ["group"]}, 0, False),
        ({"applicant_types": ["enterprise"]}, 0, True),
        ({"max_team_size": 2}, 1, False),
        ({"max_team_size": 1}, 1, True),
    ],
)
def test_a_division_that_does_not_admit_the_team_says_so(
    client, draft, narrowed, members, is_refused
):
    division = DivisionFactory(contest=draft.contest, **narrowed)
    for _each in range(members):
        TeamMember.objects.create(application=draft, full_name="Lý Văn Tày", role="Kế toán")

    response = send(
        client,
        page("application_section", draft, "bang-thi"),
        title="Trà",
        applicant_type="group",
        field=FieldFactory().pk,
        division=division.pk,
    )

    draft.refresh_from_db()
    assert (draft.division is None) is is_refused
    if is_refused:
        assert division.name in response.context["form"].errors["division"][0]


@pytest.mark.parametrize(
    ("typed", "stored"), [("4900 123 456", "4900123456"), ("4900123456001", "4900123456-001")]
)
def test_a_tax_code_is_tidied(client, draft, typed, stored):
    type(draft).objects.update(applicant_type=ApplicantType.ENTERPRISE)

    send(client, page("application_section", draft, "to-chuc"), tax_code=typed)

    draft.refresh_from_db()
    assert draft.tax_code == stored


@pytest.mark.parametrize(
    ("field", "typed"),
    [("tax_code", "49001"), ("registered_on", "1/1/2099"), ("registered_on", "x")],
)
def test_impossible_facts_of_a_company_are_errors(client, draft, field, typed):
    type(draft).objects.update(applicant_type=ApplicantType.ORGANISATION)

    response = send(client, page("application_section", draft, "to-chuc"), **{field: typed})

    assert field in response.context["form"].errors


# --- questions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "typed", "stored"), [
    (QuestionKind.SHORT_TEXT, " Trà ", "Trà"),
    (QuestionKind.LONG_TEXT, "Hai\r\ndòng", "Hai\ndòng"),
    (QuestionKind.NUMBER, "1.234,5", "1234.5"),
    (QuestionKind.MONEY, "30.000.000 đồng", "30000000"),
    (QuestionKind.DATE, "5/3/2026", "2026-03-05"),
    (QuestionKind.CHOICE, "Đã bán thử", "Đã bán thử"),
    (QuestionKind.YES_NO, "no", "no"),
    (QuestionKind.LINK, "example.vn/trà", "https://example.vn/trà"),
])  # fmt: skip
def test_every_kind_of_answer_is_stored_and_shown_again(client, draft, kind, typed, stored):
    question, url = section_of(draft, kind=kind, choices="Chưa có\nĐã bán thử")

    response = send(client, url, **{f"q{question.pk}": typed, "is_complete": "yes"})

    assert Answer.objects.get().value == stored
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.completed_sections == ["tom-tat"]
    again = send(client, url, **{f"q{question.pk}": typed, "is_complete": "yes"})
    assert again.status_code == 302


@pytest.mark.parametrize(("kind", "typed"), [
    (QuestionKind.NUMBER, "mười"), (QuestionKind.MONEY, "-5"), (QuestionKind.DATE, "31/2/2026"),
    (QuestionKind.CHOICE, "Khác"), (QuestionKind.YES_NO, "maybe"), (QuestionKind.LINK, "javascript:alert(1)"),
    (QuestionKind.SHORT_TEXT, "x" * 501), (QuestionKind.LONG_TEXT, "từ " * 11),
])  # fmt: skip
def test_every_kind_of_wrong_answer_is_an_error_at_its_question(client, draft, kind, typed):
    question, url = section_of(draft, kind=kind, choices="Một", max_words=10)

    response = send(client, url, **{f"q{question.pk}": typed, "is_complete": "yes"})

    assert f"q{question.pk}" in response.context["form"].errors
    assert Answer.objects.filter(value=typed).count() == 0


def test_a_long_answer_may_be_limited_in_characters(client, draft):
    question, url = section_of(draft, max_characters=3)

    response = send(client, url, **{f"q{question.pk}": "bốn chữ", "is_complete": "yes"})

    assert f"q{question.pk}" in response.context["form"].errors


def test_completing_a_section_demands_its_answers_and_not_completing_does_not(client, draft):
    question, url = section_of(draft)

    assert f"q{question.pk}" in send(client, url, is_complete="yes").context["form"].errors
    assert send(client, url, is_complete="no").status_code == 302
    assert "is_complete" in send(client, url).context["form"].errors


def test_a_section_of_short_questions_is_completed_by_answering(client, draft):
    question, url = section_of(draft, kind=QuestionKind.SHORT_TEXT)

    assert send(client, url).context["form"].errors
    send(client, url, **{f"q{question.pk}": "Trà"}, action="later")
    draft.refresh_from_db()
    assert draft.completed_sections == []
    send(client, url, **{f"q{question.pk}": "Trà"})
    draft.refresh_from_db()
    assert draft.completed_sections == ["tom-tat"]


def test_optional_questions_say_so_also_when_saved_half_done(client, draft):
    question, url = section_of(draft)
    QuestionFactory(section=question.section, is_required=False)

    for response in (client.get(url), send(client, url)):
        assert response.content.decode().count("field-optional") == 1


def test_the_words_of_staff_are_text_and_not_markup(client, draft):
    _question, url = section_of(draft, help_text="<script>alert(1)</script>")

    assert "<script>alert" not in client.get(url).content.decode()


# --- in the background, and two at once --------------------------------------------------------


def test_the_background_saves_valid_answers_and_says_when(client, draft):
    question, url = section_of(draft)

    response = send(client, url, headers=AUTOSAVE, **{f"q{question.pk}": "Đang viết"})

    assert set(response.json()) == {"saved_at", "seen", "errors"}
    assert Answer.objects.get().value == "Đang viết"
    draft.refresh_from_db()
    assert draft.completed_sections == []
    following = send(
        client, url, headers=AUTOSAVE, seen=response.json()["seen"], **{f"q{question.pk}": "Tiếp"}
    )
    assert following.status_code == 200


def test_a_wrong_value_saved_in_the_background_does_not_make_the_next_save_a_conflict(
    client, draft
):
    url = page("application_section", draft, "dai-dien")

    first = send(client, url, headers=AUTOSAVE, contact_name="Lan", contact_phone="abc")
    second = send(
        client, url, seen=first.json()["seen"], contact_name="Lan Anh", contact_phone="abc"
    )

    assert list(first.json()["errors"]) == ["contact_phone"]
    assert second.status_code == 200


def test_the_second_editor_sees_both_texts_and_may_replace_knowingly(client, draft):
    question, url = section_of(draft)
    name = f"q{question.pk}"
    opened = client.get(url).context["seen"]
    send(client, url, seen=opened, **{name: "Của người trước", "is_complete": "no"})

    response = send(client, url, seen=opened, **{name: "Của người sau", "is_complete": "no"})

    html = response.content.decode()
    assert response.status_code == 409
    assert "Của người trước" in html
    assert "Của người sau" in html
    assert str(draft.owner) in response.context["stale"]
    assert Answer.objects.get().value == "Của người trước"
    send(client, url, seen=response.context["seen"], **{name: "Của người sau", "is_complete": "no"})
    assert Answer.objects.get().value == "Của người sau"


def test_a_conflict_on_a_fixed_page_names_what_is_stored(client, draft):
    url = page("application_section", draft, "dai-dien")
    opened = client.get(url).context["seen"]
    send(
        client,
        url,
        seen=opened,
        contact_name="Trước",
        contact_birth_date="1/2/1990",
        action="later",
    )

    response = send(
        client, url, seen=opened, contact_name="Sau", contact_birth_date="1/2/1991", action="later"
    )

    assert {"Trước", "01/02/1990"} <= {row["value"] for row in response.context["others"]}


def test_the_background_is_told_of_a_conflict_and_of_a_closed_dossier(client, draft):
    question, url = section_of(draft)
    opened = client.get(url).context["seen"]
    send(client, url, seen=opened, **{f"q{question.pk}": "Trước", "is_complete": "no"})

    assert (
        send(client, url, headers=AUTOSAVE, seen=opened, **{f"q{question.pk}": "Sau"}).status_code
        == 409
    )
    type(draft).objects.update(state=ApplicationState.SUBMITTED)
    closed = client.post(url, {"seen": "x"}, headers=AUTOSAVE)
    assert (closed.status_code, list(closed.json())) == (409, ["message"])


# --- members -----------------------------------------------------------------------------------

MEMBER = {
    "full_name": "Lý Văn Tày",
    "birth_date": "1/2/1999",
    "role": "Kế toán",
    "contribution": "Giữ sổ sách và làm việc với ngân hàng",
}


@pytest.fixture
def group(client):
    application = ready_application(applicant_type=ApplicantType.GROUP)
    client.force_login(application.owner)
    return application


def test_members_are_added_changed_and_removed(client, group):
    client.post(page("member_add", group), MEMBER)
    member = group.members.get()
    change = page("member_change", group, member.pk)
    assert "Lý Văn Tày" in client.get(change).content.decode()
    client.post(change, {**MEMBER, "role": "Bán hàng", "phone": "0912 345 678"})
    member.refresh_from_db()
    assert (member.role, member.phone) == ("Bán hàng", "+84912345678")
    remove = page("member_remove", group, member.pk)
    assert client.get(remove).status_code == 200
    assert group.members.count() == 1
    client.post(remove)
    assert not group.members.exists()
    assert [client.get(url).status_code for url in (change, remove)] == [404, 404]


def test_errors_of_a_member_keep_what_was_typed(client, group):
    response = client.post(
        page("member_add", group),
        {**MEMBER, "role": "", "contribution": "", "birth_date": "1/2/2999"},
    )

    assert set(response.context["form"].errors) == {"role", "contribution", "birth_date"}
    assert "Lý Văn Tày" in response.content.decode()


def test_a_full_team_takes_nobody_more(client, group):
    group.contest.rule_sets.update(max_team_size=1)

    response = client.post(page("member_add", group), MEMBER)

    assert response.context["form"].non_field_errors()
    assert "Lý Văn Tày" in response.content.decode()


def test_a_group_of_one_is_not_complete(client, group):
    url = page("application_members", group)

    assert client.post(url, {"is_complete": "yes"}).context["form"].errors
    assert client.post(url, {"is_complete": ""}).context["form"].errors
    assert client.post(url, {"action": "later"}).url == group.get_absolute_url()
    assert client.post(url, {"is_complete": "no"}).status_code == 302


# --- files -------------------------------------------------------------------------------------


def upload(client, application, file, **data):
    values = {"kind": AttachmentKind.EXPLANATION, "file": file, "action": "upload", **data}
    return client.post(page("application_explanation", application), values)


def encrypted_pdf():
    from pypdf import PdfWriter

    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.encrypt("mật khẩu")
    writer.write(buffer)
    return buffer.getvalue()


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize("content", [
    b"", b"MZ\x90\x00 not a document", b"%PDF-1.4 broken", b"<html><script>", encrypted_pdf, bomb,
], ids=["empty", "program", "broken", "page", "locked", "bomb"])  # fmt: skip
def test_hostile_files_are_an_error_at_the_field_and_nothing_else_changes(client, draft, content):
    data = content() if callable(content) else content

    response = upload(client, draft, SimpleUploadedFile("thuyet-minh.pdf", data))

    assert response.status_code == 200
    assert list(response.context["upload_form"].errors) == ["file"]
    assert not draft.attachments.exists()


def test_a_file_over_the_limit_is_an_error_at_the_field(client, draft):
    type(draft.contest).objects.update(max_document_mb=1)

    response = upload(client, draft, SimpleUploadedFile("a.pdf", pdf_bytes() + b"0" * 1024 * 1024))

    assert list(response.context["upload_form"].errors) == ["file"]


@pytest.mark.parametrize(
    "name", ["ten" * 100 + ".pdf", "../../etc/passwd.pdf", "a\x00b.pdf", "gnp.\u202efdp.pdf"]
)
def test_hostile_names_are_made_harmless(client, draft, name):
    upload(client, draft, SimpleUploadedFile(name, pdf_bytes()))

    stored = draft.attachments.get().stored
    assert len(stored.original_name) <= 150
    assert not set(stored.original_name) & {"/", "\x00", "\u202e"}


def test_no_file_is_an_error(client, draft):
    assert list(upload(client, draft, "").context["upload_form"].errors) == ["file"]


def test_a_file_is_added_and_removed(client, draft):
    upload(client, draft, pdf_upload())
    attachment = draft.attachments.get()
    assert (
        attachment.stored.original_name
        in client.get(page("application_explanation", draft)).content.decode()
    )

    for _click in range(2):
        client.post(page("attachment_remove", draft, attachment.pk))

    assert not draft.attachments.exists()


def test_a_full_dossier_offers_no_upload_and_refuses_one(client, draft):
    type(draft.contest).objects.update(max_files=0)

    assert not client.get(page("application_explanation", draft)).context["has_room"]
    assert list(upload(client, draft, pdf_upload()).context["upload_form"].errors) == ["file"]


@pytest.mark.parametrize("kind", ["explanation", "khac"])
def test_evidence_takes_only_its_own_kinds(client, draft, kind):
    response = client.post(
        page("application_evidence", draft), {"kind": kind, "file": pdf_upload()}
    )

    assert "kind" in response.context["upload_form"].errors


def test_a_video_is_a_web_address(client, draft):
    url = page("application_evidence", draft)

    assert (
        client.post(url, {"action": "video", "video_url": "javascript:x"})
        .context["video_form"]
        .errors
    )
    client.post(url, {"action": "video", "video_url": "https://example.vn/v"})
    draft.refresh_from_db()
    assert draft.video_url == "https://example.vn/v"


# --- after the deadline --------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "is_late"), [(0, False), (1, True)])
def test_a_page_that_is_typed_too_late_says_so_and_is_kept(client, draft, seconds, is_late):
    question, url = section_of(draft, kind=QuestionKind.LONG_TEXT)
    deadline = draft.contest.deadline_at

    with time_machine.travel(deadline + timedelta(seconds=seconds), tick=False):
        client.force_login(draft.owner)
        shown = client.get(url)
        saved = send(client, url, headers=AUTOSAVE, **{f"q{question.pk}": "Chữ gõ muộn"})

    assert shown.context["is_late"] is is_late
    assert ("note" in saved.json()) is is_late
    assert Answer.objects.get().value == "Chữ gõ muộn"


def test_a_stored_telephone_number_is_shown_as_people_write_it(client):
    application = ready_application(contact_phone="+84912345678")
    client.force_login(application.owner)

    html = client.get(application.get_absolute_url() + "dai-dien/").content.decode()

    assert "0912 345 678" in html
    assert "+84912345678" not in html


def test_of_a_pupil_the_guardian_is_not_called_optional(client):
    pupil, adult = pupil_application(), ready_application()
    found = {}
    for application in (pupil, adult):
        client.force_login(application.owner)
        page = client.get(application.get_absolute_url() + "dai-dien/")
        found[application] = page.content.decode().count("(không bắt buộc)")

    assert found[adult] - found[pupil] == 3
