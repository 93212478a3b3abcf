"""Kinds and states of the ecosystem's objects."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(models.TextChoices):
    """As people say of themselves, if they want to: counted in reports, shown of nobody."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")
    UNTOLD = "untold", _("I would rather not say")


class LocalityKind(models.TextChoices):
    WARD = "ward", _("ward")
    COMMUNE = "commune", _("commune")
    DISTRICT = "district", _("former district")


class OrganizationKind(models.TextChoices):
    """Kinds of actors; the order is the order of the directory."""

    DEPARTMENT = "department", _("State agency")
    MASS_ORGANISATION = "mass_organisation", _("Mass organisation")
    COORDINATOR = "coordinator", _("Coordinating body")
    COWORKING = "coworking", _("Co-working space")
    ASSOCIATION = "association", _("Business association")
    INVESTOR = "investor", _("Investor")
    FUND = "fund", _("Startup support fund")
    INCUBATOR = "incubator", _("Incubator")
    SCHOOL = "school", _("School")
    ENTERPRISE = "enterprise", _("Enterprise")
    PRESS = "press", _("Press")


# Public path of each kind (ux.md §5); stable.
KIND_PATHS = {
    OrganizationKind.DEPARTMENT: "co-quan-quan-ly",
    OrganizationKind.MASS_ORGANISATION: "doan-the",
    OrganizationKind.COORDINATOR: "co-quan-dieu-phoi",
    OrganizationKind.COWORKING: "khu-lam-viec-chung",
    OrganizationKind.ASSOCIATION: "hiep-hoi",
    OrganizationKind.INVESTOR: "nha-dau-tu",
    OrganizationKind.FUND: "quy-ho-tro",
    OrganizationKind.INCUBATOR: "vuon-uom",
    OrganizationKind.SCHOOL: "truong",
    OrganizationKind.ENTERPRISE: "doanh-nghiep",
    OrganizationKind.PRESS: "bao-chi",
}

KIND_OF_PATH = {path: kind for kind, path in KIND_PATHS.items()}

# What the province says it still lacks: the directory shows these as gaps while they are empty.
MISSING_KINDS = (
    OrganizationKind.INVESTOR,
    OrganizationKind.FUND,
    OrganizationKind.INCUBATOR,
    OrganizationKind.COORDINATOR,
)


# State agencies with the communes' offices, mass organisations, schools and those who bring
# startups together. Not investors, enterprises or the press, who have interests of their own, nor
# the co-working space: its people let rooms, and dossiers are not theirs to read.
NOMINATING_KINDS = (
    OrganizationKind.DEPARTMENT,
    OrganizationKind.MASS_ORGANISATION,
    OrganizationKind.SCHOOL,
    OrganizationKind.ASSOCIATION,
    OrganizationKind.COORDINATOR,
    OrganizationKind.INCUBATOR,
)

# Startup projects stand in the directory beside the organisations, as a kind of their own.
STARTUP_KIND = "startup"


class StartupStage(models.TextChoices):
    IDEA = "idea", _("Idea")
    PROTOTYPE = "prototype", _("Prototype")
    SELLING = "selling", _("Selling")
    COMPANY = "company", _("Company founded")


class MilestoneKind(models.TextChoices):
    """What a project tells of its own way; the order is the order of a project's life."""

    PROTOTYPE = "prototype", _("First prototype or trial product")
    FIRST_SALE = "first_sale", _("First sale")
    COMPANY = "company", _("Enterprise or co-operative founded")
    PROTECTION = "protection", _("Title of protection granted (trade mark, design, patent)")
    OCOP = "ocop", _("OCOP stars")
    JOBS = "jobs", _("Jobs created")
    CAPITAL = "capital", _("Capital raised")
    AWARD = "award", _("Prize of another contest")
    COURSE = "course", _("Course or training taken")
    OTHER = "other", _("Another milestone")


