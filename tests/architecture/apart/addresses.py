"""Every address of the administration, found by walking it, and what is known of each.

An address is closed to the staff of units unless a table here opens it: a new page must stay closed,
or be added with the objects that it is tried with.
"""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib import admin
from django.urls import URLResolver, reverse
from django.urls.resolvers import RegexPattern

# Models of which a unit's staff see rows: B's objects, with which their addresses are tried.
OWNED = {
    "ecosystem.Room": lambda side: [side.room],
    "ecosystem.Closure": lambda side: [side.closure],
    "ecosystem.Booking": lambda side: [side.booking, side.event_booking, side.past_booking],
    "ecosystem.Service": lambda side: [side.service, side.hidden_service],
    "ecosystem.ServiceRequest": lambda side: list(side.requests.values()),
}
SPACE_MODELS = {"ecosystem.Room", "ecosystem.Closure", "ecosystem.Booking"}
UNIT_MODELS = {"ecosystem.Service", "ecosystem.ServiceRequest"}
# Models of which they see none. A model that is registered anew belongs into one table or the other.
FOREIGN = {
    "auditlog": {"LogEntry"},
    "account": {"EmailAddress"},
    "portal": {
        "BackgroundJob",
        "Consent",
        "IssuedDocument",
        "MailTemplate",
        "MissedSearch",
        "OldAddress",
        "OutgoingMail",
        "Subscriber",
        "PromotedAnswer",
        "SearchSynonym",
        "SiteNotice",
        "User",
    },
    "ecosystem": {
        "ActorImport",
        "BoardPost",
        "ConnectionRequest",
        "DocumentTopic",
        "Event",
        "EventRegistration",
        "Expert",
        "Field",
        "Indicator",
        "Locality",
        "Milestone",
        "Organization",
        "Plan",
        "PolicyDocument",
        "ProfileChange",
        "ProfileClaim",
        "RoadmapStep",
        "Startup",
        "SupportKind",
        "SupportOffer",
    },
    "news": {
        "Article",
        "ArticleRedirect",
        "Banner",
        "Category",
        "MediaCoverage",
        "MediaImage",
        "ReaderQuestion",
        "Series",
        "Tag",
    },
    "training": {
        "Audience",
        "Course",
        "CourseRun",
        "HistoricalAttendance",
        "Person",
        "Registration",
        "RegistrationGroup",
    },
    "contests": {
        "Application",
        "Assignment",
        "Award",
        "ConflictDeclaration",
        "Contest",
        "CouncilMeeting",
        "Criterion",
        "FollowUp",
        "HintDismissal",
        "HistoricalFigure",
        "JudgeInvitation",
        "MadePaper",
        "OfficialDecision",
        "Panel",
        "PaperOffice",
        "PaperSheet",
        "PaperTemplate",
        "Participation",
        "Petition",
        "Question",
        "ReportedTotal",
        "Round",
        "RoundEntry",
        "RoundResult",
        "RuleSet",
        "ScoreSheet",
        "Section",
        "SiteVisit",
    },
}
FOREIGN_LABELS = {f"{app}.{model}" for app, models in FOREIGN.items() for model in models}

STANDARD_LISTS = ("changelist", "add")
STANDARD_OBJECTS = ("change", "delete", "history")


def _requests(side):
    return [{"pk": request.pk} for request in side.requests.values()]


