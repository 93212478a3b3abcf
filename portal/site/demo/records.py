"""The record of one project in the demo: everything that can stand on a time line stands on its."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from contests.models import Application, Award
from ecosystem.domain.milestones import TOLD, confirm_milestone, tell_milestone
from ecosystem.domain.profile_consents import publish
from ecosystem.enums import BookingState, MilestoneKind, StartupStage
from ecosystem.models import Booking, Milestone, Startup
from news.enums import ArticleKind, ArticleState
from news.models import Article, Category

if TYPE_CHECKING:
    from portal.models import User

NOTE = "Dữ liệu minh họa"
BOOKINGS = 6
# kind, years ago, month, what, number, by whom, confirmed
MILESTONES = (
    (MilestoneKind.PROTOTYPE, 3, 9, "Làm thử sản phẩm đầu tiên", None, "", False),
    (
        MilestoneKind.COURSE,
        2,
        5,
        "Lớp tập huấn “Nâng cao năng lực hệ sinh thái khởi nghiệp”",
        None,
        "Sở Khoa học và Công nghệ",
        True,
    ),
    (MilestoneKind.FIRST_SALE, 2, 11, "Đơn hàng đầu tiên từ khách ngoài tỉnh", None, "", False),
    (MilestoneKind.COMPANY, 1, 3, "Thành lập hợp tác xã", None, "", True),
    (MilestoneKind.OCOP, 1, 10, "Sản phẩm đạt 3 sao OCOP", 3, "Ủy ban nhân dân xã", True),
    (MilestoneKind.JOBS, 1, None, "Việc làm thường xuyên tại xã", 7, "", False),
)


def startup_of(owner: User) -> Startup:
    """The project of ``owner``, named after the entry that won; shown to nobody until it agrees."""
    found = Startup.objects.filter(owner=owner).first()
    if found is not None:
        return found
    won = _won_by(owner)
    return Startup.objects.create(
        name=f"{won.title if won else 'Dự án'} (minh họa)",
        summary="Dự án minh họa: đoạt giải của cuộc thi, nay tìm cố vấn và vốn để lớn lên.",
        stage=StartupStage.SELLING,
        field=won.field if won else None,
        locality=won.locality if won else None,
        owner=owner,
        source=NOTE,
    )


def make(owner: User, *, staff: User) -> bool:
    """Fill the record of ``owner``'s project, once; return whether something was made."""
    if Milestone.objects.exists():
        return False
    startup = startup_of(owner)
    won = _won_by(owner)
    if won is not None:
        Application.objects.filter(pk=won.pk).update(startup=startup)
    publish(startup, owner=owner)
    startup.save()
    _milestones(startup, owner, staff)
    _bookings(startup, owner)
    _story(startup)
    return True


def _won_by(owner: User) -> Application | None:
    awards = Award.objects.standing().filter(application__owner=owner)
    award = awards.select_related("application__field", "application__locality").first()
    return award.application if award else None


def _milestones(startup: Startup, owner: User, staff: User) -> None:
    year = timezone.localdate().year
    for kind, back, month, title, number, giver, is_confirmed in MILESTONES:
        told = (kind, year - back, month, title, number, giver, "", True)
        milestone = tell_milestone(startup, dict(zip(TOLD, told, strict=True)), actor=owner)
        if is_confirmed:
            confirm_milestone(milestone, actor=staff)


def _bookings(startup: Startup, owner: User) -> None:
    """A few of the space's past bookings become the project's own."""
    used = Booking.objects.filter(state=BookingState.USED, startup=None)
    chosen = list(used.order_by("-starts_at").values_list("pk", flat=True)[:BOOKINGS])
    Booking.objects.filter(pk__in=chosen).update(startup=startup, holder=owner)


def _story(startup: Startup) -> None:
    Article.objects.create(
        kind=ArticleKind.STORY,
        title=f"Từ bài dự thi đến hợp tác xã: {startup.name}",
        lead="Bài viết minh họa: một dự án đoạt giải đã đi tiếp ra sao sau cuộc thi.",
        body="<p>Bài viết này chỉ để minh họa cách cổng nối câu chuyện với hồ sơ của dự án.</p>",
        category=Category.objects.get(slug="guong-khoi-nghiep"),
        startup=startup,
        source=NOTE,
        state=ArticleState.PUBLISHED,
        published_at=timezone.now() - timedelta(days=40),
    )
