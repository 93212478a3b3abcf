"""Policy documents: search in their words, validity, relations, correction notes, and their admin."""

from datetime import date, timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.enums import DocumentStatus, RelationKind, TextState
from ecosystem.models import DocumentCorrection, DocumentRelation, PolicyDocument
from portal.models import BackgroundJob
from portal.roles import Role
from portal.search import index
from tests.factories.ecosystem import (
    DocumentCorrectionFactory,
    DocumentRelationFactory,
    DocumentTopicFactory,
    PolicyDocumentFactory,
    SupportOfferFactory,
)
from tests.factories.files import pdf_bytes
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
DAY = timedelta(days=1)
STATUS = DocumentStatus


def validity(document, today=TODAY):
    return PolicyDocument.objects.with_validity(today).get(pk=document.pk).validity


# --- Search ------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["201/KH-UBND", "201 kh ubnd", "201/kh-ubnd", "kế hoạch 201"])
def test_a_number_is_found_however_it_is_typed_before_newer_ones_that_cite_it(client, words):
    wanted = PolicyDocumentFactory(number="201/KH-UBND", issued_on=date(2020, 12, 23))
    citing = PolicyDocumentFactory(
        issued_on=date(2024, 1, 1), full_text="Thay thế Kế hoạch 201/KH-UBND của tỉnh"
    )

    found = list(client.get("/van-ban/", {"q": words}).context["documents"])

    assert found[0] == wanted
    assert citing in found[1:] or words == "kế hoạch 201"


@pytest.mark.parametrize("words", ["7/2022/NQ-HĐND", "07/2022", "nghị quyết 7/2022"])
def test_a_number_is_found_with_and_without_its_zero(client, words):
    document = PolicyDocumentFactory(number="07/2022/NQ-HĐND", kind="NQ")

    assert list(client.get("/van-ban/", {"q": words}).context["documents"]) == [document]


def test_words_inside_the_file_are_found_and_shown_with_marks(client):
    document = PolicyDocumentFactory(full_text="Điều 4. Hỗ trợ <b>sở hữu trí tuệ</b> cho dự án")
    PolicyDocumentFactory(full_text="Điều khác")

    response = client.get("/van-ban/", {"q": "so huu tri tue"})

    assert list(response.context["documents"]) == [document]
    assertContains(response, "<mark>sở</mark> <mark>hữu</mark> <mark>trí</mark> <mark>tuệ</mark>")
    assertNotContains(response, "<b>sở")


def test_a_hit_in_number_or_subject_alone_needs_no_excerpt(client):
    PolicyDocumentFactory(subject="Hỗ trợ phụ nữ")

    assertNotContains(client.get("/van-ban/", {"q": "phu nu"}), "<mark>")


def test_lists_without_words_load_no_text(client, django_assert_num_queries):
    document = PolicyDocumentFactory(full_text="x" * 100)

    row = next(iter(client.get("/van-ban/").context["documents"]))

    assert row == document
    assert {"full_text", "folded"} <= row.get_deferred_fields()


def test_a_field_narrows_the_list(client):
    topic = DocumentTopicFactory(name="Phụ nữ khởi nghiệp")
    wanted = PolicyDocumentFactory(topic=topic)
    PolicyDocumentFactory()

    response = client.get("/van-ban/", {"linh-vuc": topic.slug})

    assert list(response.context["documents"]) == [wanted]
    assertContains(client.get(wanted.get_absolute_url()), "Phụ nữ khởi nghiệp")


