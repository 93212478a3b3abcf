"""A small world in which every URL of the portal leads somewhere."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from contests.domain.judging import pledge
from contests.domain.snapshots import snapshot_content
from contests.enums import ApplicationState, AttachmentKind, TeamAccess
from contests.models import Application, Attachment
from ecosystem.models import PolicyDocument
from portal.models import StoredFile
from portal.roles import Role
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    ContestFactory,
    CriterionFactory,
    DecisionFactory,
    PanelFactory,
    PanelMemberFactory,
    QuestionFactory,
    RoundFactory,
    RuleSetFactory,
    SectionFactory,
    SnapshotFactory,
    TeamMemberFactory,
)
from tests.factories.ecosystem import (
    BoardPostFactory,
    BookingFactory,
    ConnectionRequestFactory,
    EventRegistrationFactory,
    ExpertFactory,
    OrganizationFactory,
    ServiceFactory,
    ServiceRequestFactory,
    StartupFactory,
    SupportOfferFactory,
)
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory


@dataclass
class World:
    contest: object
    application: object
    attachment: object
    member: object
    round: object
    assignment: object
    article: object
    organization: object
    startup: object
    booking: object
    expert: object
    connection: object
    post: object
    service: object
    service_request: object
    registration: object
    document: object
    offer: object
    people: dict


def build():
    """One edition being judged: a dossier, its owner, its judge, and one person of every role."""
    contest = ContestFactory(year=2026)
    RuleSetFactory(contest=contest)
    section = SectionFactory(contest=contest, slug="tom-tat")
    QuestionFactory(section=section)
    owner = UserFactory(verified=True)
    application = ApplicationFactory(
        contest=contest,
        owner=owner,
        state=ApplicationState.IN_ROUND,
        number=1,
        reference="LS26-0001-X",
        submitted_at=timezone.now(),
    )
    snapshot = SnapshotFactory(application=application, content=snapshot_content(application))
    stored = StoredFile.objects.create(
        file="aa/bb/none.pdf",
        original_name="thuyet-minh.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )
    attachment = Attachment.objects.create(
        application=application, kind=AttachmentKind.EXPLANATION, stored=stored
    )
    round_ = RoundFactory(contest=contest, slug="so-khao", assignments_published_at=timezone.now())
    CriterionFactory(round=round_)
    judge, other_judge = UserFactory(roles=[Role.JUDGE]), UserFactory(roles=[Role.JUDGE])
    panel = PanelFactory(round=round_)
    PanelMemberFactory(panel=panel, judge=judge, is_chair=True)
    pledge(round_, judge=judge)
    assignment = AssignmentFactory(
        entry__round=round_, entry__application=application, entry__snapshot=snapshot, judge=judge
    )
    member = TeamMemberFactory(application=application, accepted=True, access=TeamAccess.VIEW)
    editor = TeamMemberFactory(application=application, accepted=True)
    document = PolicyDocument.objects.create(
        number="201/KH-UBND",
        slug="201-kh-ubnd-23-12-2020",
        kind="KH",
        issuer="UBND tỉnh",
        issued_on=timezone.localdate() - timedelta(days=100),
        subject="Kế hoạch",
    )
    DecisionFactory(contest=contest)
    people = {
        "anonymous": AnonymousUser(),
        "owner": owner,
        "member": member.user,
        "editing member": editor.user,
        "stranger": UserFactory(verified=True),
        "judge": judge,
        "other judge": other_judge,
        "superuser": UserFactory(is_staff=True, is_superuser=True),
        **{
            role.name.lower().replace("_", " "): UserFactory(roles=[role])
            for role in Role
            if role is not Role.JUDGE
        },
    }
    organization = OrganizationFactory()
    organization.memberships.create(user=people["nominator"])
    Application.objects.filter(pk=application.pk).update(nominating_unit=organization)
    expert = ExpertFactory(user=people["stranger"])
    service = ServiceFactory(staffed=True)
    return World(
        contest=contest,
        application=application,
        attachment=attachment,
        member=member,
        round=round_,
        assignment=assignment,
        article=ArticleFactory(state="published", published_at=timezone.now() - timedelta(hours=1)),
        organization=organization,
        startup=StartupFactory(is_public=True),
        booking=BookingFactory(holder=owner),
        expert=expert,
        connection=ConnectionRequestFactory(founder=owner, expert=expert),
        post=BoardPostFactory(author=owner, is_shown=True),
        service=service,
        service_request=ServiceRequestFactory(service=service, requester=owner),
        registration=EventRegistrationFactory(user=owner, state="confirmed"),
        document=document,
        offer=SupportOfferFactory(),
        people=people,
    )
