"""What is readable of results, for whom, and from when on."""

from decimal import Decimal

import pytest

from contests.domain import results, rounds
from contests.domain.consents import consent_scope
from contests.enums import RankBand
from contests.models import Application, ScoreSheet, TeamMember
from portal.audit import SYSTEM
from portal.models import Consent
from portal.models.consent import ConsentPurpose
from tests.factories.ecosystem import FieldFactory, LocalityFactory
from tests.factories.portal import UserFactory
from tests.factories.results import (
    approve,
    award_by_rank,
    published_round,
    scored_final,
    scored_round,
)

pytestmark = pytest.mark.django_db


def consent(application, *, user=None, **kwargs):
    return Consent.objects.create(
        user=user or application.owner,
        purpose=ConsentPurpose.PUBLICATION,
        scope=consent_scope(application),
        text_version="1",
        text="Đồng ý",
        **kwargs,
    )


def application_no(number, **changes):
    Application.objects.filter(number=number).update(**changes)
    return Application.objects.get(number=number)


def test_nothing_is_readable_before_publication():
    round_ = scored_final([90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    award_by_rank(round_)
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_)
    application = application_no(1)
    consent(application)

    assert list(results.published_rounds(round_.contest)) == []
    assert results.award_table(round_.contest) == []
    assert results.advanced_list(round_) == []
    assert results.released_feedback(application) == []


def test_the_table_of_awards_names_who_agreed_to_it():
    round_ = scored_final([90], [80], [70])
    named = application_no(
        1, field=FieldFactory(name="Nông nghiệp"), locality=LocalityFactory(name="Xã Bắc Sơn")
    )
    member = TeamMember.objects.create(application=named, full_name="Nông Văn Hai", role="Kỹ thuật")
    TeamMember.objects.create(application=named, full_name="Lý Thị Ba", role="Kế toán")
    consent(named)
    consent(named, user=UserFactory(), subject=f"member-{member.pk}")
    hidden = application_no(2, locality=LocalityFactory())
    company = application_no(
        3, applicant_type="enterprise", organization_name="HTX Hoa Hồi", contact_name="Người Ký"
    )
    consent(company)

    published_round(round_)
    rows = results.award_table(round_.contest)

    assert [(row.prize, row.project) for row in rows] == [
        ("Giải Nhất", named.title),
        ("Giải Nhì", hidden.title),
        ("Giải Nhì", company.title),
    ]
    assert rows[0].authors == "Hoàng Thị Số 1, Nông Văn Hai"
    assert (rows[0].locality, rows[0].field) == (str(named.locality), str(named.field))
    assert (rows[1].authors, rows[1].locality) == ("", "")
    assert rows[1].reference == hidden.reference
    assert rows[2].authors == "HTX Hoa Hồi"


def test_a_withdrawn_consent_and_a_strangers_consent_name_nobody():
    round_ = scored_final([90], [80])
    consent(application_no(1), withdrawn_at="2026-01-01T00:00Z")
    consent(application_no(2), user=UserFactory())

    published_round(round_)

    assert [row.authors for row in results.award_table(round_.contest)] == ["", ""]


def test_a_winner_disqualified_later_leaves_the_table():
    round_ = scored_final([90], [80])
    published_round(round_)

    application_no(1, state="disqualified")

    assert [row.reference[-6:] for row in results.award_table(round_.contest)] == ["0002-K"]


def test_who_advanced_is_listed_by_reference_number_without_scores():
    round_ = scored_round([70], [90], [10], advance_count=2)
    published = published_round(round_)

    rows = results.advanced_list(published)

    assert [row.reference[-6:] for row in rows] == ["0001-K", "0002-K"]
    assert set(vars(rows[0])) == {"reference", "project", "field"}
    application_no(1, state="disqualified")
    assert len(results.advanced_list(published)) == 1


def test_exports_hold_what_the_pages_show_and_run_nothing():
    round_ = scored_final([90])
    application_no(1, title="=HYPERLINK(1)")
    published_round(round_)

    head, row = results.award_export(results.award_table(round_.contest))

    assert len(head) == len(row) == 6
    assert row[2] == "'=HYPERLINK(1)"


def test_the_list_of_who_advanced_is_exported():
    published = published_round(scored_round([90]))

    rows = results.advanced_export(results.advanced_list(published))

    assert [len(row) for row in rows] == [3, 3]


def test_an_applicant_learns_own_mean_band_and_comments_after_publication():
    round_ = scored_round([90, 80], [70], [60], [50], [], advance_count=1)
    comments = ["Sản phẩm tốt", ""]
    sheets = ScoreSheet.objects.filter(assignment__entry__application__number=1)
    for sheet, comment in zip(sheets, comments, strict=True):
        sheet.comment_for_author = comment
        sheet.note_for_council = "Bí mật"
        sheet.save()
    rounds.close_round(round_, actor=SYSTEM, accept_missing=True, reason="Thiếu phiếu")
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_)
    rounds.publish_round(round_, actor=SYSTEM)

    feedback = results.released_feedback(application_no(1))[0]

    assert feedback.mean == Decimal(85)
    assert feedback.highest == Decimal(100)
    assert feedback.sheet_count == 2
    assert feedback.band is RankBand.TOP_QUARTER
    assert feedback.comments == ("Sản phẩm tốt",)
    bands = [results.released_feedback(application_no(n))[0].band for n in (2, 3, 4, 5)]
    assert bands == [RankBand.UPPER_HALF, RankBand.LOWER_HALF, RankBand.LOWER_HALF, None]