# --- Validity ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, STATUS.UNKNOWN),
        # A day in force that has come proves nothing: nobody looked whether it was repealed.
        ({"effective_on": TODAY - DAY}, STATUS.UNKNOWN),
        ({"status": STATUS.IN_FORCE}, STATUS.IN_FORCE),
        ({"status": STATUS.PARTLY}, STATUS.PARTLY),
        ({"status": STATUS.EXPIRED}, STATUS.EXPIRED),
        ({"status": STATUS.IN_FORCE, "expires_on": TODAY}, STATUS.IN_FORCE),
        ({"status": STATUS.IN_FORCE, "expires_on": TODAY - DAY}, STATUS.EXPIRED),
        ({"status": STATUS.IN_FORCE, "effective_on": TODAY + DAY}, STATUS.NOT_YET),
        ({"status": STATUS.NOT_YET}, STATUS.NOT_YET),
        ({"status": STATUS.NOT_YET, "effective_on": TODAY}, STATUS.IN_FORCE),
    ],
)
def test_validity_follows_the_days_before_what_staff_chose(values, expected):
    assert validity(PolicyDocumentFactory(**values)) == expected


@pytest.mark.parametrize(
    ("kind", "in_force_from", "expected"),
    [
        (RelationKind.REPLACES, TODAY, STATUS.EXPIRED),
        (RelationKind.REPLACES, TODAY + DAY, STATUS.IN_FORCE),
        # Nobody knows when the newer one takes effect: nothing is concluded from it.
        (RelationKind.REPLACES, None, STATUS.IN_FORCE),
        (RelationKind.REPEALS_PART, TODAY, STATUS.PARTLY),
        (RelationKind.AMENDS, TODAY, STATUS.IN_FORCE),
        (RelationKind.GUIDES, TODAY, STATUS.IN_FORCE),
        (RelationKind.BASED_ON, TODAY, STATUS.IN_FORCE),
    ],
)
def test_a_newer_document_ends_an_older_one_on_its_day(kind, in_force_from, expected):
    old = PolicyDocumentFactory(status=STATUS.IN_FORCE)
    new = PolicyDocumentFactory(effective_on=in_force_from)
    DocumentRelationFactory(source=new, target=old, kind=kind)

    assert validity(old) == expected
    assert validity(new) != STATUS.EXPIRED


def test_the_list_filters_by_the_validity_that_it_shows(client):
    ended = PolicyDocumentFactory(status=STATUS.IN_FORCE, expires_on=timezone.localdate() - DAY)
    PolicyDocumentFactory(status=STATUS.IN_FORCE)

    response = client.get("/van-ban/", {"tinh-trang": "expired"})

    assert list(response.context["documents"]) == [ended]
    assertContains(response, "Hết hiệu lực</span>")
    assertContains(response, 'class="doc-expired"')


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"expires_on": date(2025, 12, 31)}, "Hết hiệu lực sau ngày 31/12/2025."),
        ({"status": STATUS.EXPIRED}, "Do cơ quan vận hành Cổng xác định."),
        ({"effective_on": date(2999, 1, 1)}, "Có hiệu lực từ ngày 01/01/2999."),
        ({}, "Chưa được kiểm tra."),
    ],
)
def test_the_page_says_on_what_the_validity_rests(client, values, words):
    assertContains(client.get(PolicyDocumentFactory(**values).get_absolute_url()), words)


# --- Relations and notes -----------------------------------------------------------------------


def test_relations_are_read_from_both_ends(client):
    old = PolicyDocumentFactory(number="143/KH-UBND", issued_on=date(2017, 8, 14))
    new = PolicyDocumentFactory(number="201/KH-UBND", effective_on=date(2021, 1, 1))
    DocumentRelationFactory(source=new, target=old)

    forward, back = client.get(new.get_absolute_url()), client.get(old.get_absolute_url())

    assertContains(forward, "<dt>Thay thế</dt>")
    assertContains(forward, old.get_absolute_url())
    assertContains(back, "<dt>Được thay thế bởi</dt>")
    assertContains(back, "Được thay thế bởi 201/KH-UBND.")
    assertContains(back, new.get_absolute_url())


