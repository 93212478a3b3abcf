"""Every paper holds what the contest knows, in both formats; who made it is on record."""

import hashlib
import io
from dataclasses import asdict

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from contests.domain import rounds
from contests.domain.award_lives import revoke_award
from contests.domain.official import PaperNotReadyError, make_paper
from contests.domain.official.layouts import laid_out
from contests.domain.official.making import paper_values
from contests.domain.official.ready import OF_A_JUDGE, OF_A_RESULT, OF_AN_EDITION
from contests.domain.official.scores import score_table
from contests.enums import PaperFormat, PaperKind
from contests.models import CouncilMeeting, MadePaper, PaperOffice, RoundResult, ScoreSheet
from portal.audit import SYSTEM
from tests.contests.paper_files import outside_the_margins, pages_of, squeezed, text_of
from tests.contests.papers_world import LONG, approved_final, crowded_final
from tests.contests.rounds import verbs_of
from tests.factories.portal import UserFactory, board_member, judge, secretary
from tests.factories.results import scored_final

pytestmark = pytest.mark.django_db


def made(round_, kind, form=PaperFormat.PDF, *, actor=None):
    judged = round_.panels.first()
    return make_paper(
        round_.contest,
        kind,
        form,
        actor=actor or board_member(),
        round_=None if kind in OF_AN_EDITION else round_,
        judge=judged.members.first().judge if kind in OF_A_JUDGE and judged else None,
    )


def values_of(round_, kind):
    """What goes onto the page when the paper is made."""
    person = round_.panels.first().members.first().judge
    with translation.override(settings.LANGUAGE_CODE):
        return asdict(paper_values(kind, round_.contest, round_, person))


def test_every_row_of_a_crowded_contest_stands_on_every_paper_within_its_margins():
    round_ = approved_final(entries=40, judges=2, criteria=3, prizes=12)
    actor = board_member()
    everybody = {f"LS26-{number:04d}-K" for number in range(1, 41)}

    for kind in PaperKind:
        for form in PaperFormat:
            content = made(round_, kind, form, actor=actor).content
            said = text_of(content)
            if kind in {PaperKind.SUBMISSION, PaperKind.ANNEX, PaperKind.SCRIPT}:
                projects = {row.application.title for row in _awards(round_)}
                assert [title for title in projects if squeezed(title) not in said] == []
            elif kind != PaperKind.DECISION:
                assert {reference for reference in everybody if reference not in said} == set()
            if form == PaperFormat.PDF:
                assert outside_the_margins(kind, values_of(round_, kind)) == [], kind
                assert [p.mediabox.width > p.mediabox.height for p in pages_of(content)] == [
                    kind in {PaperKind.VALID_LIST, PaperKind.SCORE_TABLE}
                ] * len(pages_of(content))
    assert len(_awards(round_)) == 12


def _awards(round_):
    return [award for prize in round_.contest.prizes.all() for award in prize.awards.all()]


def test_twelve_judges_and_ten_criteria_fit_beside_one_another():
    round_ = approved_final(entries=2, judges=12, criteria=10, prizes=1)

    kind = PaperKind.SCORE_TABLE
    said = text_of(made(round_, kind).content)

    assert "GK12" in said
    assert "TC10" in said
    assert outside_the_margins(kind, values_of(round_, kind)) == []


def test_a_word_without_blanks_breaks_instead_of_leaving_its_column():
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)
    application = round_.entries.get().application
    type(application).objects.update(title="Hoahoilangson" * 12, contact_name="Nguyễn" * 20)

    for kind in (PaperKind.VALID_LIST, PaperKind.MINUTES, PaperKind.ANNEX, PaperKind.SCORE_TABLE):
        assert "Hoahoilangson" * 12 in text_of(made(round_, kind).content)
        assert outside_the_margins(kind, values_of(round_, kind)) == [], kind


