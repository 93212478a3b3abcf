"""Papers about awards: grouped by family, without revoked awards, with every đồng at its source."""

import pytest
from django.utils import timezone

from contests.domain import awards, rounds
from contests.domain.award_lives import revoke_award
from contests.domain.official import make_paper
from contests.domain.official.making import paper_values
from contests.domain.official.prizes import award_paper, script
from contests.domain.official.ready import hindrance_of
from contests.enums import PaperFormat, PaperIssuer, PaperKind
from contests.models import Award
from portal.audit import SYSTEM
from tests.contests.paper_files import squeezed, text_of
from tests.factories.contests import PrizeFactory, PrizeFamilyFactory
from tests.factories.portal import board_member
from tests.factories.results import approve, results_of, scored_final

pytestmark = pytest.mark.django_db

OF_AWARDS = (PaperKind.SUBMISSION, PaperKind.DECISION, PaperKind.ANNEX, PaperKind.SCRIPT)
DOCUMENT = {"number": "77/QĐ-UBND", "issued_on": timezone.localdate(), "signer": "Nguyễn Văn Ký"}


def final_with_families():
    """The contest's own prizes and two givers, the later one entered first.

    The first of the rank wins a prize of each; the third wins one more than the catalogue has.
    """
    round_ = scored_final([90], [80], [70])
    rounds.close_round(round_, actor=SYSTEM)
    contest = round_.contest
    contest.prizes.all().delete()
    sponsor = PrizeFamilyFactory(
        contest=contest, name="Giải của nhà tài trợ", order=2, follows_rank=False
    )
    department = PrizeFamilyFactory(
        contest=contest, name="Giải của Sở", authority="Giám đốc Sở", order=1
    )
    first = PrizeFactory(
        contest=contest, name="Giải A", amount=30_000_000, funding="Ngân sách tỉnh", order=1
    )
    second = PrizeFactory(
        contest=contest, name="Giải B", amount=20_000_000, funding="Ngân sách tỉnh", order=2
    )
    of_department = PrizeFactory(
        contest=contest, name="Giải C", family=department, amount=4_000_000, order=1
    )
    of_sponsor = PrizeFactory(
        contest=contest,
        name="Giải D",
        family=sponsor,
        amount=5_000_000,
        funding="Nhà tài trợ",
        order=1,
    )
    one, two, three = (row.entry.application for row in results_of(round_))
    for application, prize in (
        (one, of_sponsor),
        (one, of_department),
        (one, first),
        (two, second),
    ):
        awards.propose_award(application, prize, actor=SYSTEM)
    awards.propose_award(
        three,
        second,
        actor=SYSTEM,
        reason="Dự án của thanh niên vùng biên",
        number="55/TB-UBND",
        issued_on=timezone.localdate(),
        signer="Nguyễn Văn Ký",
    )
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_)
    round_.refresh_from_db()
    return round_


def paper_of(round_):
    return award_paper(round_, PaperIssuer.PROVINCE)


def said(round_, kind, form=PaperFormat.PDF):
    paper = make_paper(round_.contest, kind, form, actor=board_member(), round_=round_)
    return text_of(paper.content)


def revoke(round_, name):
    award = Award.objects.get(prize__contest=round_.contest, prize__name=name)
    revoke_award(award, actor=SYSTEM, reason="Sao chép dự án khác", **DOCUMENT)


def test_awards_stand_by_family_in_the_order_of_families_then_prizes():
    paper = paper_of(final_with_families())

    assert [(group.family, [row.prize for row in group.rows]) for group in paper.groups] == [
        ("Giải thưởng của Cuộc thi", ["Giải A", "Giải B", "Giải B"]),
        ("Giải của Sở", ["Giải C"]),
        ("Giải của nhà tài trợ", ["Giải D"]),
    ]
    assert [row.number for group in paper.groups for row in group.rows] == list("12345")
    assert [(group.total, group.amount) for group in paper.groups] == [
        ("03", "70.000.000"),
        ("01", "4.000.000"),
        ("01", "5.000.000"),
    ]
    assert [group.decided_by for group in paper.groups] == ["", "Giám đốc Sở", ""]
    assert paper.rows == [row for group in paper.groups for row in group.rows]


