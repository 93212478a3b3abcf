"""Actors from a spreadsheet: the template, the dry run with its cells, all or nothing."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from pytest_django.asserts import assertContains

from ecosystem.domain.actor_import import apply_import, check_import, plan_rows
from ecosystem.domain.actor_sheet import COLUMNS, SheetError, read_sheet, template_workbook
from ecosystem.models import ActorImport, Organization
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.ecosystem import (
    FieldFactory,
    LocalityFactory,
    OrganizationFactory,
    SupportKindFactory,
)
from tests.factories.files import upload
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

HEADS = ("Tên tác nhân", "Loại tác nhân", "Tóm tắt một dòng")


def sheet(*rows, heads=HEADS):
    book = Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plans(*rows, heads=HEADS):
    return plan_rows(read_sheet(sheet(*rows, heads=heads)))


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


def test_the_template_reads_back_and_lists_what_may_be_chosen(client, editor):
    FieldFactory(name="Du lịch")
    response = client.get(reverse("admin:ecosystem_organization_import_template"))
    book = load_workbook(io.BytesIO(response.content))

    assert [cell.value for cell in book["Tác nhân"][1]] == [column.head for column in COLUMNS]
    assert "Du lịch" in [row[2] for row in book["Danh mục"].values]
    with pytest.raises(SheetError):
        read_sheet(template_workbook())


def test_rows_are_new_changed_or_the_same():
    OrganizationFactory(name="Hiệp hội A", kind="association", summary="Cũ")
    OrganizationFactory(name="Báo B", kind="press", summary="Vẫn thế")

    new, changed, same = plans(
        ("Quỹ C", "Quỹ hỗ trợ khởi nghiệp", "Mới"),
        ("hiệp hội a", None, "Khác"),
        ("Báo B", "báo chí", "Vẫn thế"),
    )

    assert [row.state for row in (new, changed, same)] == ["new", "changed", "same"]
    assert changed.changes == [("Tóm tắt một dòng", "Cũ", "Khác")]
    assert ("Loại tác nhân", "", "Quỹ hỗ trợ khởi nghiệp") in new.changes


def test_every_mistake_names_its_cell():
    heads = (*HEADS, "Thư điện tử cơ quan", "Xã, phường", "Ngày xác minh", "Lĩnh vực")
    found = plans(
        ("A", "Hội kín", "x" * 251, "khong-phai-thu", "xã Không Có", "31/02/2026", "Bay"),
        ("B", None, None),
        (None, "Báo chí", None),
        ("C", "Báo chí", None),
        ("c", "Báo chí", None),
        heads=heads,
    )

    assert [[place for place, _words in row.errors] for row in found] == [
        ["B2", "C2", "D2", "E2", "F2", "G2"],
        ["A3"],
        ["A4"],
        ["A5"],
        ["A6"],
    ]
    assert all(words for row in found for _place, words in row.errors)


@pytest.mark.parametrize(
    "heads", [("Loại tác nhân",), ("Tên tác nhân", "Màu"), ("Tên tác nhân",) * 2]
)
def test_heads_that_are_not_the_templates_are_refused(heads):
    with pytest.raises(SheetError):
        read_sheet(sheet(("x",), heads=heads))


def test_everything_of_a_row_is_written_and_empty_cells_leave_what_is_there(editor):
    support, field = SupportKindFactory(name="Pháp lý"), FieldFactory(name="Du lịch")
    place = LocalityFactory(name="Đông Kinh", kind="ward")
    old = OrganizationFactory(name="Hiệp hội A", address="Số 1", summary="Cũ")
    heads = (*HEADS, "Loại hỗ trợ", "Lĩnh vực", "Giai đoạn phù hợp", "Xã, phường", "Địa chỉ")
    content = sheet(
        (
            "Hiệp hội A",
            None,
            "Mới",
            "phap ly",
            "Du lịch",
            "Ý tưởng; Sản phẩm mẫu",
            "Phường Đông Kinh",
            None,
        ),
        ("Quỹ C", "Quỹ hỗ trợ khởi nghiệp", None, None, None, None, None, "Số 2"),
        heads=heads,
    )

    row = check_import(upload(content, "a.xlsx"), actor=editor)
    assert Organization.objects.count() == 1
    applied = apply_import(row, actor=editor)

    assert (applied.new_count, applied.changed_count, applied.applied_by) == (1, 1, editor)
    old.refresh_from_db()
    assert (old.summary, old.address, old.locality) == ("Mới", "Số 1", place)
    assert list(old.supports.all()) == [support]
    assert list(old.fields.all()) == [field]
    assert [stage.value for stage in old.stages] == ["idea", "prototype"]
    assert Organization.objects.get(name="Quỹ C").slug == "quy-c"


@pytest.mark.parametrize("is_newer", [True, False])
def test_a_day_of_verifying_in_the_sheet_ends_the_question_and_the_known_day_does_not(
    editor, is_newer
):
    known, asked = date(2025, 3, 1), date(2026, 3, 1)
    OrganizationFactory(
        name="Hiệp hội A", verified_on=known, asked_on=asked, stale_on=asked, hidden_on=asked
    )
    heads = (*HEADS, "Ngày xác minh")
    day = date(2026, 4, 1) if is_newer else known
    content = sheet(("Hiệp hội A", None, "Mới", day), heads=heads)

    apply_import(check_import(upload(content, "a.xlsx"), actor=editor), actor=editor)

    row = Organization.objects.get()
    assert (row.summary, row.verified_on) == ("Mới", day)
    marks = {row.asked_on, row.stale_on, row.hidden_on}
    assert marks == ({None} if is_newer else {asked})


def test_nothing_is_written_with_an_error_twice_or_when_the_directory_moved(editor):
    wrong = check_import(upload(sheet(("A", "Báo chí"), ("B", "Không có")), "a.xlsx"), actor=editor)
    right = check_import(upload(sheet(("A", "Báo chí", "Một")), "b.xlsx"), actor=editor)
    with pytest.raises(RefusedError):
        apply_import(wrong, actor=editor)
    OrganizationFactory(name="A", kind="press")
    with pytest.raises(RefusedError):
        apply_import(right, actor=editor)
    assert Organization.objects.count() == 1

    again = check_import(upload(sheet(("A", "Báo chí", "Một")), "b.xlsx"), actor=editor)
    apply_import(again, actor=editor)
    with pytest.raises(RefusedError):
        apply_import(again, actor=editor)


def test_the_pages_check_show_and_apply(client, editor):
    url = reverse("admin:ecosystem_organization_import")
    assertContains(client.get(url), reverse("admin:ecosystem_organization_import_template"))

    refused = client.post(url, {"file": upload(sheet(("x",), heads=("Màu",)), "a.xlsx")})
    assert refused.status_code == 422
    assert not ActorImport.objects.exists()
    response = client.post(
        url, {"file": upload(sheet(("Quỹ C", "Quỹ hỗ trợ khởi nghiệp")), "a.xlsx")}
    )
    plan = response.headers["Location"]
    page = client.get(plan)
    assertContains(page, "Quỹ C")
    assert not Organization.objects.exists()
    client.post(plan)

    assert Organization.objects.get().name == "Quỹ C"
    assertContains(client.get(reverse("admin:ecosystem_actorimport_changelist")), "a.xlsx")


def test_who_only_reads_the_directory_imports_nothing(client):
    client.force_login(UserFactory(roles=[Role.PUBLISHER]))

    assert client.get(reverse("admin:ecosystem_organization_import")).status_code == 403
    assert client.post(reverse("admin:ecosystem_organization_import")).status_code == 403


@pytest.mark.parametrize("rows", [1, 30])
def test_the_dry_run_asks_the_database_as_often_for_many_rows(django_assert_num_queries, rows):
    read = read_sheet(sheet(*((f"Quỹ {n}", "Quỹ hỗ trợ khởi nghiệp") for n in range(rows))))
    OrganizationFactory(name="Quỹ 0", kind="fund")

    with django_assert_num_queries(7):
        plan_rows(read)
