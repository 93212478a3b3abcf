"""Invented support services of two units, and requests for them in every state that people meet."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from ecosystem.domain.profiles import set_stages
from ecosystem.domain.services import CONSENT_VERSION, consent_text, keep_files
from ecosystem.enums import (
    OrganizationKind,
    ServiceKind,
    ServiceOutcome,
    ServiceState,
    StartupStage,
)
from ecosystem.models import (
    Membership,
    Organization,
    PolicyDocument,
    Service,
    ServiceMessage,
    ServiceRequest,
    Startup,
)
from portal import audit
from portal.dates import add_working_days
from portal.models import Consent, User
from portal.models.consent import ConsentPurpose
from portal.site.demo.people import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

ASSOCIATION = "hiep-hoi-doanh-nghiep-tinh-lang-son"
DEPARTMENT = "so-khoa-hoc-va-cong-nghe"
CONTACT = "Văn phòng tiếp nhận trong giờ hành chính (thông tin minh họa)"
IDEA, PROTOTYPE, SELLING, COMPANY = StartupStage

ADVICE, CONTRACT, BRAND = "advice", "contract", "brand"
SERVICES: dict[str, dict[str, Any]] = {
    ADVICE: {
        "name": "Tư vấn pháp lý trong kinh doanh",
        "kind": ServiceKind.LEGAL,
        "summary": "Giải đáp vướng mắc pháp lý khi thành lập, vận hành doanh nghiệp và dự án.",
        "audience": "Dự án khởi nghiệp, doanh nghiệp nhỏ và vừa, hộ kinh doanh của tỉnh",
        "stages": [IDEA, PROTOTYPE, SELLING, COMPANY],
        "what_you_get": "Một buổi trao đổi với người tư vấn\nVăn bản trả lời vướng mắc\nGiới thiệu nơi giải quyết nếu vượt phạm vi hỗ trợ",
        "answer_days": 5,
        "to_attach": "Hợp đồng, giấy tờ liên quan đến vướng mắc (nếu có)",
        "questions": "Doanh nghiệp hoặc hộ kinh doanh đã đăng ký chưa?\nCần trả lời trước ngày nào?",
    },
    CONTRACT: {
        "name": "Góp ý dự thảo hợp đồng mua bán",
        "kind": ServiceKind.LEGAL,
        "summary": "Đọc và góp ý dự thảo hợp đồng với nhà cung cấp, nhà phân phối.",
        "audience": "Dự án đã có sản phẩm bán ra thị trường",
        "stages": [SELLING, COMPANY],
        "what_you_get": "Bản góp ý từng điều khoản\nDanh sách rủi ro cần lưu ý",
        "answer_days": 7,
        "to_attach": "Dự thảo hợp đồng (tệp DOCX hoặc PDF)",
        "questions": "",
    },
    BRAND: {
        "name": "Hướng dẫn đăng ký nhãn hiệu",
        "kind": ServiceKind.PROPERTY,
        "summary": "Hướng dẫn tra cứu, chuẩn bị hồ sơ đăng ký nhãn hiệu cho sản phẩm.",
        "audience": "Dự án có sản phẩm mang tên riêng",
        "stages": [PROTOTYPE, SELLING],
        "what_you_get": "Hướng dẫn tra cứu nhãn hiệu trùng\nRà soát hồ sơ trước khi nộp",
        "answer_days": 5,
        "to_attach": "Mẫu nhãn hiệu (tệp ảnh)",
        "questions": "Sản phẩm thuộc nhóm nào?",
    },
}
WORDS = {
    ADVICE: (
        "Đăng ký kinh doanh cho nhóm dự án",
        "Nhóm năm người cùng góp vốn làm trà hoa hồi. Nên đăng ký hộ kinh doanh, hợp tác xã hay công ty?",
    ),
    CONTRACT: (
        "Hợp đồng mua nguyên liệu",
        "Nhóm chuẩn bị ký hợp đồng mua hoa hồi khô với mười hộ dân, nhờ góp ý điều khoản giá và giao hàng.",
    ),
    BRAND: (
        "Nhãn hiệu cho trà hoa hồi",
        "Nhóm muốn đăng ký nhãn hiệu cho sản phẩm trà, chưa biết tra cứu tên trùng ở đâu.",
    ),
}
S = ServiceState
# Service, place of the requester, state, days since it was sent.
REQUESTS = (
    (ADVICE, 0, S.RECEIVED, 1),
    (CONTRACT, 2, S.RECEIVED, 16),
    (CONTRACT, 0, S.ACCEPTED, 4),
    (ADVICE, 1, S.IN_PROGRESS, 6),
    (CONTRACT, 3, S.REFUSED, 20),
    (ADVICE, 4, S.CANCELLED, 9),
    (ADVICE, 0, S.DONE, 25),
    (BRAND, 0, S.RECEIVED, 2),
    (BRAND, 1, S.IN_PROGRESS, 5),
)
RATINGS = (5, 4, 5, 4, 5, 3)


def make(*, staff: Mapping[str, User]) -> int:
    """Make services and requests where there are none; return how many services."""
    if Service.objects.exists():
        return 0
    people = {ASSOCIATION: staff["hiephoi"], DEPARTMENT: staff["canbo"]}
    units = {slug: _unit(slug, person) for slug, person in people.items()}
    if None in units.values():
        return 0
    owner_of = {ADVICE: ASSOCIATION, CONTRACT: ASSOCIATION, BRAND: DEPARTMENT}
    made = {key: _service(units[owner_of[key]], dict(values)) for key, values in SERVICES.items()}
    requesters = _requesters()
    for key, place, state, days in REQUESTS:
        request = _request(made[key], key, requesters[place % len(requesters)], days)
        _move(request, state, people[owner_of[key]], made)
    for place, rating in enumerate(RATINGS):
        request = _request(
            made[ADVICE], ADVICE, requesters[-1 - place % len(requesters)], 60 + place
        )
        _move(request, S.DONE, people[ASSOCIATION], made, rating=rating)
    return len(made)


def _requesters() -> list[User]:
    """``thisinh1`` and those after, as the README names them."""
    wanted = [f"thisinh{n}@{DOMAIN}" for n in range(1, 13)]
    found = User.objects.in_bulk(wanted, field_name="email")
    return [found[email] for email in wanted if email in found]


def _unit(slug: str, person: User) -> Organization | None:
    """The unit of the province's list, with its person; its own kind where the name was changed."""
    kind = OrganizationKind.ASSOCIATION if slug == ASSOCIATION else OrganizationKind.DEPARTMENT
    rows = Organization.objects.public().existing()
    unit: Organization | None = (
        rows.filter(slug=slug).first() or rows.filter(kind=kind).order_by("pk").first()
    )
    if unit is not None:
        Membership.objects.get_or_create(
            organization=unit, user=person, defaults={"position": "Cán bộ tiếp nhận yêu cầu"}
        )
    return unit