# Pages of our own about one object of a unit: the ways to name one of a side's.
OWNED_PAGES = {
    "ecosystem_booking_step": lambda side: [
        {"pk": booking.pk, "step": step}
        for booking in OWNED["ecosystem.Booking"](side)
        for step in ("confirm", "refuse", "call_off", "record_use", "record_no_show")
    ],
    "ecosystem_servicerequest_step": lambda side: [
        {"pk": request.pk, "step": step}
        for request in side.requests.values()
        for step in ("accept", "refuse", "start", "finish", "cancel")
    ],
    "ecosystem_servicerequest_reassign": _requests,
    "ecosystem_servicerequest_due": _requests,
    "ecosystem_servicerequest_message": _requests,
    "ecosystem_servicerequest_file": lambda side: [
        {"pk": request.pk, "file_pk": side.file.pk} for request in side.requests.values()
    ],
}
# Pages of our own that show rows of the viewer's units.
OWNED_LISTS = {"ecosystem_booking_calendar", "ecosystem_room_use"}
# Open to all staff; their answers are searched for B like all others.
FOR_ALL_STAFF = {
    "index",
    "password_change",
    "password_change_done",
    "jsi18n",
    "login",
    "logout",
    "app_list",
    # Each answers about objects of all kinds: tried with all of them by tests of their own.
    "autocomplete",
    "view_on_site",
}
# Where a request may be referred to an open service of another unit, as the catalogue shows it.
REFERRALS = {"refuse", "finish"}
# Django's own patterns without a name: the redirect of old addresses of changes, and the last resort.
UNNAMED = {"<path:object_id>/", r"(?P<url>.*)$"}


@dataclass(frozen=True)
class Address:
    name: str
    parameters: tuple

    @property
    def model(self):
        """The model that the name begins with; None for pages of the site."""
        for model in sorted(admin.site._registry, key=lambda model: -len(model._meta.model_name)):
            if self.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
                return model
        return None

    @property
    def page(self):
        return self.name.rpartition("_")[2]

    def path(self, **given):
        return reverse(f"admin:{self.name}", kwargs=given)


def walk(patterns=None, parameters=()):
    """Every pattern below ``admin/``: its address, or its route when it has no name."""
    for pattern in admin.site.urls[0] if patterns is None else patterns:
        found = (*parameters, *_parameters(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, found)
        elif pattern.name:
            yield Address(pattern.name, found)
        else:
            yield str(pattern.pattern)


def _parameters(pattern):
    if isinstance(pattern, RegexPattern):
        return tuple((name, "str") for name in pattern.regex.groupindex)
    return tuple(
        (name, type(converter).__name__.removesuffix("Converter").lower())
        for name, converter in pattern.converters.items()
    )


@cache
def addresses():
    """Every named address, once."""
    return sorted({one for one in walk() if isinstance(one, Address)}, key=lambda one: one.name)


def addresses_of(label):
    """The addresses of the pages of one model."""
    return [one for one in addresses() if one.model and one.model._meta.label == label]


def list_path(label):
    return reverse(f"admin:{label.replace('.', '_').lower()}_changelist")


def autocompleted():
    """Relations that the autocomplete view may answer about: every one of a unit's models, and one to
    each model that it searches. The answer depends on the related model alone.
    """
    searched = set()
    for model in sorted(admin.site._registry, key=lambda model: model._meta.label not in OWNED):
        for field in (*model._meta.fields, *model._meta.many_to_many):
            related = field.remote_field and admin.site._registry.get(field.remote_field.model)
            if not related or not related.get_search_fields(None):
                continue
            if model._meta.label in OWNED or related.model not in searched:
                searched.add(related.model)
                yield model._meta.app_label, model._meta.model_name, field.name


def closed_addresses():
    """All that no table opens."""
    return [
        one
        for one in addresses()
        if one.name not in {*OWNED_PAGES, *OWNED_LISTS, *FOR_ALL_STAFF}
        and not (one.model and one.model._meta.label in OWNED and is_standard(one))
    ]


def is_standard(address):
    """Whether Django gives every model such a page."""
    model = address.model
    base = f"{model._meta.app_label}_{model._meta.model_name}_"
    return address.name.removeprefix(base) in {*STANDARD_LISTS, *STANDARD_OBJECTS}


def filled(address):
    """Values for the parameters of a closed address: rows that exist, wherever there are any."""
    values = {}
    for name, kind in address.parameters:
        if name in {"pk", "id", "object_id"} and address.model is not None:
            row = address.model._base_manager.order_by("pk").first()
            values[name] = row.pk if row else 1
        elif name == "contest_pk":
            contest = apps.get_model("contests", "Contest").objects.order_by("pk").first()
            values[name] = contest.pk
        else:
            values[name] = {
                "int": 1,
                "slug": "x",
                "str": "x",
                "string": "x",
                "path": "1",
                "uuid": "00000000-0000-4000-8000-000000000000",
            }[kind]
    return values
