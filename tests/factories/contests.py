"""Editions, applications, rounds and sheets."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from contests.enums import (
    ApplicantType,
    CheckResult,
    ContestState,
    EditionKind,
    FollowUpGroup,
    InvitationState,
    PetitionSubject,
    RoundKind,
    RoundState,
    TeamAccess,
)
from contests.models import (
    Application,
    ApplicationSnapshot,
    Assignment,
    Award,
    Contest,
    Criterion,
    Division,
    DossierMessage,
    EligibilityCheck,
    FinalDay,
    FollowUp,
    JudgeInvitation,
    LookAlike,
    OfficialDecision,
    Panel,
    PanelMember,
    Participation,
    Petition,
    Prize,
    PrizeFamily,
    ProblemStatement,
    Question,
    Round,
    RoundEntry,
    RuleSet,
    Score,
    ScoreSheet,
    Section,
    StageTurn,
    SupplementRequest,
    TeamMember,
)
from tests.factories.portal import UserFactory


class ContestFactory(DjangoModelFactory):
    """A published edition whose intake is open from yesterday to in ten days."""

    class Meta:
        model = Contest

    # Years that no test names, so that the two never meet; an edition ends at 2100.
    year = factory.Sequence(lambda n: 2051 + n % 48)
    title = factory.LazyAttribute(lambda c: f"Cuộc thi Khởi nghiệp đổi mới sáng tạo năm {c.year}")
    state = ContestState.PUBLISHED
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    deadline_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))


class ChallengeFactory(ContestFactory):
    """An open problem statement of an organisation, in its own words."""

    class Meta:
        model = Contest
        skip_postgeneration_save = True

    kind = EditionKind.CHALLENGE
    year = 2026
    series = factory.Sequence(lambda n: n + 1)
    slug = factory.LazyAttribute(lambda c: f"bai-toan-so-{c.series}")
    title = factory.LazyAttribute(lambda c: f"Bài toán số {c.series}")
    problem = factory.RelatedFactory(
        "tests.factories.contests.ProblemFactory", factory_related_name="contest"
    )


class ProblemFactory(DjangoModelFactory):
    class Meta:
        model = ProblemStatement

    contest = factory.SubFactory(ChallengeFactory, problem=None)
    owner = factory.SubFactory("tests.factories.ecosystem.OrganizationFactory")
    problem = "Sổ giấy thất lạc"
    requirements = "Ghi được khi mất mạng\nXuất được dữ liệu"
    reward = "Thí điểm 3 tháng"


class RuleSetFactory(DjangoModelFactory):
    class Meta:
        model = RuleSet

    contest = factory.SubFactory(ContestFactory)
    # In force once its edition is public.
    issued_at = factory.LazyAttribute(
        lambda r: None if r.contest.state == ContestState.DRAFT else timezone.now()
    )


class DivisionFactory(DjangoModelFactory):
    class Meta:
        model = Division

    contest = factory.SubFactory(ContestFactory)
    name = factory.Sequence(lambda n: f"Bảng {n}")


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    contest = factory.SubFactory(ContestFactory)
    slug = factory.Sequence(lambda n: f"muc-{n}")
    title = factory.Sequence(lambda n: f"Mục {n}")
    order = factory.Sequence(int)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    section = factory.SubFactory(SectionFactory)
    key = factory.Sequence(lambda n: f"cau-{n}")
    label = factory.Sequence(lambda n: f"Câu hỏi {n}")
    order = factory.Sequence(int)


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = Application

    contest = factory.SubFactory(ContestFactory)
    owner = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Trà hoa hồi số {n}")
    applicant_type = ApplicantType.INDIVIDUAL


class TeamMemberFactory(DjangoModelFactory):
    """A member without an account; ``accepted=True`` gives one that may edit."""

    class Meta:
        model = TeamMember

    class Params:
        accepted = factory.Trait(
            user=factory.SubFactory(UserFactory),
            invitation=InvitationState.ACCEPTED,
            access=TeamAccess.EDIT,
        )

    application = factory.SubFactory(ApplicationFactory)
    full_name = factory.Sequence(lambda n: f"Lý Văn Số {n}")
    role = "Kế toán"
    contribution = "Giữ sổ sách"


class SnapshotFactory(DjangoModelFactory):
    class Meta:
        model = ApplicationSnapshot

    application = factory.SubFactory(ApplicationFactory)
    sequence = 1
    content = {}
    sha256 = "0" * 64
    submitted_by = factory.SelfAttribute("application.owner")
    submitted_at = factory.LazyFunction(timezone.now)


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    contest = factory.SubFactory(ContestFactory)
    order = factory.Sequence(lambda n: n + 1)
    kind = RoundKind.PRELIMINARY
    name = "Vòng sơ khảo"
    slug = factory.Sequence(lambda n: f"vong-{n}")
    state = RoundState.OPEN


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    round = factory.SubFactory(RoundFactory)
    name = factory.Sequence(lambda n: f"Tiêu chí {n}")
    max_points = Decimal(25)
    order = factory.Sequence(int)


class RoundEntryFactory(DjangoModelFactory):
    class Meta:
        model = RoundEntry

    round = factory.SubFactory(RoundFactory)
    application = factory.SubFactory(
        ApplicationFactory, contest=factory.SelfAttribute("..round.contest"), state="in_round"
    )


class PanelFactory(DjangoModelFactory):
    class Meta:
        model = Panel

    round = factory.SubFactory(RoundFactory)
    name = factory.Sequence(lambda n: f"Hội đồng {n}")


class PanelMemberFactory(DjangoModelFactory):
    class Meta:
        model = PanelMember

    panel = factory.SubFactory(PanelFactory)
    judge = factory.SubFactory(UserFactory, roles=["Giám khảo"])


class JudgeInvitationFactory(DjangoModelFactory):
    """Somebody asked, with a week left to answer."""

    class Meta:
        model = JudgeInvitation

    panel = factory.SubFactory(PanelFactory)
    full_name = factory.Sequence(lambda n: f"Vi Thị Mời {n}")
    email = factory.Sequence(lambda n: f"moi{n}@vidu.vn")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    entry = factory.SubFactory(RoundEntryFactory)
    judge = factory.SubFactory(UserFactory, roles=["Giám khảo"])


class ScoreSheetFactory(DjangoModelFactory):
    class Meta:
        model = ScoreSheet

    assignment = factory.SubFactory(AssignmentFactory)


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = Score

    sheet = factory.SubFactory(ScoreSheetFactory)
    criterion = factory.SubFactory(CriterionFactory)
    points = Decimal(10)


class FinalDayFactory(DjangoModelFactory):
    class Meta:
        model = FinalDay

    round = factory.SubFactory(RoundFactory)


class StageTurnFactory(DjangoModelFactory):
    class Meta:
        model = StageTurn

    day = factory.SubFactory(FinalDayFactory)
    entry = factory.SubFactory(RoundEntryFactory, round=factory.SelfAttribute("..day.round"))
    position = factory.Sequence(lambda n: n + 1)


class PrizeFactory(DjangoModelFactory):
    class Meta:
        model = Prize

    contest = factory.SubFactory(ContestFactory)
    name = factory.Sequence(lambda n: f"Giải {n}")


class AwardFactory(DjangoModelFactory):
    class Meta:
        model = Award

    prize = factory.SubFactory(PrizeFactory)
    application = factory.SubFactory(
        ApplicationFactory, contest=factory.SelfAttribute("..prize.contest"), state="in_round"
    )


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    entry = factory.SubFactory(RoundEntryFactory, application__state="advanced")
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=5))


class PrizeFamilyFactory(DjangoModelFactory):
    class Meta:
        model = PrizeFamily

    contest = factory.SubFactory(ContestFactory)
    name = factory.Sequence(lambda n: f"Giải của nhà tài trợ {n}")


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = OfficialDecision

    number = factory.Sequence(lambda n: f"{n + 10}/QĐ-UBND")
    issued_on = factory.LazyFunction(timezone.localdate)
    signer = "Nguyễn Văn Ký"


class EligibilityCheckFactory(DjangoModelFactory):
    class Meta:
        model = EligibilityCheck

    application = factory.SubFactory(ApplicationFactory)
    rule = factory.Sequence(lambda n: f"rule-{n}")
    clause = "Điều 1 khoản 2"
    machine_result = CheckResult.PASSED
    result = factory.SelfAttribute("machine_result")


class SupplementRequestFactory(DjangoModelFactory):
    class Meta:
        model = SupplementRequest

    application = factory.SubFactory(ApplicationFactory, state="supplement_requested")
    text = "Bổ sung bản thuyết minh"
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=5))
    requested_by = factory.SubFactory(UserFactory, roles=["Thư ký cuộc thi"])


class LookAlikeFactory(DjangoModelFactory):
    class Meta:
        model = LookAlike

    application = factory.SubFactory(ApplicationFactory, state="submitted")
    other = factory.SubFactory(
        ApplicationFactory,
        contest=factory.SelfAttribute("..application.contest"),
        state="submitted",
    )
    kind = "title"
    score = Decimal("0.875")


class MessageFactory(DjangoModelFactory):
    """A message of the applicant; ``is_from_staff=True`` makes it one of the secretariat."""

    class Meta:
        model = DossierMessage

    application = factory.SubFactory(ApplicationFactory, state="submitted")
    author = factory.SelfAttribute("application.owner")
    is_from_staff = False
    text = "Tôi nộp thêm giấy đăng ký kinh doanh được không?"


class PetitionFactory(DjangoModelFactory):
    """A petition on the validity check, received a moment ago."""

    class Meta:
        model = Petition

    application = factory.SubFactory(ApplicationFactory, state="invalid", reference=None)
    contest = factory.SelfAttribute("application.contest")
    number = factory.Sequence(lambda n: n + 1)
    reference = factory.Sequence(lambda n: f"LS26-KN-{n + 1:04d}")
    subject = PetitionSubject.VALIDITY
    contested_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    text = "Hồ sơ của tôi đủ giấy tờ."
    filed_by = factory.SelfAttribute("application.owner")
    filed_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=15))


class FollowUpFactory(DjangoModelFactory):
    """A question of a winner that is due today."""

    class Meta:
        model = FollowUp

    application = factory.SubFactory(ApplicationFactory, state="awarded")
    group = FollowUpGroup.AWARDED
    months = 6
    due_on = factory.LazyFunction(timezone.localdate)
    is_alive = factory.LazyAttribute(lambda row: True if row.state == "answered" else None)
    state = "planned"