def test_what_people_typed_is_text_and_never_a_command():
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)
    typed = 'Trà {{ head }} #sys <w:p> & {% if %} "x" \x0b$1$'
    type(round_.entries.get().application).objects.update(title=typed)

    for form in PaperFormat:
        assert squeezed('{{ head }} #sys <w:p> & {% if %} "x"') in text_of(
            made(round_, PaperKind.VALID_LIST, form).content
        )


def test_making_a_paper_leaves_a_line_and_the_fingerprint_of_the_file():
    round_, person = approved_final(entries=1, judges=1, criteria=1, prizes=1), secretary()

    paper = made(round_, PaperKind.MINUTES, PaperFormat.DOCX, actor=person)

    row = MadePaper.objects.get()
    assert (row.kind, row.format, row.round, row.made_by) == ("minutes", "docx", round_, person)
    assert row.sha256 == hashlib.sha256(paper.content).hexdigest()
    assert paper.name == f"bien-ban-hop-hoi-dong-chung-ket-{round_.contest.year}.docx"
    assert verbs_of(round_)[-1] == "make_paper"


@pytest.mark.parametrize("kind", PaperKind)
def test_nobody_outside_of_the_office_makes_a_paper(kind):
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)

    for person in (UserFactory(), judge(), round_.panels.first().members.first().judge):
        with pytest.raises(PermissionDenied):
            made(round_, kind, actor=person)
    assert not MadePaper.objects.exists()


def test_a_paper_that_cannot_be_made_yet_is_refused_and_leaves_nothing():
    round_ = scored_final([90])

    for kind in OF_A_RESULT - OF_A_JUDGE:
        with pytest.raises(PaperNotReadyError):
            made(round_, kind)
    assert not MadePaper.objects.exists()


def test_sheets_need_their_judge_and_a_judge_with_sheets():
    round_ = scored_final([90])

    for person in (None, judge()):
        with pytest.raises(PaperNotReadyError):
            make_paper(
                round_.contest,
                PaperKind.BLANK_SHEETS,
                PaperFormat.PDF,
                actor=board_member(),
                round_=round_,
                judge=person,
            )


def test_a_blank_sheet_tells_no_points_even_when_there_are_some():
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)
    person = round_.panels.first().members.get().judge

    blank = paper_values(PaperKind.BLANK_SHEETS, round_.contest, round_, person)
    filled = paper_values(PaperKind.FILLED_SHEETS, round_.contest, round_, person)

    assert [line.points for line in blank.sheets[0].lines] == [""]
    assert blank.sheets[0].total == ""
    assert filled.sheets[0].total != ""


def test_a_round_that_hides_names_prints_none_on_its_sheets():
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)
    round_.hides_names = True
    person = round_.panels.first().members.get().judge

    sheets = paper_values(PaperKind.BLANK_SHEETS, round_.contest, round_, person)

    assert sheets.sheets[0].authors == ""


def test_the_head_is_the_editions_own_where_the_office_wrote_one():
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)
    usual = text_of(made(round_, PaperKind.SUBMISSION).content)
    PaperOffice.objects.create(
        contest=round_.contest,
        issuer="department",
        body="SỞ THỬ NGHIỆM",
        name="Sở Thử nghiệm",
        place="Đồng Đăng",
        symbol="STN",
        authority="KT. GIÁM ĐỐC",
        signer_title="PHÓ GIÁM ĐỐC",
        signer_name="Vi Văn Ký",
        recipients="Như trên\nLưu: VT",
    )
    own = text_of(made(round_, PaperKind.SUBMISSION, PaperFormat.DOCX).content)

    assert squeezed("SỞ KHOA HỌC VÀ CÔNG NGHỆ") in usual
    assert squeezed("/TTr-SKHCN") in usual
    assert squeezed("SỞ THỬ NGHIỆM") in own
    assert squeezed("/TTr-STN") in own
    assert squeezed("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC") in own
    assert squeezed("- Như trên;- Lưu: VT.") in own


