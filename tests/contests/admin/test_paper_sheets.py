"""The secretariat types a paper sheet, another one checks it blind, differences are settled."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from contests.domain import judging, paper_sheets
from contests.enums import ApplicationState, PaperSheetState, RoundState, SheetState
from contests.models import PaperSheet, ScoreSheet
from portal.audit import SYSTEM
from portal.models import BackgroundJob
from tests.contests.domain.judging.conftest import scored
from tests.contests.paper_sheets import counted, only, reading, typed
from tests.contests.sheets import criteria_of, full, save, set_round
from tests.factories.contests import AssignmentFactory, PanelFactory, PanelMemberFactory
from tests.factories.files import pdf_bytes, picture_bytes, upload
from tests.factories.portal import board_member, secretary
from tests.factories.portal import judge as a_judge

__all__ = ["scored"]

pytestmark = pytest.mark.django_db

LIST = "admin:contests_papersheet_changelist"


def address(assignment):
    return reverse("admin:contests_papersheet_sheet", args=[assignment.pk])


def boxes(assignment, *points, version=0, step="type", **more):
    pairs = zip(criteria_of(assignment), points, strict=True)
    marks = {f"points_{criterion.pk}": value for criterion, value in pairs}
    return {"step": step, "version": version, "action": "hand_in", **marks, **more}


def test_one_types_another_checks_differences_are_settled_and_the_sheet_counts(scored, client):
    first, second = criteria_of(scored)
    client.force_login(secretary())
    sent = boxes(scored, "18,5", "6", comment_for_author="Tốt")
    answer = client.post(address(scored), {**sent, "uploaded": upload(pdf_bytes(), "phieu.pdf")})
    assert answer.url == reverse("admin:contests_papersheet_code")
    assert 'name="points_' not in client.get(address(scored)).content.decode()

    client.force_login(board_member())
    page = client.get(address(scored)).content.decode()
    assert "18,5" not in page
    assert "Tốt" in page
    sent = boxes(scored, "13,5", "6", step="check", version=3, comment_for_author="Tốt")
    assert client.post(address(scored), sent).url == address(scored)
    assert not ScoreSheet.objects.exists()

    page = client.get(address(scored)).content.decode()
    assert f"points_{first.pk}" in page
    assert f"points_{second.pk}" not in page
    sent = {"step": "settle", "version": only().version, f"points_{first.pk}": "18,5"}
    refused = client.post(address(scored), sent)
    assert refused.status_code == 422
    assert 'value="18,5"' in refused.content.decode()
    assert client.post(address(scored), {**sent, "reason": "Số 8 viết tay"}).url == reverse(LIST)

    assert only().state == PaperSheetState.CHECKED
    assert ScoreSheet.objects.get().state == SheetState.SENT
    record = client.get(reverse("admin:contests_papersheet_change", args=[only().pk]))
    assert "Số 8 viết tay" in record.content.decode()


def test_bad_input_keeps_the_marks_and_the_scan(scored, client):
    client.force_login(secretary())
    sent = boxes(scored, "31", "", uploaded=upload(picture_bytes(), "phieu.png"))

    refused = client.post(address(scored), sent)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="31"' in page
    assert "phieu.png" in page
    assert 'name="version" value="1"' in page
    assert only().scan is not None
    answer = client.post(address(scored), boxes(scored, "21", "6", version=1))
    assert answer.status_code == 302
    assert only().state == PaperSheetState.TYPED


@pytest.mark.parametrize(
    ("more", "box"),
    [
        ({}, "uploaded"),
        ({"uploaded": "txt"}, "uploaded"),
        ({"abstains": "on"}, "abstain_reason"),
        ({"version": "x"}, "version"),
    ],
)
def test_each_refusal_stands_at_its_box(scored, client, more, box):
    client.force_login(secretary())
    if "uploaded" in more:
        more = {"uploaded": upload(b"khong phai pdf", "phieu.pdf")}

    refused = client.post(address(scored), boxes(scored, "5", "6", **{"version": 0, **more}))

    assert refused.status_code == 422
    assert box in refused.context["form"].errors
    assert not PaperSheet.objects.exclude(state=PaperSheetState.TYPING).exists()


def test_an_abstention_on_paper_is_typed_and_checked(scored, client):
    sent = boxes(scored, "", "", abstains="on", abstain_reason="Ngoài lĩnh vực")
    client.force_login(secretary())
    client.post(address(scored), {**sent, "uploaded": upload(pdf_bytes(), "phieu.pdf")})
    client.force_login(secretary())
    assert "Ngoài lĩnh vực" not in client.get(address(scored)).content.decode()
    client.post(address(scored), {**sent, "step": "check", "version": 3})

    assert ScoreSheet.objects.get().state == SheetState.ABSTAINED


def test_a_sheet_begun_on_the_portal_warns_and_asks(scored, client):
    save(scored, full(scored, 3, None))
    client.force_login(secretary())
    assert "replaces_draft" in client.get(address(scored)).content.decode()
    sent = boxes(scored, "5", "6", uploaded=upload(pdf_bytes(), "phieu.pdf"))

    refused = client.post(address(scored), sent)
    assert "replaces_draft" in refused.context["form"].errors
    version = only().version
    client.post(address(scored), boxes(scored, "5", "6", version=version, replaces_draft="on"))

    assert only().state == PaperSheetState.TYPED


def test_what_is_refused_meanwhile_still_stands_on_the_page(scored, client):
    client.force_login(secretary())
    set_round(scored, state=RoundState.CLOSED)

    refused = client.post(address(scored), boxes(scored, "17,5", "6"))

    assert refused.status_code == 422
    assert 'value="17,5"' in refused.content.decode()


def test_a_second_check_of_the_same_sheet_is_told_and_keeps_its_marks(scored, client):
    paper = typed(scored, reading(scored, 5, 6))
    paper_sheets.check_paper(
        paper, actor=secretary(), reading=reading(scored, 5, 7), version=paper.version
    )
    client.force_login(board_member())

    late = client.post(address(scored), boxes(scored, "5", "6,5", step="check", version=3))

    assert late.status_code == 422
    assert 'value="6,5"' in late.content.decode()
    assert only().state == PaperSheetState.DIFFERS


def test_the_code_opens_exactly_its_sheet_and_a_wrong_one_is_told(scored, client):
    client.force_login(secretary())
    page = reverse("admin:contests_papersheet_code")

    found = client.post(page, {"code": paper_sheets.sheet_address(scored)})
    wrong = client.post(page, {"code": "Q-17"})

    assert found.url == address(scored)
    assert wrong.status_code == 422
    assert "code" in wrong.context["form"].errors


def test_strangers_read_nothing_of_paper_sheets(scored, client):
    paper = typed(scored, reading(scored, 5, 6))
    pages = [
        reverse("admin:contests_papersheet_code"),
        address(scored),
        reverse("admin:contests_papersheet_scan", args=[paper.pk]),
    ]
    client.force_login(a_judge(is_staff=True))
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    client.force_login(board_member())
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


def test_the_record_tells_no_mark_before_the_check(scored, client):
    paper = typed(scored, reading(scored, "17.25", 6))
    client.force_login(board_member())
    record = reverse("admin:contests_papersheet_change", args=[paper.pk])
    assert "17,25" not in client.get(record).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    scored, client, django_assert_num_queries, rows
):
    for _n in range(rows):
        other = AssignmentFactory(entry__round=scored.entry.round)
        counted(other, 5, 6)
    client.force_login(secretary())
    client.get(reverse(LIST))
    with django_assert_num_queries(9):
        assert client.get(reverse(LIST)).status_code == 200


def test_the_filter_of_the_board_shows_what_the_reader_may_do(scored, client):
    clerk = secretary()
    typed(scored, reading(scored, 5, 6), actor=clerk)
    shown = f"{reverse(LIST)}?waiting=typed"

    counts = []
    for person in (clerk, secretary()):
        client.force_login(person)
        counts.append(client.get(shown).context["cl"].result_count)

    assert counts == [0, 1]


@pytest.mark.parametrize(
    ("case", "why"),
    [("conflict", "xung đột lợi ích"), ("gone", "hồ sơ đã rời cuộc thi")],
)
def test_what_lapsed_leaves_the_list_of_what_waits_and_says_why(scored, client, case, why):
    paper = typed(scored, reading(scored, 5, 6))
    application = scored.entry.application
    if case == "conflict":
        judging.declare_conflict(application, judge=scored.judge, actor=SYSTEM, reason="Cùng nhà")
    else:
        type(application).objects.update(state=ApplicationState.WITHDRAWN)
    client.force_login(board_member())

    found = {
        state: client.get(reverse(LIST), {"state": state}).context["cl"].result_count
        for state in ("typed", "lapsed")
    }

    assert found == {"typed": 0, "lapsed": 1}
    assertContains(client.get(reverse(LIST)), why)
    record = reverse("admin:contests_papersheet_change", args=[paper.pk])
    assertContains(client.get(record), why)


def test_a_pack_is_asked_for_a_whole_panel_and_single_judges_each_once(scored, client):
    round_ = scored.entry.round
    other, alone = (AssignmentFactory(entry=scored.entry).judge for _n in range(2))
    panel = PanelFactory(round=round_)
    for judge in (scored.judge, other):
        PanelMemberFactory(panel=panel, judge=judge)
    client.force_login(secretary())
    page = reverse("admin:contests_round_print_pack", args=[round_.pk])

    shown = client.get(page)
    assertContains(shown, f"{panel.name}: {scored.judge}, {other}")
    # a single box and its words stand on one line
    assertContains(shown, '<div class="checkbox-line"><input type="checkbox" name="with_files"')
    assert client.post(page, {}).context["form"].errors.keys() == {"judges"}
    client.post(page, {"panels": [panel.pk], "judges": [scored.judge.pk, alone.pk]})

    job = BackgroundJob.objects.get()
    assert job.params["judges"] == sorted([scored.judge.pk, other.pk, alone.pk])


def test_the_page_says_whose_the_marks_of_an_unlocked_sheet_are(scored, client):
    counted(scored, 5, 6)
    judging.unlock_sheet(scored, actor=secretary(), reason="Quét nhầm trang")
    client.force_login(secretary())

    page = client.get(address(scored))

    assert (page.context["has_draft"], page.context["holds_paper"]) == (False, True)
    assertContains(page, "không phải bản nháp của giám khảo")
