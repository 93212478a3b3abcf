"""Invented mentors, and the requests of a demo project in every state that people meet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from ecosystem.domain.experts import set_listing_on_paper
from ecosystem.domain.profiles import set_stages
from ecosystem.enums import (
    ConnectionPurpose,
    ConnectionState,
    ContactWay,
    ExpertKind,
    StartupStage,
)
from ecosystem.models import ConnectionRequest, Expert, Field, Startup, SupportKind
from portal.models import User
from portal.site.demo import records
from portal.site.demo.people import DOMAIN, first_applicant

IDEA, PROTOTYPE, SELLING = StartupStage.IDEA, StartupStage.PROTOTYPE, StartupStage.SELLING
EXPERTS: tuple[dict[str, Any], ...] = (
    {
        "name": "Nông Thị Hải Yến",
        "kind": ExpertKind.MENTOR,
        "position": "Chủ cơ sở chế biến nông sản",
        "summary": "Đồng hành với dự án nông nghiệp từ mẫu thử đến lô hàng đầu tiên.",
        "fields": ["nong-nghiep", "che-bien-nong-lam-san"],
        "supports": ["co-van-huong-dan", "ket-noi-thi-truong"],
        "stages": [PROTOTYPE, SELLING],
        "languages": ["vi", "tay-nung"],
        "hours_a_month": 6,
    },
    {
        "name": "Lương Minh Đức",
        "kind": ExpertKind.MENTOR,
        "position": "Chuyên gia du lịch cộng đồng",
        "summary": "Giúp nhóm làm du lịch bản làng tính giá, đón khách, bán hàng trực tuyến.",
        "fields": ["du-lich", "dich-vu"],
        "supports": ["co-van-huong-dan", "truyen-thong"],
        "stages": [IDEA, PROTOTYPE],
        "languages": ["vi", "en"],
        "hours_a_month": 4,
    },
    {
        "name": "Triệu Quang Phong",
        "kind": ExpertKind.TRAINER,
        "position": "Giảng viên quản trị kinh doanh",
        "summary": "Dạy lập kế hoạch kinh doanh và thuyết trình gọi vốn.",
        "fields": ["nong-nghiep", "thuong-mai-logistics"],
        "supports": ["dao-tao-tap-huan"],
        "stages": [IDEA, PROTOTYPE, SELLING],
        "languages": ["vi", "zh"],
        "hours_a_month": 10,
    },
    {
        "name": "Vi Thu Hạnh",
        "kind": ExpertKind.INVESTOR,
        "position": "Nhà đầu tư cá nhân",
        "summary": "Tìm dự án chế biến sâu đã có khách hàng.",
        "fields": ["che-bien-nong-lam-san"],
        "supports": ["ket-noi-dau-tu", "von-tai-tro"],
        "stages": [SELLING],
        "languages": ["vi", "en"],
        "ticket_min": 100_000_000,
        "ticket_max": 1_000_000_000,
    },
)
MESSAGE = (
    "Nhóm đã làm thử và có những khách hàng đầu tiên ở chợ phiên. "
    "Nhóm cần người đi trước góp ý về quy trình và cách mở rộng ra ngoài tỉnh."
)
# Whom (by place), what for, in which state, and how many days ago it was sent.
REQUESTS = (
    (0, ConnectionPurpose.MENTORING, ConnectionState.IN_PROGRESS, 12),
    (1, ConnectionPurpose.ADVICE, ConnectionState.ACCEPTED, 4),
    (3, ConnectionPurpose.CAPITAL, ConnectionState.RECEIVED, 1),
)


def make(*, staff: User) -> int:
    """Make the experts and the requests where there are none; return how many experts."""
    if Expert.objects.exists():
        return 0
    experts = [_expert(number, dict(values), staff) for number, values in enumerate(EXPERTS, 1)]
    startup = records.startup_of(first_applicant())
    for place, purpose, state, days in REQUESTS:
        _request(startup, experts[place], purpose, state, timezone.now() - timedelta(days=days))
    return len(experts)


def _expert(number: int, values: dict[str, Any], staff: User) -> Expert:
    fields, supports = values.pop("fields"), values.pop("supports")
    stages = values.pop("stages")
    expert = Expert(email=f"covan{number}@{DOMAIN}", is_demo=True, **values)
    expert.full_clean(exclude=["slug"])
    expert.save()
    expert.fields.set(Field.objects.filter(slug__in=fields))
    expert.supports.set(SupportKind.objects.filter(slug__in=supports))
    set_stages(expert, stages)
    set_listing_on_paper(expert, is_listed=True, actor=staff)
    return expert


def _request(startup: Startup, expert: Expert, purpose: str, state: str, sent: Any) -> None:
    is_passed_on = state != ConnectionState.RECEIVED
    is_connected = state == ConnectionState.IN_PROGRESS
    request = ConnectionRequest.objects.create(
        startup=startup,
        founder=startup.owner,
        expert=expert,
        purpose=purpose,
        message=MESSAGE,
        contact_way=ContactWay.EMAIL,
        founder_contact=startup.owner.email,
        asked_contact=expert.email if is_connected else "",
        state=state,
        due_on=(sent + timedelta(days=30 if is_connected else 7)).date(),
        relayed_at=sent + timedelta(days=1) if is_passed_on else None,
        answered_at=sent + timedelta(days=3) if is_connected else None,
    )
    ConnectionRequest.objects.filter(pk=request.pk).update(created_at=sent)
