"""Signed paper sheets as the secretariat types, checks and settles them."""

from contests.domain import paper_sheets
from contests.domain.paper_sheets import Reading
from contests.models import PaperSheet
from tests.contests.sheets import full
from tests.factories.files import pdf_bytes, upload
from tests.factories.portal import board_member, secretary


def reading(assignment, *points, **words):
    return Reading(written=full(assignment, *points), **words)


def abstention(reason="Ngoài lĩnh vực chuyên môn"):
    return Reading(abstains=True, abstain_reason=reason)


def typed(assignment, written, *, actor=None, **options):
    """Typed, with its scan, and handed over for the check."""
    actor = actor or secretary()
    paper = paper_sheets.keep_scan(
        assignment, actor=actor, uploaded=upload(pdf_bytes(), "phieu.pdf")
    )
    paper_sheets.save_typing(assignment, actor=actor, reading=written, version=paper.version)
    return paper_sheets.hand_in(assignment, actor=actor, **options)


def checked(paper, written, *, actor=None):
    return paper_sheets.check_paper(
        paper, actor=actor or board_member(), reading=written, version=paper.version
    )


def settled(paper, values, *, actor=None, reason="Số 8 được sửa tay, có chữ ký nháy"):
    return paper_sheets.settle_paper(
        paper, actor=actor or board_member(), values=values, reason=reason, version=paper.version
    )


def counted(assignment, *points):
    """A sheet that counts: typed by one, checked by another."""
    paper = typed(assignment, reading(assignment, *points))
    return checked(paper, reading(assignment, *points))


def only():
    return PaperSheet.objects.get()