def _service(unit: Organization | None, values: dict[str, Any]) -> Service:
    stages = values.pop("stages")
    service = Service(
        organization=unit, cost="Miễn phí (minh họa)", contact=CONTACT, is_demo=True, **values
    )
    if values["kind"] == ServiceKind.LEGAL:
        service.legal_basis = PolicyDocument.objects.filter(number="07/2022/NQ-HĐND").first()
    service.full_clean(exclude=["slug"])
    service.save()
    set_stages(service, stages)
    return service


def _request(service: Service, key: str, requester: User, days: int) -> ServiceRequest:
    subject, text = WORDS[key]
    sent = timezone.now() - timedelta(days=days)
    request: ServiceRequest = ServiceRequest.objects.create(
        service=service,
        requester=requester,
        startup=Startup.objects.filter(owner=requester).first(),
        subject=subject,
        text=text,
        answers=[[line, "Chưa"] for line in service.question_lines[:1]],
        due_on=add_working_days(timezone.localdate(sent), service.answer_days),
    )
    request.consent = Consent.objects.create(
        user=requester,
        purpose=ConsentPurpose.SERVICE,
        scope=f"servicerequest:{request.pk}",
        text_version=CONSENT_VERSION,
        text=consent_text(),
    )
    request.save(update_fields=["consent"])
    if key == BRAND:
        keep_files(request, [_picture()], actor=requester)
    audit.record(request, "send", actor=requester)
    ServiceRequest.objects.filter(pk=request.pk).update(created_at=sent)
    return request


def _move(
    request: ServiceRequest,
    state: ServiceState,
    person: User,
    services: Mapping[str, Service],
    *,
    rating: int | None = None,
) -> None:
    """Write the request as it is in ``state``: nobody is mailed about invented work."""
    now = timezone.now()
    if state == S.CANCELLED:
        Consent.objects.filter(pk=request.consent_id).update(withdrawn_at=now)
    values = _in_state(request, state, person, services[BRAND])
    if rating:
        day = timezone.localdate()
        values |= {"rating": rating, "rated_at": now - timedelta(days=3), "rating_asked_on": day}
    ServiceRequest.objects.filter(pk=request.pk).update(state=state, **values)
    if state == S.IN_PROGRESS:
        _talk(request, person)


def _in_state(
    request: ServiceRequest, state: ServiceState, person: User, other: Service
) -> dict[str, Any]:
    """What a request in ``state`` says beside it."""
    values: dict[str, Any] = {}
    if state in {S.ACCEPTED, S.IN_PROGRESS, S.DONE}:
        soon = timezone.localdate() + timedelta(days=3)
        values |= {"assignee": person, "due_on": max(request.due_on, soon)}
    if state in {S.REFUSED, S.CANCELLED, S.DONE}:
        values["ended_at"] = timezone.now() - timedelta(days=4)
    if state == S.REFUSED:
        values |= {
            "reason": "Vướng mắc về nhãn hiệu không thuộc phạm vi góp ý hợp đồng.",
            "referred_to": other,
        }
    if state == S.DONE:
        values |= {
            "outcome": ServiceOutcome.SOLVED,
            "outcome_text": "Nhóm nên đăng ký hộ kinh doanh trong năm đầu, chuyển thành hợp tác xã khi vùng nguyên liệu ổn định.",
        }
    return values


def _talk(request: ServiceRequest, person: User) -> None:
    texts = (
        (person, "Nhóm gửi thêm danh sách thành viên góp vốn giúp."),
        (request.requester, "Nhóm có năm thành viên, góp vốn bằng nhau."),
    )
    for author, text in texts:
        ServiceMessage.objects.create(
            request=request, author=author, is_from_staff=author == person, text=text
        )


def _picture() -> SimpleUploadedFile:
    """A drawn label, so that a request has a file."""
    image = Image.new("RGB", (640, 400), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((40, 40, 600, 360), 32, outline="#17406d", width=12)
    draw.ellipse((240, 120, 400, 280), fill="#f5c257")
    stored = BytesIO()
    image.save(stored, "PNG", optimize=True)
    return SimpleUploadedFile("mau-nhan-hieu.png", stored.getvalue(), content_type="image/png")
