"""An invented problem of a real department of the province, open for solutions and marked as invented."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from contests.domain.challenges import create_challenge
from contests.domain.editions import publish_contest
from contests.models import Contest, OfficialDecision, ProblemStatement, RuleSet
from ecosystem.models import Organization

if TYPE_CHECKING:
    from datetime import datetime

OWNER = "so-cong-thuong"
TITLE = "Truy xuất nguồn gốc nông sản cho hộ sản xuất nhỏ"
SUMMARY = "Nội dung minh họa: bài toán này do Cổng đặt ra làm ví dụ, không phải của Sở."
PROBLEM = {
    "background": "Hộ trồng na, hồng, hồi bán hàng qua thương lái và qua mạng. Sổ ghi chép, nếu có, là sổ giấy; tem truy xuất do từng đơn vị in, mỗi nơi một kiểu.",
    "problem": "Người mua không kiểm tra được hàng có đúng vùng trồng hay không. Hộ làm thật mất giá vì hàng nơi khác lấy tên; hộ nhỏ không đủ người và tiền để làm truy xuất như doanh nghiệp.",
    "requirements": "Hộ ghi được nhật ký bằng điện thoại phổ thông có trình duyệt, kể cả khi mất mạng\nMột lô hàng tạo mã không quá 2 phút\nNgười mua quét mã xem được vùng trồng, ngày thu hoạch\nXuất được dữ liệu theo định dạng mở",
    "data_offered": "Danh sách vùng trồng đã được cấp mã; hai hợp tác xã sẵn sàng dùng thử; cán bộ phối hợp một ngày mỗi tuần.",
    "reward": "Giải pháp được chọn được thí điểm 3 tháng tại hai hợp tác xã. Các bước sau thí điểm do đơn vị ra đề quyết định theo quy định của pháp luật.",
}


def make(*, staff: Any, now: datetime | None = None) -> Contest | None:
    """Make the demonstration once, where the department is among the loaded actors."""
    owner = Organization.objects.filter(slug=OWNER).first()
    if owner is None or Contest.objects.challenges().filter(is_demo=True).exists():
        return None
    now = now or timezone.now()
    contest = create_challenge(TITLE, owner=owner, actor=staff)
    _set_up(contest, now)
    contest.refresh_from_db()
    return publish_contest(contest, actor=staff)


def _set_up(contest: Contest, now: datetime) -> None:
    """Words, dates, contact and the decision that issues the rules."""
    deadline = timezone.localtime(now + timedelta(days=30)).replace(
        hour=17, minute=0, second=0, microsecond=0
    )
    ProblemStatement.objects.filter(contest=contest).update(**PROBLEM)
    decision = OfficialDecision.objects.create(
        contest=contest,
        number="12/TB-MH",
        issued_on=timezone.localdate(now),
        issuer="Đơn vị ra đề (minh họa)",
        signer="Nông Văn Mẫu",
        subject=f"Thông báo bài toán {contest.title}",
    )
    RuleSet.objects.filter(contest=contest).update(decision=decision)
    Contest.objects.filter(pk=contest.pk).update(
        is_demo=True,
        summary=SUMMARY,
        opens_at=now - timedelta(days=3),
        deadline_at=deadline,
        screening_until=(deadline + timedelta(days=10)).date(),
        contact_name="Đầu mối bài toán (minh họa)",
        contact_email="baitoan@khoinghiep.test",
    )
    for round_ in contest.rounds.all():
        round_.scoring_starts_on = (deadline + timedelta(days=11)).date()
        round_.scoring_due_at = deadline + timedelta(days=20)
        round_.save(update_fields=["scoring_starts_on", "scoring_due_at"])
