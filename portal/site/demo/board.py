"""Two invented projects that everybody sees, and their posts on the board in every state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from ecosystem.domain.profile_consents import publish
from ecosystem.enums import (
    ConnectionPurpose,
    ConnectionState,
    ContactWay,
    PostIntent,
    PostState,
    StartupStage,
)
from ecosystem.models import BoardPost, ConnectionRequest, Field, Locality, Startup
from portal.models import User

NEED, OFFER = PostIntent.NEED, PostIntent.OFFER
PROJECTS: tuple[dict[str, Any], ...] = (
    {
        "name": "Mật ong bạc hà vùng cao (minh họa)",
        "summary": "Mật ong của mười hộ nuôi ong, đóng chai tại xã.",
        "stage": StartupStage.SELLING,
    },
    {
        "name": "Xưởng sấy nông sản Bắc Sơn (minh họa)",
        "summary": "Sấy lạnh nông sản theo mẻ nhỏ cho các nhóm chưa có máy.",
        "stage": StartupStage.COMPANY,
    },
)
# Which project, need or offer, kind, title, text, state, shown for so many days more.
POSTS: tuple[tuple[int, str, str, str, str, str, int], ...] = (
    (
        0,
        NEED,
        ConnectionPurpose.OFFTAKE,
        "Tìm nơi bao tiêu mật ong vụ đông",
        (
            "Mười hộ có khoảng 800 lít mật ong bạc hà từ tháng 11 đến tháng 2, đã kiểm nghiệm. "
            "Nhóm cần bên bao tiêu từ 200 lít mỗi tháng, giao tại xã."
        ),
        PostState.PUBLISHED,
        45,
    ),
    (
        0,
        NEED,
        ConnectionPurpose.MENTORING,
        "Tìm cố vấn về bao bì và nhãn hàng",
        "Sản phẩm đã bán ở chợ phiên, nay cần nhãn đúng quy định để vào cửa hàng đặc sản.",
        PostState.PUBLISHED,
        5,
    ),
    (
        1,
        OFFER,
        ConnectionPurpose.PLACE,
        "Nhận sấy thử nông sản theo mẻ nhỏ",
        "Xưởng còn trống máy sấy lạnh hai ngày mỗi tuần, nhận từ 20 kg mỗi mẻ, hướng dẫn tại chỗ.",
        PostState.PUBLISHED,
        90,
    ),
    (
        1,
        OFFER,
        ConnectionPurpose.TRADE,
        "Chia sẻ chuyến xe hàng về Hà Nội mỗi tuần",
        "Xe tải nhỏ chạy thứ Năm, còn khoảng một phần ba chỗ, phù hợp hàng khô đóng thùng.",
        PostState.PUBLISHED,
        60,
    ),
    (
        1,
        NEED,
        ConnectionPurpose.CAPITAL,
        "Tìm nhà đầu tư cho máy sấy thứ hai",
        "Xưởng đã kín lịch ba tháng liền. Cần vốn mua thêm một máy, sẵn sàng cung cấp sổ sách.",
        PostState.RECEIVED,
        60,
    ),
    (
        0,
        NEED,
        ConnectionPurpose.OTHER,
        "Cần hỗ trợ gấp",
        "Nhóm cần được hỗ trợ.",
        PostState.REFUSED,
        30,
    ),
    (
        0,
        NEED,
        ConnectionPurpose.PLACE,
        "Cần phòng họp nhóm mỗi tháng một lần",
        "Cần chỗ cho mười hai người, một buổi chiều mỗi tháng.",
        PostState.CLOSED,
        20,
    ),
    (
        1,
        NEED,
        ConnectionPurpose.MARKET,
        "Tìm cửa hàng bày bán hồng sấy dịp Tết",
        "Hồng sấy đóng gói 300 g, đặt hàng trước hai tuần.",
        PostState.EXPIRED,
        -10,
    ),
    (
        1,
        OFFER,
        ConnectionPurpose.TECHNOLOGY,
        "Cho mượn máy đóng gói hút chân không",
        "Máy đã hỏng, nhóm rút tin.",
        PostState.WITHDRAWN,
        40,
    ),
)
REASON = "Tin chưa nói rõ nhóm cần gì. Đề nghị ghi cụ thể rồi gửi lại."
# Posts (by place) that the other project answered, and how far each answer is.
ANSWERS = ((0, ConnectionState.RECEIVED), (2, ConnectionState.DONE))


def make() -> int:
    """Make the projects and their posts where there are none; return how many posts."""
    if BoardPost.objects.exists():
        return 0
    projects = [_project(dict(values), User.objects.get(email=email)) for values, email in _owned()]
    posts = [_post(projects, *row) for row in POSTS]
    for place, state in ANSWERS:
        _answer(posts[place], projects, state)
    return len(posts)


def _owned() -> list[tuple[dict[str, Any], str]]:
    emails = User.objects.filter(email__startswith="thisinh").order_by("pk")
    return list(zip(PROJECTS, emails.values_list("email", flat=True)[: len(PROJECTS)], strict=True))


def _project(values: dict[str, Any], owner: User) -> Startup:
    startup = Startup.objects.create(
        owner=owner,
        field=Field.objects.filter(slug="nong-nghiep").first(),
        source="Dữ liệu minh họa",
        verified_on=timezone.localdate(),
        **values,
    )
    publish(startup, owner=owner)
    startup.save()
    return startup


def _post(
    projects: list[Startup],
    place: int,
    intent: str,
    kind: str,
    title: str,
    text: str,
    state: str,
    days: int,
) -> BoardPost:
    startup, now = projects[place], timezone.now()
    was_shown = state not in {PostState.RECEIVED, PostState.REFUSED}
    post = BoardPost(
        startup=startup,
        author=startup.owner,
        intent=intent,
        kind=kind,
        title=title,
        text=text,
        field=startup.field,
        locality=Locality.objects.current().order_by("pk").first() if place else None,
        state=state,
        reason=REASON if state == PostState.REFUSED else "",
        last_day=timezone.localdate() + timedelta(days=days),
        published_at=now - timedelta(days=12) if was_shown else None,
        is_demo=True,
    )
    post.full_clean(exclude=["slug"])
    post.save()
    sent = now - timedelta(days=13 if was_shown else 1)
    BoardPost.objects.filter(pk=post.pk).update(created_at=sent)
    return post


def _answer(post: BoardPost, projects: list[Startup], state: str) -> None:
    sender = next(project for project in projects if project != post.startup)
    is_done = state == ConnectionState.DONE
    sent = timezone.now() - timedelta(days=10)
    request = ConnectionRequest.objects.create(
        post=post,
        startup=sender,
        founder=sender.owner,
        purpose=post.kind,
        message="Chúng tôi quan tâm, xin trao đổi thêm về số lượng và thời gian.",
        contact_way=ContactWay.EMAIL,
        founder_contact=sender.owner.email,
        asked_contact=post.author.email if is_done else "",
        state=state,
        due_on=(sent + timedelta(days=3 if not is_done else 30)).date(),
        relayed_at=sent + timedelta(days=1) if is_done else None,
        answered_at=sent + timedelta(days=2) if is_done else None,
    )
    if not is_done:
        sent = timezone.now() - timedelta(days=1)
        ConnectionRequest.objects.filter(pk=request.pk).update(
            due_on=timezone.localdate() + timedelta(days=2)
        )
    ConnectionRequest.objects.filter(pk=request.pk).update(created_at=sent)
