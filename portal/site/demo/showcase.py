"""Dossiers of a demo intake made by hand, so that every page of an applicant has something to show.

A team with accounts, a pupil with a guardian, a supplement with two versions, a unit's draft: what
the crowd of ``applications`` has too seldom or not at all.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from contests.domain.claims import hash_of as claim_hash
from contests.domain.consent_texts import consent_texts
from contests.domain.consents import give_own_consents, record_consents
from contests.domain.eligibility import store_checks
from contests.domain.invitations import hash_of as invitation_hash
from contests.domain.limits import anniversary
from contests.domain.references import reference_of
from contests.domain.snapshots import take_snapshot
from contests.domain.tables import stored_list
from contests.enums import (
    ApplicantType,
    ApplicationState,
    AttachmentKind,
    Channel,
    InvitationState,
    TeamAccess,
)
from contests.models import (
    Answer,
    Application,
    Attachment,
    ClaimLink,
    Contest,
    DossierMessage,
    Question,
    SupplementRequest,
    TeamMember,
)
from ecosystem.models import Field, Locality
from portal.site.demo import people, projects
from portal.site.demo.applications import sample_paper
from portal.site.demo.schedule import day

if TYPE_CHECKING:
    from datetime import datetime

    from ecosystem.models import Organization
    from portal.models import User

# In the README: a visitor of the demo has no letter and no mail to take them from.
CLAIM_CODE = "MATN-GHUU-2345"
INVITATION_KEY = "minh-hoa-loi-moi"

NAMES: dict[str, str] = {
    AttachmentKind.EXPLANATION: "thuyet-minh.pdf",
    AttachmentKind.ANSWER: "bao-gia-may-say.pdf",
    AttachmentKind.GUARDIAN: "dong-y-cua-phu-huynh.pdf",
}
ENTERED = {"in_province": "yes", "past_winner": "no", "inner_circle": "no"}
BUDGET = [
    ["Máy sấy lạnh 50 kg/mẻ", "1", "85000000", "Vốn tự có"],
    ["Chai, nhãn và tem truy xuất", "5000", "32500000", "Vốn tự có"],
    ["Công bố chất lượng, đăng ký nhãn hiệu", "2", "12000000", "Đề nghị hỗ trợ"],
    ["Gian hàng tại Hội chợ Kỳ Cùng – Tả Phủ", "1", "8000000", "Đề nghị hỗ trợ"],
]
PLAN_ANSWERS = {
    "lao-dong": "7",
    "ngay-bat-dau": "2025-03-15",
    "kenh-ban": stored_list(["Chợ phiên, hội chợ", "Mạng xã hội"]),
    "von-vay": "yes",
    "nguon-vay": "Quỹ hỗ trợ phụ nữ khởi nghiệp, 6,5 %/năm",
    "so-tien-vay": "40000000",
    "du-toan": stored_list(BUDGET),
    "trang-gioi-thieu": "https://example.org/tinh-dau-hoi-van-quan",
}
TEXT_ANSWERS = {
    "tom-tat-du-an": (
        "Nhóm chưng cất tinh dầu từ cành và lá hồi tỉa hằng năm ở Văn Quan, trước đây bỏ đi hoặc đốt. "
        "Sản phẩm gồm tinh dầu, nước xịt phòng và xà phòng, bán cho nhà nghỉ và khách du lịch."
    ),
    "giai-doan": "Đã bán thử",
    "van-de": (
        "Mỗi héc-ta hồi tỉa bỏ khoảng hai tấn cành lá một năm. Bà con đốt tại vườn, vừa phí vừa khói, "
        "trong khi giá hoa hồi lên xuống theo thương lái."
    ),
}


def make(contest: Contest, *, letter: Application, secretary: User, now: datetime) -> None:
    """Add the dossiers made by hand; ``letter`` is the paper that waits for its people."""
    _team(contest, secretary=secretary, now=now)
    _pupil(contest, now=now)
    _supplemented(contest, secretary=secretary, now=now)
    ClaimLink.objects.create(
        application=letter,
        key_hash=claim_hash(CLAIM_CODE),
        created_by=secretary,
        expires_at=now + timedelta(days=60),
    )


def make_for_unit(contest: Contest, unit: Organization, *, delegate: User) -> Application:
    """A draft that a unit types in for a team without accounts."""
    return _draft(
        contest,
        None,
        title="Thạch đen đóng hộp Tràng Định",
        contact_name="Nông Văn Páo",
        contact_phone="+84987001122",
        channel=Channel.UNIT,
        entered_by=delegate,
        updated_by=delegate,
        nominating_unit=unit,
    )


# --- the dossiers --------------------------------------------------------------------------------


def _team(contest: Contest, *, secretary: User, now: datetime) -> None:
    """A draft that is nearly ready: three members in three stages of an invitation, a thread."""
    owner = people.ensure("nhomtruong", "Hoàng Minh Trang")
    application = _draft(
        contest,
        owner,
        title="Tinh dầu cành lá hồi Văn Quan",
        completed_sections=["tom-tat", "thanh-vien"],
        applicant_type=ApplicantType.GROUP,
    )
    _answer(application, TEXT_ANSWERS | PLAN_ANSWERS)
    _attach(application)
    quote = Question.objects.get(section__contest=contest, key="bao-gia")
    _attach(application, kind=AttachmentKind.ANSWER, question=quote)
    invited = {"invitation": InvitationState.INVITED, "invited_at": now}
    accepted = {"invitation": InvitationState.ACCEPTED, "invited_at": now, "answered_at": now}
    editor, reader = (
        people.ensure("thanhvien1", "Nông Thị Hạnh"),
        people.ensure("thanhvien2", "Lý Văn Dũng"),
    )
    rows: list[tuple[str, str, str, dict[str, Any]]] = [
        (editor.full_name, "Kế toán", "Giữ sổ sách, lập dự toán và làm việc với quỹ cho vay.",
         {"user": editor, "email": editor.email, "access": TeamAccess.EDIT, **accepted}),
        (reader.full_name, "Vùng nguyên liệu", "Thu mua cành lá của 40 hộ và giữ quy trình sơ chế.",
         {"user": reader, "email": reader.email, "access": TeamAccess.VIEW, **accepted}),
        ("Chu Thị Yến", "Bán hàng trực tuyến", "Chụp ảnh, viết bài và trả lời khách trên mạng xã hội.",
         {"email": f"chuyen@{people.DOMAIN}", "access": TeamAccess.EDIT,
          "invitation_hash": invitation_hash(INVITATION_KEY), **invited}),
    ]  # fmt: skip
    for order, (name, role, contribution, fields) in enumerate(rows, start=1):
        TeamMember.objects.create(
            application=application, full_name=name, role=role, contribution=contribution,
            birth_date=anniversary(timezone.localdate(now), -24 - order), order=order, **fields,
        )  # fmt: skip
    give_own_consents(application, actor=editor, purposes={"contest", "publication"})
    _talk(
        application,
        now,
        (owner, "Nhóm em có phải dịch báo giá máy sấy bằng tiếng Trung không ạ?"),
        (
            secretary,
            "Bạn chỉ cần tóm tắt bằng tiếng Việt tên máy, giá và nơi bán ở phần chú thích.",
        ),
    )


def _pupil(contest: Contest, *, now: datetime) -> None:
    """A pupil with a guardian who signed, and a younger member whose guardian did not yet."""
    today = timezone.localdate(now)
    owner = people.ensure("hocsinh", "Lương Bảo Ngọc")
    application = _draft(
        contest,
        owner,
        title="Hộp ươm cây từ bã mía của học sinh Chi Lăng",
        applicant_type=ApplicantType.GROUP,
        organization_name="Trường THPT Chi Lăng (minh họa)",
        contact_birth_date=anniversary(today, -16),
        guardian_name="Lương Văn Tài",
        guardian_relation="Bố",
        guardian_phone="+84912000111",
    )
    _answer(application, {"giai-doan": "Đã có sản phẩm mẫu"})
    _attach(application, kind=AttachmentKind.GUARDIAN)
    TeamMember.objects.create(
        application=application,
        full_name="Vi Gia Bảo",
        birth_date=anniversary(today, -15),
        role="Thử nghiệm",
        contribution="Đo độ ẩm và ghi nhật ký cây con hằng ngày.",
        guardian_name="Hà Thị Nga",
        guardian_relation="Mẹ",
        guardian_phone="+84912000222",
        order=1,
    )


def _supplemented(contest: Contest, *, secretary: User, now: datetime) -> None:
    """Submitted, supplemented once, asked again: two versions to compare and an open request."""
    owner = people.ensure("bosung", "Triệu Thị Mai")
    application = _draft(
        contest,
        owner,
        title="Homestay nhà trình tường Mẫu Sơn",
        applicant_type=ApplicantType.INDIVIDUAL,
        completed_sections=list(contest.sections.values_list("slug", flat=True)),
    )
    _answer_all(application, "nhà trình tường")
    _answer(application, {"tom-tat-du-an": "Sửa ba ngôi nhà trình tường bỏ không để đón khách.",
                          "du-toan": stored_list(BUDGET[:1]), "lao-dong": "3", "von-vay": "no"})  # fmt: skip
    application.answers.filter(question__depends_on__key="von-vay").delete()
    _attach(application)
    record_consents(
        application,
        actor=owner,
        purposes={t.key for t in consent_texts(application) if t.is_required} | {"publication"},
    )
    first, second = now - timedelta(days=6), now - timedelta(days=2)
    _submit(application, owner, at=min(first, contest.deadline_at))
    ask = {"application": application, "requested_by": secretary}
    SupplementRequest.objects.create(
        text="Ghi rõ dự toán theo từng hạng mục.", due_at=now, answered_at=second, **ask
    )
    _answer(application, {"du-toan": stored_list(BUDGET), "lao-dong": "5", "tom-tat-du-an":
        "Sửa ba ngôi nhà trình tường bỏ không ở bản Lặp Pịa để đón khách lên Mẫu Sơn mùa băng giá."})  # fmt: skip
    _submit(application, owner, at=second)
    store_checks(application)
    text = "Bổ sung ảnh hiện trạng ba ngôi nhà và văn bản đồng ý của chủ nhà."
    SupplementRequest.objects.create(text=text, due_at=day(now, 5), **ask)
    Application.objects.filter(pk=application.pk).update(
        state=ApplicationState.SUPPLEMENT_REQUESTED, state_reason=text
    )
    _talk(
        application,
        now,
        (owner, "Chủ nhà đang đi làm xa, gia đình gửi bản chụp có được không ạ?"),
        (secretary, "Được. Bạn gửi bản chụp rõ chữ ký, bản chính nộp khi Ban Tổ chức yêu cầu."),
    )


# --- parts ---------------------------------------------------------------------------------------


def _draft(contest: Contest, owner: User | None, **fields: Any) -> Application:
    contact = {
        "contact_name": owner.full_name if owner else "",
        "contact_email": owner.email if owner else "",
        "contact_phone": "+84912345670",
        "contact_birth_date": anniversary(timezone.localdate(), -27),
        "contact_address": "Thôn Khòn Khẻ",
        "locality": Locality.objects.current().first(),
        "field": Field.objects.first(),
        "division": contest.divisions.order_by("order").last(),
    }
    return Application.objects.create(
        contest=contest,
        rule_set=contest.rule_sets.first(),
        owner=owner,
        eligibility_answers=ENTERED,
        **(contact | {"updated_by": owner} | fields),
    )


def _answer(application: Application, values: dict[str, str]) -> None:
    """Answer by key; of keys that several sections use, the plan's."""
    for question in Question.objects.filter(
        section__contest=application.contest, section__opens_in=None, key__in=values
    ).order_by("section__order"):
        Answer.objects.update_or_create(
            application=application, question=question, defaults={"value": values[question.key]}
        )