def test_the_annex_names_its_decision_and_the_draft_bears_its_number():
    round_ = approved_final(entries=2, judges=1, criteria=1, prizes=2)

    annex = text_of(made(round_, PaperKind.ANNEX).content)
    decision = text_of(made(round_, PaperKind.DECISION).content)

    assert squeezed("Kèm theo Quyết định số 1234/QĐ-UBND ngày") in annex
    assert squeezed("Tổng cộng: 02 giải") in annex
    assert "45.000.000" in annex
    assert squeezed("Số: 1234/QĐ-UBND") in decision
    assert squeezed("Bốn mươi lăm triệu đồng") in decision


def test_the_script_calls_the_lowest_prize_first_and_names_whom_the_public_may_know():
    round_ = approved_final(entries=3, judges=1, criteria=1, prizes=3)

    said = text_of(made(round_, PaperKind.SCRIPT).content)

    places = [said.index(squeezed(prize)) for prize in ("Giải Ba", "Giải Nhì", "Giải Nhất")]
    assert places == sorted(places)
    assert squeezed("tiền thưởng cho mỗi giải: mười triệu đồng") in said
    # Nobody of this contest agreed to be named.
    assert squeezed(LONG) not in said


def test_the_minutes_say_who_was_away_and_how_it_was_voted():
    round_ = approved_final(entries=1, judges=3, criteria=1, prizes=1)
    open_ = paper_values(PaperKind.MINUTES, round_.contest, round_, None)
    meeting = CouncilMeeting.objects.create(
        round=round_,
        starts_at=timezone.now(),
        place="Hội trường Sở",
        votes_for=2,
        votes_against=0,
        guests="Bà Hoàng Thị Khách",
    )
    meeting.absent.add(round_.panels.first().members.last().judge)

    minutes = paper_values(PaperKind.MINUTES, round_.contest, round_, None)

    assert {member.presence for member in open_.members} == {""}
    assert open_.present == open_.votes_for == "……………"
    assert (minutes.present, minutes.absent) == ("02", "01")
    assert len({member.presence for member in minutes.members}) == 2
    assert (minutes.votes_for, minutes.votes_against) == ("02 phiếu", "0 phiếu")
    assert minutes.guests == ["Bà Hoàng Thị Khách"]


def test_minutes_and_table_say_how_ties_were_broken_and_why_a_rank_was_not_followed():
    round_ = approved_final(entries=2, judges=1, criteria=1, prizes=2)
    RoundResult.objects.filter(rank=1).update(tie_note="Điểm tính mới cao hơn")
    award = _awards(round_)[0]
    type(award).objects.filter(pk=award.pk).update(reason="Đã có sản phẩm")

    for kind in (PaperKind.MINUTES, PaperKind.SCORE_TABLE):
        said = text_of(made(round_, kind).content)
        assert squeezed("Điểm tính mới cao hơn") in said
        assert squeezed(f"{award.application.reference}: Đã có sản phẩm") in said


def test_papers_made_after_a_revocation_tell_of_it_where_the_award_stood():
    round_ = approved_final(entries=2, judges=1, criteria=1, prizes=2)
    rounds.publish_round(round_, actor=SYSTEM)
    award = _awards(round_)[0]
    type(award).objects.filter(pk=award.pk).update(reason="Đã có sản phẩm")
    revoke_award(award, actor=SYSTEM, reason="Sao chép", number="99/QĐ-UBND",
                 issued_on=timezone.localdate(), signer="Hoàng Văn Ký")  # fmt: skip

    for kind in (PaperKind.MINUTES, PaperKind.SCORE_TABLE):
        paper = values_of(round_, kind)
        notes = {row["reference"]: row["note"] for row in paper["rows"]}
        taken = notes.pop(award.application.reference)
        assert taken.startswith("Giải Nhất (")
        assert f"99/QĐ-UBND ngày {timezone.localdate():%d/%m/%Y}" in taken
        assert list(notes.values()) == ["Giải Nhì"]
        assert paper["reasons"] == []