def test_a_document_neither_relates_to_itself_nor_changes_a_newer_one():
    old, new = PolicyDocumentFactory(), PolicyDocumentFactory(issued_on=date(2025, 1, 1))

    for source, target in ((old, old), (old, new)):
        with pytest.raises(ValidationError) as refused:
            DocumentRelation(source=source, kind=RelationKind.AMENDS, target=target).clean()
        assert set(refused.value.message_dict) == {"target"}

    DocumentRelation(source=new, kind=RelationKind.AMENDS, target=old).full_clean()


def test_correction_notes_stand_on_the_page_newest_first(client):
    document = PolicyDocumentFactory()
    DocumentCorrectionFactory(document=document, corrected_on=date(2021, 1, 5), text="Lần đầu")
    DocumentCorrectionFactory(
        document=document, corrected_on=date(2022, 3, 1), text="Lần sau", basis="Công văn 12"
    )

    html = client.get(document.get_absolute_url()).content.decode()

    assert html.index("Lần sau") < html.index("Công văn 12") < html.index("Lần đầu")
    assert "05/01/2021" in html


def test_a_note_is_not_dated_ahead():
    note = DocumentCorrectionFactory.build(corrected_on=timezone.localdate() + DAY)

    with pytest.raises(ValidationError):
        note.clean()


def test_the_page_names_articles_and_offers_that_rest_on_the_document(client):
    document = PolicyDocumentFactory(number="201/KH-UBND", issued_on=date(2020, 12, 23))
    citing = ArticleFactory(
        state="published", body="<p>Theo Kế hoạch 201/KH-UBND ngày 23/12/2020.</p>"
    )
    other_year = ArticleFactory(
        state="published", body="<p>Kế hoạch 201/KH-UBND ngày 05/01/2024.</p>"
    )
    offer = SupportOfferFactory(document=document)
    draft = SupportOfferFactory(document=document, is_published=False)
    index.rebuild()

    response = client.get(document.get_absolute_url())

    assertContains(response, citing.get_absolute_url())
    assertNotContains(response, other_year.get_absolute_url())
    assertContains(response, offer.get_absolute_url())
    assertNotContains(response, draft.get_absolute_url())
    assertContains(client.get(citing.get_absolute_url()), f'href="{document.get_absolute_url()}"')
    assertNotContains(client.get(other_year.get_absolute_url()), document.get_absolute_url())


# --- Administration ----------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


def form_of(document, **values):
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    sets = {
        f"{prefix}-{name}": value
        for prefix in ("relations", "corrections")
        for name, value in empty.items()
    }
    return {
        "kind": document.kind,
        "number": document.number,
        "subject": document.subject,
        "issuer": document.issuer,
        "issued_on": f"{document.issued_on:%d/%m/%Y}",
        "status": document.status,
        "slug": document.slug,
        "full_text": document.full_text,
        **sets,
        **values,
    }


def change(client, document, **values):
    url = reverse("admin:ecosystem_policydocument_change", args=[document.pk])
    response = client.post(url, form_of(document, **values))
    assert response.status_code == 302, response.context["errors"]
    document.refresh_from_db()


def test_an_uploaded_file_is_read_in_the_background(client, editor):
    document = PolicyDocumentFactory()

    change(client, document, file=SimpleUploadedFile("a.pdf", pdf_bytes()))

    assert document.text_state == TextState.WAITING
    job = BackgroundJob.objects.get()
    assert job.params == {"document": document.pk, "file": document.file.name}


def test_typed_words_are_found_kept_with_a_new_file_and_stay_out_of_the_log(client, editor):
    document = PolicyDocumentFactory()

    change(client, document, full_text="Điều 1. Hợp tác xã")
    change(client, document, file=SimpleUploadedFile("a.pdf", pdf_bytes()))

    assert (document.text_state, document.full_text) == (TextState.TYPED, "Điều 1. Hợp tác xã")
    assert list(PolicyDocument.objects.search("hop tac xa")) == [document]
    assert not BackgroundJob.objects.exists()
    assert all("full_text" not in row.changes for row in LogEntry.objects.all())