def test_places_left_empty_stand_in_minutes_submission_and_annex():
    round_ = scored_final([90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    first, second = round_.contest.prizes.order_by("order")
    awards.propose_award(results_of(round_)[0].entry.application, first, actor=SYSTEM)
    awards.leave_unawarded(second, actor=SYSTEM, reason="Không đủ dự án đạt mức điểm")
    rounds.propose_round(round_, actor=SYSTEM)
    round_.refresh_from_db()
    line = f"Giải Nhì: để trống {second.quantity:02} giải. Lý do: Không đủ dự án đạt mức điểm"

    for kind in (PaperKind.MINUTES, PaperKind.SUBMISSION, PaperKind.ANNEX):
        assert squeezed(line) in said(round_, kind)


def test_money_is_counted_for_each_source_and_adds_up():
    paper = paper_of(final_with_families())

    assert [(fund.source, fund.total, fund.amount) for fund in paper.funds] == [
        ("Ngân sách tỉnh", "03", "70.000.000"),
        ("……………", "01", "4.000.000"),
        ("Nhà tài trợ", "01", "5.000.000"),
    ]
    assert paper.total_amount == "79.000.000"
    assert paper.total_words == "Bảy mươi chín triệu đồng"


def test_without_any_source_none_is_listed():
    round_ = final_with_families()
    round_.contest.prizes.update(funding="")

    assert paper_of(round_).funds == []


def test_an_award_beyond_the_catalogue_is_named_with_its_reason_and_document():
    round_ = final_with_families()
    paper = paper_of(round_)

    assert len(paper.extras) == 1
    assert "(Giải B): Dự án của thanh niên vùng biên (55/TB-UBND ngày" in paper.extras[0]
    assert paper.reasons == []
    for kind in (PaperKind.SUBMISSION, PaperKind.DECISION, PaperKind.ANNEX):
        for form in PaperFormat:
            assert squeezed("(Giải B): Dự án của thanh niên vùng biên") in said(round_, kind, form)


def test_the_script_reads_the_contests_own_prizes_last_and_the_highest_at_the_end():
    paper = script(final_with_families())

    assert [(group.family, [prize.prize for prize in group.prizes]) for group in paper.groups] == [
        ("Giải của nhà tài trợ", ["Giải D"]),
        ("Giải của Sở", ["Giải C"]),
        ("Giải thưởng của Cuộc thi", ["Giải B", "Giải A"]),
    ]
    assert paper.total == "năm"
    assert [prize.count for prize in paper.groups[2].prizes] == ["hai", "một"]


def test_an_edition_with_its_own_prizes_only_has_no_heading_of_families():
    round_ = final_with_families()
    Award.objects.filter(family__isnull=False).delete()

    assert [group.family for group in paper_of(round_).groups] == [""]
    assert [group.family for group in script(round_).groups] == [""]
    assert "GiảithưởngcủaCuộcthi" not in said(round_, PaperKind.ANNEX)


@pytest.mark.parametrize("kind", OF_AWARDS)
@pytest.mark.parametrize("form", PaperFormat)
def test_every_paper_of_awards_names_the_families(kind, form):
    text = said(final_with_families(), kind, form)

    assert squeezed("Giải của nhà tài trợ") in text
    assert squeezed("Giải của Sở") in text


def test_a_revoked_award_is_on_no_paper_and_in_no_sum():
    round_ = final_with_families()
    rounds.publish_round(round_, actor=SYSTEM)
    revoke(round_, "Giải D")
    round_.refresh_from_db()
    paper = paper_of(round_)

    assert [group.family for group in paper.groups] == ["Giải thưởng của Cuộc thi", "Giải của Sở"]
    assert (paper.total, paper.total_amount) == ("04", "74.000.000")
    assert "Nhà tài trợ" not in [fund.source for fund in paper.funds]
    assert paper_values(PaperKind.SCRIPT, round_.contest, round_, None).total == "bốn"
    for kind in OF_AWARDS:
        assert squeezed("Giải của nhà tài trợ") not in said(round_, kind)


def test_no_paper_of_awards_is_made_once_all_are_revoked():
    round_ = final_with_families()
    assert hindrance_of(PaperKind.ANNEX, round_.contest, round_) == ""
    rounds.publish_round(round_, actor=SYSTEM)
    for award in Award.objects.filter(prize__contest=round_.contest):
        revoke_award(award, actor=SYSTEM, reason="Sao chép", **DOCUMENT)
    round_.refresh_from_db()

    for kind in OF_AWARDS:
        assert hindrance_of(kind, round_.contest, round_) != ""