def _answer_all(application: Application, thing: str) -> None:
    """Answer everything as the crowd does."""
    questions = Question.objects.filter(
        section__contest=application.contest, section__opens_in=None
    ).order_by("section__order", "order")
    values = projects.answers(list(questions), thing, Random(application.contest.year))  # noqa: S311 -- invented data, not secrets
    Answer.objects.bulk_create(
        Answer(application=application, question_id=pk, value=value) for pk, value in values.items()
    )


def _attach(
    application: Application,
    *,
    kind: str = AttachmentKind.EXPLANATION,
    question: Question | None = None,
) -> None:
    """Hang a file of its own on the dossier: its people may take it out again."""
    stored = sample_paper(NAMES[kind])
    Attachment.objects.create(application=application, kind=kind, stored=stored, question=question)


def _submit(application: Application, owner: User, *, at: datetime) -> None:
    """Freeze what the dossier holds now; the first time with its number."""
    contest = application.contest
    if application.number is None:
        contest.last_number += 1
        contest.save(update_fields=["last_number"])
        application.number = contest.last_number
        application.reference = reference_of(contest, application.number)
        application.first_submitted_at = at
    application.submitted_at = at
    application.refold()
    application.save()
    # Made as if long ago: the step itself would ask for the clock of the deadline.
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.SUBMITTED)
    application.refresh_from_db(fields=["state"])
    take_snapshot(application, actor=owner, now=at)


def _talk(application: Application, now: datetime, *lines: tuple[User, str]) -> None:
    """A thread; the secretariat's answer is not opened yet."""
    for place, (author, text) in enumerate(lines):
        is_from_staff = author != application.owner
        message = DossierMessage.objects.create(
            application=application,
            author=author,
            is_from_staff=is_from_staff,
            text=text,
            read_at=None if is_from_staff else now,
        )
        sent = now - timedelta(hours=6 - 3 * place)
        DossierMessage.objects.filter(pk=message.pk).update(created_at=sent)