def test_saving_another_field_leaves_the_words_that_were_read(client, editor):
    document = PolicyDocumentFactory(
        file="van-ban/a.pdf", full_text="Điều 1\nĐiều 2", text_state=TextState.READ
    )

    # Browsers end lines otherwise, and a form from before the reading holds no words at all.
    change(client, document, full_text="Điều 1\r\nĐiều 2", signer="Nguyễn Văn A")
    without_words = form_of(document, signer="Trần Thị B")
    del without_words["full_text"]
    url = reverse("admin:ecosystem_policydocument_change", args=[document.pk])
    client.post(url, without_words)

    document.refresh_from_db()
    assert document.signer == "Trần Thị B"
    assert (document.text_state, document.full_text) == (TextState.READ, "Điều 1\nĐiều 2")


def test_nobody_types_while_the_file_is_read(client, editor):
    document = PolicyDocumentFactory(file="van-ban/a.pdf", text_state=TextState.WAITING)
    url = reverse("admin:ecosystem_policydocument_change", args=[document.pk])

    assertNotContains(client.get(url), 'name="full_text"')
    change(client, document, full_text="Gõ chen ngang")

    assert document.full_text == ""


def test_a_file_that_is_taken_away_takes_its_words_along(client, editor):
    document = PolicyDocumentFactory(
        file="van-ban/a.pdf", full_text="Lời cũ", text_state=TextState.READ
    )

    change(client, document, **{"file-clear": "on"})

    assert (document.text_state, document.full_text) == (TextState.NONE, "")


def test_files_of_a_list_are_read_and_refusals_are_told(client, editor):
    with_file = PolicyDocumentFactory(file="van-ban/a.pdf")
    without = PolicyDocumentFactory()

    response = client.post(
        reverse("admin:ecosystem_policydocument_changelist"),
        {"action": "read_files", "_selected_action": [with_file.pk, without.pk]},
        follow=True,
    )

    told = [str(message) for message in response.context["messages"]]
    assert BackgroundJob.objects.get().params["document"] == with_file.pk
    assert f"{without}: Văn bản chưa có tệp" in told


def test_relations_and_notes_are_entered_with_the_document(client, editor):
    old = PolicyDocumentFactory()
    document = PolicyDocumentFactory(issued_on=date(2025, 1, 1))

    change(
        client,
        document,
        **{
            "relations-TOTAL_FORMS": 1,
            "relations-0-kind": "replaces",
            "relations-0-target": old.pk,
            "corrections-TOTAL_FORMS": 1,
            "corrections-0-corrected_on": "05/02/2025",
            "corrections-0-text": "Điều 2: sửa năm",
        },
    )

    assert document.relations.get().target == old
    assert document.corrections.get().created_by == editor
    page = client.get(reverse("admin:ecosystem_policydocument_change", args=[old.pk]))
    assertContains(page, "Được thay thế bởi")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_a_note_once_entered_is_neither_changed_nor_deleted(client, role):
    client.force_login(UserFactory(roles=[role]))
    note = DocumentCorrectionFactory(text="Bản gốc")

    change(
        client,
        note.document,
        **{
            "corrections-TOTAL_FORMS": 1,
            "corrections-INITIAL_FORMS": 1,
            "corrections-0-id": note.pk,
            "corrections-0-document": note.document_id,
            "corrections-0-corrected_on": "05/01/2021",
            "corrections-0-text": "Sửa lén",
            "corrections-0-DELETE": "on",
        },
    )

    assert DocumentCorrection.objects.get().text == "Bản gốc"


def test_the_changelist_costs_the_same_for_one_row_and_three(
    client, editor, django_assert_num_queries
):
    url = reverse("admin:ecosystem_policydocument_changelist")
    PolicyDocumentFactory(full_text="Lời")
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)
    PolicyDocumentFactory.create_batch(2, full_text="Lời")
    with django_assert_num_queries(12):
        client.get(url)