# Kinds that mean nothing without their number; capital may be told without the amount.
COUNTED_MILESTONES = frozenset({MilestoneKind.OCOP, MilestoneKind.JOBS})
NUMBERED_MILESTONES = frozenset({*COUNTED_MILESTONES, MilestoneKind.CAPITAL})
# Decision 148/QĐ-TTg of 2023 on the One Commune One Product criteria: three stars and more are certified.
OCOP_STARS = (3, 5)


class ClaimState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("claim", "Received")
    APPROVED = "approved", pgettext_lazy("claim", "Approved")
    REFUSED = "refused", pgettext_lazy("claim", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "Withdrawn")


class DocumentKind(models.TextChoices):
    """Kinds of documents; those of offices with the abbreviations of Decree 30/2020/NĐ-CP, annex III."""

    LAW = "luat", pgettext_lazy("document", "Law")
    DECREE = "ND", pgettext_lazy("document", "Decree")
    RESOLUTION = "NQ", pgettext_lazy("document", "Resolution")
    DECISION = "QD", pgettext_lazy("document", "Decision")
    CIRCULAR = "TT", pgettext_lazy("document", "Circular")
    DIRECTIVE = "CT", pgettext_lazy("document", "Directive")
    PROGRAMME = "CTr", pgettext_lazy("document", "Programme")
    PLAN = "KH", pgettext_lazy("document", "Plan")
    SCHEME = "DA", pgettext_lazy("document", "Scheme")
    GUIDE = "HD", pgettext_lazy("document", "Guidance")
    NOTICE = "TB", pgettext_lazy("document", "Notice")
    LETTER = "CV", pgettext_lazy("document", "Official letter")
    OTHER = "other", pgettext_lazy("document", "Other document")


# How the symbol of a kind begins. Laws carry the legislature, letters the office and its unit alone.
KIND_SYMBOLS = {
    DocumentKind.DECREE: "NĐ",
    DocumentKind.RESOLUTION: "NQ",
    DocumentKind.DECISION: "QĐ",
    DocumentKind.CIRCULAR: "TT",
    DocumentKind.DIRECTIVE: "CT",
    DocumentKind.PROGRAMME: "CTr",
    DocumentKind.PLAN: "KH",
    DocumentKind.SCHEME: "ĐA",
    DocumentKind.GUIDE: "HD",
    DocumentKind.NOTICE: "TB",
}


class DocumentStatus(models.TextChoices):
    """Validity: what staff determined, and what the portal computes from it for a day."""

    NOT_YET = "not_yet", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    PARTLY = "partly", _("Partly expired")
    EXPIRED = "expired", _("Expired")
    UNKNOWN = "unknown", _("Not determined")


class RelationKind(models.TextChoices):
    """What a document does to an older one, or takes from it."""

    REPLACES = "replaces", pgettext_lazy("document", "Replaces")
    REPEALS_PART = "repeals_part", pgettext_lazy("document", "Repeals part of")
    AMENDS = "amends", pgettext_lazy("document", "Amends")
    GUIDES = "guides", pgettext_lazy("document", "Guides")
    BASED_ON = "based_on", pgettext_lazy("document", "Based on")


# The same relations read from the older document.
RELATIONS_BACK = {
    RelationKind.REPLACES: pgettext_lazy("document", "Replaced by"),
    RelationKind.REPEALS_PART: pgettext_lazy("document", "Partly repealed by"),
    RelationKind.AMENDS: pgettext_lazy("document", "Amended by"),
    RelationKind.GUIDES: pgettext_lazy("document", "Guided by"),
    RelationKind.BASED_ON: pgettext_lazy("document", "Is the basis of"),
}


class TextState(models.TextChoices):
    """Where the words of a document come from that the search finds."""

    NONE = "none", pgettext_lazy("words", "None yet")
    WAITING = "waiting", pgettext_lazy("words", "The file is being read")
    READ = "read", pgettext_lazy("words", "Read from the file")
    TYPED = "typed", pgettext_lazy("words", "Typed by staff")
    SCANNED = "scanned", pgettext_lazy("words", "The file is a scan: type them")
    UNREADABLE = "unreadable", pgettext_lazy("words", "The file could not be read: type them")


