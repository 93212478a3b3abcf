"""A paper sheet of the demo that one secretary typed and another has to read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contests.domain import paper_sheets
from contests.domain.judging import SheetEntry
from contests.domain.judging.sheets import criteria_of
from contests.models import Assignment
from portal.models import User
from portal.site.demo import people
from portal.site.demo.applications import sample_upload

if TYPE_CHECKING:
    from contests.models import PaperSheet, Round

COMMENT = "Đã xem sản phẩm mẫu tại buổi làm việc; nên ghi rõ giá thành. (Dữ liệu minh họa)"


def make_typed(round_: Round) -> PaperSheet | None:
    """Type the first sheet that nobody has sent, by the real steps; None when all are sent."""
    rows = Assignment.objects.standing().filter(entry__round=round_, sheet=None)
    assignment = rows.select_related("entry__round", "entry__application").order_by("pk").first()
    if assignment is None:
        return None
    typist = User.objects.get(email=f"thuky@{people.DOMAIN}")
    scan = sample_upload("phieu-cham-da-ky.pdf", "Phiếu chấm điểm đã ký (minh họa)")
    paper = paper_sheets.keep_scan(assignment, actor=typist, uploaded=scan)
    criteria = criteria_of(assignment.entry.round, assignment)
    written = SheetEntry(
        # Whole marks lie on every scale.
        points={criterion.pk: criterion.max_points * 3 // 4 for criterion in criteria},
        comment_for_author=COMMENT,
    )
    paper_sheets.save_typing(
        assignment,
        actor=typist,
        reading=paper_sheets.Reading(written=written),
        version=paper.version,
    )
    return paper_sheets.hand_in(assignment, actor=typist)
