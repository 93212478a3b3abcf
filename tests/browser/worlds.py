"""The demo set, seen as worlds of the permission matrix."""

from django.utils import timezone

from contests.domain.final_day import open_day
from contests.domain.judging import pledge
from contests.models import (
    Application,
    Assignment,
    Attachment,
    Award,
    PaperSheet,
    Round,
    RoundResult,
    ScoreSheet,
    SiteVisit,
    SiteVisitPhoto,
    TeamMember,
)
from ecosystem.models import (
    BoardPost,
    Booking,
    ConnectionRequest,
    EventRegistration,
    Expert,
    Organization,
    PolicyDocument,
    Service,
    ServiceRequest,
    Startup,
    SupportOffer,
)
from news.models import Article
from portal.audit import SYSTEM
from portal.models import User
from tests.architecture.world import World
from tests.browser.gaps import DELEGATE, GAP_YEAR, NEWCOMER, SUPERUSER
from tests.factories.files import StoredFileFactory


def make_worlds():
    """One world for every stage of a dossier: begun, sent, given back, judged, awarded, tied."""
    applications = Application.objects.order_by("-contest__year", "pk")
    for state in ("draft", "submitted", "supplement_requested"):
        application = applications.filter(state=state, members__isnull=False).first()
        if state == "draft":
            let_book(application.owner)
            let_ask(application.owner)
        yield world_of(application)
    invalid = applications.filter(state="invalid", checks__isnull=False).distinct()
    yield world_of(invalid.filter(petitions__isnull=False).first())
    yield world_of(invalid.filter(petitions=None, rule_set__isnull=False).first())
    delegate = User.objects.get(email=DELEGATE)
    yield world_of(Application.objects.nominated_by(delegate).exclude(owner=None).first())
    yield world_of(Application.objects.nominated_by(delegate).filter(owner=None).first())
    scored = Assignment.objects.filter(
        entry__round__state="open", judge__email="giamkhao1@khoinghiep.test"
    )
    for state in (None, "sent"):
        assignment = scored.filter(sheet__state=state).first() or sent_one(scored)
        pledge(assignment.entry.round, judge=assignment.judge)
        let_chair(assignment)
        let_visit(assignment)
        open_day(assignment.entry.round, actor=SYSTEM)
        if state:
            let_type(assignment, scored.filter(sheet=None).last())
        yield world_of(assignment.entry.application, assignment)
    awarded = Award.objects.first().application
    yield world_of(awarded, Assignment.objects.filter(entry__application=awarded).first())
    tied = RoundResult.objects.filter(entry__round__contest__year=GAP_YEAR).first().entry
    yield world_of(tied.application, tied.assignments.first())


def sent_one(scored):
    """A sheet of the judge as sent, where the demo has none."""
    assignment = scored.last()
    ScoreSheet.objects.create(assignment=assignment, state="sent", sent_at=timezone.now())
    return assignment


def let_book(person):
    """Somebody of the demo set booked a room; now this person did."""
    ahead = Booking.objects.filter(state="confirmed").order_by("starts_at").last()
    Booking.objects.filter(pk=ahead.pk).update(holder=person)


def let_ask(person):
    """Somebody of the demo set sent a request for support with a file; now this person did."""
    sent = ServiceRequest.objects.filter(files__isnull=False).last()
    ServiceRequest.objects.filter(pk=sent.pk).update(requester=person)


def let_chair(assignment):
    """The judge chairs every panel of the round."""
    for panel in assignment.entry.round.panels.all():
        panel.members.update_or_create(judge=assignment.judge, defaults={"is_chair": True})


def let_visit(assignment):
    """The round has site visits; the judge has been there and taken a photograph."""
    Round.objects.filter(pk=assignment.entry.round_id).update(has_site_visits=True)
    visit, _is_new = SiteVisit.objects.get_or_create(
        entry=assignment.entry, judge=assignment.judge, notes="Xưởng sạch"
    )
    SiteVisitPhoto.objects.create(visit=visit, stored=StoredFileFactory(), caption="Xưởng")


def let_type(sent, other):
    """One sheet was typed from paper and checked, another one waits for its check."""
    clerks = User.objects.filter(email__startswith="thuky").order_by("pk")
    typed = {"typed_by": clerks[0], "typed_at": timezone.now()}
    PaperSheet.objects.create(
        assignment=sent, state="checked", checked_by=clerks[1], scan=StoredFileFactory(), **typed
    )
    PaperSheet.objects.create(assignment=other, state="typed", scan=StoredFileFactory(), **typed)


def world_of(application, assignment=None):
    """The world around a dossier; what it lacks does not exist there, or is anybody's."""
    contest = application.contest
    return World(
        contest=contest,
        application=application,
        attachment=application.attachments.first() or Attachment.objects.first(),
        member=application.members.first() or TeamMember.objects.first(),
        round=assignment.entry.round if assignment else contest.rounds.first(),
        assignment=assignment or Assignment.objects.first(),
        article=Article.objects.filter(state="published").first(),
        organization=Organization.objects.filter(is_public=True).first(),
        startup=Startup.objects.filter(is_public=True).first(),
        booking=Booking.objects.filter(holder=application.owner_id).last()
        or Booking.objects.last(),
        expert=Expert.objects.public().first(),
        connection=ConnectionRequest.objects.filter(founder=application.owner_id).last()
        or ConnectionRequest.objects.last(),
        post=BoardPost.objects.public().filter(author=application.owner_id).last()
        or BoardPost.objects.public().first(),
        service=Service.objects.first(),
        service_request=ServiceRequest.objects.filter(requester=application.owner_id).last()
        or ServiceRequest.objects.last(),
        registration=EventRegistration.objects.filter(state="confirmed").last(),
        document=PolicyDocument.objects.first(),
        offer=SupportOffer.objects.offered().first(),
        people={
            "anonymous": None,
            **({"owner": application.owner} if application.owner else {}),
            **({"judge": assignment.judge} if assignment else {}),
            "nominator": User.objects.get(email=DELEGATE),
            "newcomer": User.objects.get(email=NEWCOMER),
            "superuser": User.objects.get(email=SUPERUSER),
        },
    )