class OutcomeKind(models.TextChoices):
    """What the portal counts itself, year by year, and may feed an indicator with."""

    RUNNING = "running", _("Projects still running after the contest")
    ON_MARKET = "on_market", _("Projects with a product on the market")
    WITH_CAPITAL = "with_capital", _("Projects that raised capital")
    JOBS = "jobs", _("People employed by the projects")
    SUPPORTED = "supported", _("Projects supported in the year")
    TRAINED = "trained", _("Attendances of training")


class StepState(models.TextChoices):
    """Where a step of the roadmap stands."""

    PLANNED = "planned", pgettext_lazy("roadmap", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("roadmap", "Under way")
    DONE = "done", pgettext_lazy("roadmap", "Done")


class BookingState(models.TextChoices):
    """The life of a booking (design.md §6)."""

    REQUESTED = "requested", pgettext_lazy("booking", "Waiting for confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("booking", "Confirmed")
    REFUSED = "refused", pgettext_lazy("booking", "Refused")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")
    USED = "used", pgettext_lazy("booking", "Used")
    NO_SHOW = "no_show", pgettext_lazy("booking", "Nobody came")


# A booking in these states keeps the room: the exclusion constraint of the database names them too.
HOLDING_STATES = frozenset({BookingState.REQUESTED, BookingState.CONFIRMED, BookingState.USED})
OPEN_BOOKING_STATES = frozenset({BookingState.REQUESTED, BookingState.CONFIRMED})


class ClosureKind(models.TextChoices):
    HOLIDAY = "holiday", pgettext_lazy("closure", "Holiday")
    MAINTENANCE = "maintenance", pgettext_lazy("closure", "Maintenance")
    OWN_USE = "own_use", pgettext_lazy("closure", "Used by the space itself")
    OTHER = "other", pgettext_lazy("closure", "Other")


class Weekday(models.IntegerChoices):
    """Numbered as Python numbers them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class StepMinutes(models.IntegerChoices):
    """Bookings start and end on full steps, counted from midnight."""

    HALF_HOUR = 30, _("30 minutes")
    HOUR = 60, _("60 minutes")


class RefusalReason(models.TextChoices):
    """Why the staff of a space refuse; what they add in words follows."""

    OWN_EVENT = "own_event", _("The space needs the room itself at this time")
    PURPOSE = "purpose", _("The purpose does not fit the rules of the space")
    PEOPLE = "people", _("The room does not fit the number of people")
    DETAILS = "details", _("The request does not say enough about the purpose")
    OTHER = "other", _("Another reason")


class ExpertKind(models.TextChoices):
    MENTOR = "mentor", pgettext_lazy("expert", "Mentor")
    TRAINER = "trainer", pgettext_lazy("expert", "Trainer")
    INVESTOR = "investor", pgettext_lazy("expert", "Representative of an investor")


class Language(models.TextChoices):
    """What people of the province and those who come to it speak."""

    VIETNAMESE = "vi", _("Vietnamese")
    TAY_NUNG = "tay-nung", _("Tày, Nùng")
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")
    OTHER = "other", _("Another language")


# Organisations that invest are asked like people: through a relayed request.
INVESTING_KINDS = frozenset({OrganizationKind.INVESTOR, OrganizationKind.FUND})


class ConnectionState(models.TextChoices):
    """The life of a connection request (design.md §6); ``accepted`` means accepted for relaying."""

    RECEIVED = "received", pgettext_lazy("connection", "Received")
    ACCEPTED = "accepted", pgettext_lazy("connection", "Passed on, waiting for the answer")
    REFUSED = "refused", pgettext_lazy("connection", "Not passed on")
    DECLINED = "declined", pgettext_lazy("connection", "Declined by who was asked")
    CANCELLED = "cancelled", pgettext_lazy("connection", "Cancelled")
    IN_PROGRESS = "in_progress", pgettext_lazy("connection", "Connected")
    DONE = "done", pgettext_lazy("connection", "Finished")


OPEN_CONNECTION_STATES = frozenset({ConnectionState.RECEIVED, ConnectionState.ACCEPTED})
# From then on both know how to reach each other.
CONNECTED_STATES = frozenset({ConnectionState.IN_PROGRESS, ConnectionState.DONE})


class ConnectionPurpose(models.TextChoices):
    """What a connection is for; posts of the board have the same kinds."""

    MENTORING = "mentoring", _("A mentor who accompanies the project")
    ADVICE = "advice", _("Advice on one question")
    CAPITAL = "capital", _("Capital, investment")
    MARKET = "market", _("Sales, distribution")
    OFFTAKE = "offtake", _("Offtake of products")
    TRADE = "trade", _("Trade links with suppliers and buyers")
    TECHNOLOGY = "technology", _("Technology, trial production")
    PLACE = "place", _("Room, workshop, equipment")
    OTHER = "other", pgettext_lazy("connection", "Something else")


class PostIntent(models.TextChoices):
    """Which way a post of the board points."""

    NEED = "need", pgettext_lazy("post", "Need")
    OFFER = "offer", pgettext_lazy("post", "Offer")


class PostState(models.TextChoices):
    """The life of a post of the board of needs and offers."""

    RECEIVED = "received", pgettext_lazy("post", "Waiting for the office")
    PUBLISHED = "published", pgettext_lazy("post", "Published")
    REFUSED = "refused", pgettext_lazy("post", "Refused")
    CLOSED = "closed", pgettext_lazy("post", "Settled")
    EXPIRED = "expired", pgettext_lazy("post", "Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("post", "Withdrawn")


OPEN_POST_STATES = frozenset({PostState.RECEIVED, PostState.PUBLISHED})
# What is written in these may be written anew, and goes to the office again.
REVISABLE_POST_STATES = OPEN_POST_STATES | {PostState.REFUSED}


class ContactWay(models.TextChoices):
    EMAIL = "email", _("By e-mail, at the address of the account")
    PHONE = "phone", _("By telephone or Zalo")


class ConnectionSide(models.TextChoices):
    FOUNDER = "founder", _("the project")
    ASKED = "asked", _("who was asked")


class ConnectionResult(models.TextChoices):
    """What came of a connection, as either side tells it."""

    NOT_MET = "not_met", _("We have not met or talked yet")
    MET = "met", _("We talked, nothing further came of it")
    USEFUL = "useful", _("It was useful")
    COMMITTED = "committed", _("We work together, or money was invested")


class ServiceKind(models.TextChoices):
    """What a support service is about; the order is the order of the catalogue."""

    LEGAL = "phap-ly", pgettext_lazy("service", "Legal advice")
    PROPERTY = "so-huu-tri-tue", pgettext_lazy("service", "Intellectual property")
    FINANCE = "tai-chinh-thue", pgettext_lazy("service", "Finance, tax")
    MARKET = "thi-truong", pgettext_lazy("service", "Market, trade")
    TECHNOLOGY = "cong-nghe", pgettext_lazy("service", "Technology, measurement, standards")
    TRAINING = "dao-tao", pgettext_lazy("service", "Training, coaching")
    PREMISES = "mat-bang", pgettext_lazy("service", "Premises")
    OTHER = "khac", pgettext_lazy("service", "Other support")


class ServiceState(models.TextChoices):
    """The life of a request for a support service (design.md §6)."""

    RECEIVED = "received", pgettext_lazy("service", "Received")
    ACCEPTED = "accepted", pgettext_lazy("service", "Taken on")
    REFUSED = "refused", pgettext_lazy("service", "Refused")
    CANCELLED = "cancelled", pgettext_lazy("service", "Cancelled")
    IN_PROGRESS = "in_progress", pgettext_lazy("service", "Being worked on")
    DONE = "done", pgettext_lazy("service", "Finished")


OPEN_SERVICE_STATES = frozenset(
    {ServiceState.RECEIVED, ServiceState.ACCEPTED, ServiceState.IN_PROGRESS}
)


# A unit works, or worked, for the requester.
TAKEN_ON_STATES = frozenset({ServiceState.ACCEPTED, ServiceState.IN_PROGRESS, ServiceState.DONE})


class ServiceOutcome(models.TextChoices):
    SOLVED = "solved", pgettext_lazy("service", "Solved")
    REFERRED = "referred", pgettext_lazy("service", "Referred to another unit")
    COULD_NOT = "could_not", pgettext_lazy("service", "The unit could not help")


class Satisfaction(models.IntegerChoices):
    """How content somebody is with a service, from 1 to 5."""

    VERY_LOW = 1, pgettext_lazy("satisfaction", "1 – very dissatisfied")
    LOW = 2, pgettext_lazy("satisfaction", "2 – dissatisfied")
    MIDDLE = 3, pgettext_lazy("satisfaction", "3 – neither")
    HIGH = 4, pgettext_lazy("satisfaction", "4 – satisfied")
    VERY_HIGH = 5, pgettext_lazy("satisfaction", "5 – very satisfied")


class EventState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("event", "Draft")
    PUBLISHED = "published", pgettext_lazy("event", "Published")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


# A cancelled event stays to be read: people come to see whether it takes place.
PUBLIC_EVENT_STATES = frozenset({EventState.PUBLISHED, EventState.CANCELLED})


class EventKind(models.TextChoices):
    FESTIVAL = "festival", pgettext_lazy("event", "Startup festival")
    FORUM = "forum", pgettext_lazy("event", "Forum")
    WORKSHOP = "workshop", pgettext_lazy("event", "Workshop")
    MATCHING = "matching", pgettext_lazy("event", "Meeting of investors and projects")
    OTHER = "other", pgettext_lazy("event", "Other event")


class RegistrationState(models.TextChoices):
    """The life of a registration (design.md §6)."""

    REGISTERED = "registered", pgettext_lazy("registration", "Waiting for confirmation by e-mail")
    WAITLISTED = "waitlisted", pgettext_lazy("registration", "On the waiting list")
    OFFERED = "offered", pgettext_lazy("registration", "A place is offered")
    CONFIRMED = "confirmed", pgettext_lazy("registration", "Registered")
    ATTENDED = "attended", pgettext_lazy("registration", "Attended")
    ABSENT = "absent", pgettext_lazy("registration", "Did not come")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")


# Whoever is in one of these wants to come: is told what changes, and registers no second time.
LIVE_REGISTRATION_STATES = frozenset(
    {
        RegistrationState.REGISTERED,
        RegistrationState.WAITLISTED,
        RegistrationState.OFFERED,
        RegistrationState.CONFIRMED,
    }
)
# With a place that is theirs.
PLACE_STATES = frozenset({RegistrationState.CONFIRMED, RegistrationState.ATTENDED})


class RegistrationPhase(models.TextChoices):
    """Whether one can register now; never stored."""

    NONE = "none", pgettext_lazy("registration", "No registration needed")
    SOON = "soon", pgettext_lazy("registration", "Registration not open yet")
    OPEN = "open", pgettext_lazy("registration", "Registration open")
    WAITING = "waiting", pgettext_lazy("registration", "Full, waiting list open")
    FULL = "full", pgettext_lazy("registration", "Full")
    CLOSED = "closed", pgettext_lazy("registration", "Registration closed")


class SeekerKind(models.TextChoices):
    """Who asks what support there is."""

    PERSON = "person", pgettext_lazy("seeker", "A person with an idea")
    TEAM = "team", pgettext_lazy("seeker", "A team that is not a company yet")
    STUDENT = "student", pgettext_lazy("seeker", "A pupil or student")
    HOUSEHOLD = "household", pgettext_lazy("seeker", "A business household or co-operative")
    COMPANY = "company", pgettext_lazy("seeker", "A small or medium enterprise")


class SpecialGroup(models.TextChoices):
    """Groups that programmes are made for."""

    WOMEN = "women", pgettext_lazy("group", "Women")
    YOUTH = "youth", pgettext_lazy("group", "Young people")
    MINORITY = "minority", pgettext_lazy("group", "Ethnic minorities")
    RETURNING = "returning", pgettext_lazy("group", "People who come home to start a business")
    DISABLED = "disabled", pgettext_lazy("group", "People with disabilities")