def test_the_table_says_that_a_judge_abstained_and_explains_it_below():
    round_ = crowded_final(entries=2, judges=2, criteria=1, prizes=1)
    sheet = ScoreSheet.objects.first()
    assert not values_of_closed(round_)["has_abstained"]
    rounds.reopen_round(round_, actor=SYSTEM, reason="Thử")
    ScoreSheet.objects.filter(pk=sheet.pk).update(state="abstained", abstain_reason="Ốm")

    table = values_of_closed(round_)

    assert max(total for row in table["rows"] for total in row["totals"]) == "Không chấm"
    assert squeezed("Không chấm: giám khảo") in text_of(made(round_, PaperKind.SCORE_TABLE).content)


def values_of_closed(round_):
    rounds.close_round(round_, actor=SYSTEM)
    round_.refresh_from_db()
    return values_of(round_, PaperKind.SCORE_TABLE)


@pytest.mark.parametrize("kind", PaperKind)
def test_a_paper_costs_the_same_queries_for_one_and_for_three(
    kind, django_assert_num_queries, django_assert_max_num_queries
):
    one = approved_final(entries=1, judges=1, criteria=1, prizes=1)
    three = approved_final(entries=3, judges=3, criteria=2, prizes=3, year=2027)
    people = [round_.panels.first().members.first().judge for round_ in (one, three)]
    with django_assert_max_num_queries(30) as queries:
        paper_values(kind, one.contest, one, people[0])

    with django_assert_num_queries(len(queries)):
        paper_values(kind, three.contest, three, people[1])


def test_no_signature_stands_alone_on_its_page():
    """What is written above goes with it, in the page and in Word."""
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)
    signed = set(PaperKind) - {PaperKind.ANNEX, PaperKind.SCRIPT}

    for kind in signed:
        blocks = laid_out(kind, values_of(round_, kind))["blocks"]
        place = next(n for n, it in enumerate(blocks) if it["kind"] in {"signatures", "judge"})
        above = blocks[place - 1]
        assert above["kind"] == "table" or above["sticky"], kind
        body = Document(io.BytesIO(made(round_, kind, PaperFormat.DOCX).content)).element.body
        block = next(
            table for table in body.tbl_lst if table.tblPr.find(qn("w:tblCaption")) is not None
        )
        kept = block.getprevious()
        line = kept if kept.tag == qn("w:p") else kept.tr_lst[-1].tc_lst[0].p_lst[0]
        assert Paragraph(line, None).paragraph_format.keep_with_next, kind


def test_every_sheet_of_a_judge_is_numbered_from_its_own_first_page():
    round_ = approved_final(entries=2, judges=1, criteria=10, prizes=1)

    for kind in OF_A_JUDGE:
        pages = [page.extract_text() for page in pages_of(made(round_, kind).content)]
        firsts = [text for text in pages if "PHIẾU CHẤM ĐIỂM" in text]
        assert len(firsts) == 2
        assert not [text for text in firsts if text.strip()[0].isdigit()]
        word = Document(io.BytesIO(made(round_, kind, PaperFormat.DOCX).content))
        starts = [section._sectPr.find(qn("w:pgNumType")) for section in word.sections]
        assert [start.get(qn("w:start")) for start in starts] == ["1", "1"]


def test_the_number_of_an_article_is_bold_and_what_it_orders_is_not():
    round_ = approved_final(entries=1, judges=1, criteria=1, prizes=1)

    word = Document(io.BytesIO(made(round_, PaperKind.DECISION, PaperFormat.DOCX).content))

    articles = [line.runs for line in word.paragraphs if line.text.startswith("Điều ")]
    assert [(runs[0].text, runs[0].bold, runs[1].bold) for runs in articles] == [
        (f"Điều {n}. ", True, False) for n in (1, 2, 3)
    ]


def test_a_score_table_writes_both_decimals():
    round_ = scored_final([90, "82.5"])
    rounds.close_round(round_, actor=SYSTEM)

    table = score_table(round_)

    row = table.rows[0]
    assert (row.mean, row.means) == ("86,25", ["25,00", "61,25"])
    assert sorted(row.totals) == ["82,50", "90,00"]
