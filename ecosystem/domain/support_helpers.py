"""Who helps, read where it is kept: organisations, experts, services and rooms, against the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from ecosystem.domain.support import (
    MAX_ROWS,
    Found,
    Group,
    Verdict,
    because,
    most_reasons_first,
    source_warning,
)
from ecosystem.domain.support_answers import label_of
from ecosystem.enums import ServiceKind, StartupStage
from ecosystem.models import Expert, Organization, PolicyDocument, Room, Service, ServiceStage

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from ecosystem.domain.support_answers import Answers

# The kind of support that rooms are (ecosystem/data/support_kinds.yaml).
ROOM_KIND: Final = "cho-lam-viec"
# Which kinds of services answer which kind of support; a kind that staff add has none.
SERVICES_OF: Final[dict[str, tuple[str, ...]]] = {
    "tu-van-phap-ly": (ServiceKind.LEGAL,),
    "co-van-huong-dan": (ServiceKind.TRAINING,),
    "dao-tao-tap-huan": (ServiceKind.TRAINING,),
    "cho-lam-viec": (ServiceKind.PREMISES,),
    "von-tai-tro": (ServiceKind.FINANCE,),
    "ket-noi-thi-truong": (ServiceKind.MARKET,),
    "so-huu-tri-tue": (ServiceKind.PROPERTY,),
    "cong-nghe-thu-nghiem": (ServiceKind.TECHNOLOGY,),
    "dich-vu-kinh-doanh": (ServiceKind.FINANCE, ServiceKind.OTHER),
}


def organizations(answers: Answers) -> Group:
    """Organisations of the directory that say what support they offer."""
    rows = Organization.objects.public().existing().order_by("folded").defer("folded", "note")
    found = _helpers(Organization, rows, answers, _organization_found)
    return Group(
        key="to-chuc",
        title=_("Organisations that support"),
        items=found,
        more_url=_narrowed("ecosystem:directory", answers),
        more_label=_("The whole directory"),
    )


def experts(answers: Answers) -> Group:
    """Mentors, trainers and representatives of investors who take requests."""
    rows = Expert.objects.taking_requests().order_by("folded").defer("folded", "description")
    found = _helpers(Expert, rows, answers, _expert_found)
    return Group(
        key="chuyen-gia",
        title=_("Mentors and experts"),
        items=found,
        more_url=_narrowed("ecosystem:expert_list", answers),
        more_label=_("All mentors and experts"),
    )


def services(answers: Answers) -> Group:
    """Services of units that take requests; which stages they serve is a condition."""
    kinds = {kind for need in answers.needs for kind in SERVICES_OF.get(need.slug, ())}
    rows = Service.objects.taking_requests()
    if answers.needs:
        rows = rows.filter(kind__in=kinds)
    stages = ServiceStage.objects.filter(service=OuterRef("pk"))
    sources = PolicyDocument.objects.with_validity().filter(pk=OuterRef("legal_basis"))
    rows = (
        rows.select_related("organization", "legal_basis")
        .defer("folded", "organization__folded", "legal_basis__folded", "legal_basis__full_text")
        .annotate(
            asks_stage=Exists(stages),
            meets_stage=Exists(stages.filter(stage=answers.stage)),
            source_validity=Subquery(sources.values("validity")[:1]),
        )
        .order_by("folded", "pk")
    )
    found = []
    for service in rows[:MAX_ROWS]:
        verdict = Verdict(
            reasons=[
                because(need)
                for need in answers.needs
                if service.kind in SERVICES_OF.get(need.slug, ())
            ]
        )
        verdict.condition(
            asked=service.asks_stage,
            given=bool(answers.stage),
            met=service.meets_stage,
            answer=label_of(StartupStage, answers.stage),
            only=_("Only for certain stages of projects"),
        )
        if not verdict.reasons and not verdict.remarks:
            verdict.reasons.append(_("Open to everybody"))
        if verdict.fits:
            found.append(_service_found(service, verdict))
    return Group(
        key="dich-vu",
        title=_("Support services"),
        items=most_reasons_first(found),
        more_url=reverse("ecosystem:service_list"),
        more_label=_("All support services"),
    )


def rooms(answers: Answers) -> Group:
    """Rooms of the co-working space, unless only other kinds of support are asked for."""
    needed = [need for need in answers.needs if need.slug == ROOM_KIND]
    items: list[Found] = []
    if needed or not answers.needs:
        why = (because(needed[0]),) if needed else (_("Open to everybody with an account"),)
        rows = Room.objects.public().select_related("organization").order_by("order", "pk")
        items = [_room_found(room, why) for room in rows[:MAX_ROWS]]
    return Group(
        key="phong",
        title=_("Rooms and places to work"),
        items=items,
        more_url=reverse("ecosystem:room_search"),
        more_label=_("Find a free room"),
    )


def _narrowed(name: str, answers: Answers) -> str:
    """Return the address of a list, narrowed by the one kind of support that is needed."""
    url = reverse(name)
    return f"{url}?ho-tro={answers.needs[0].slug}" if len(answers.needs) == 1 else url


def _helpers(
    model: Any, rows: QuerySet, answers: Answers, shown: Callable[[Any, Verdict], Found]
) -> list[Found]:
    """Those who offer what is needed, in one query. Who names no field or stage serves all of them."""
    column = model._meta.model_name
    supports = model.supports.through.objects.filter(**{column: OuterRef("pk")})
    fields = model.fields.through.objects.filter(**{column: OuterRef("pk")})
    stages = model.served_stages.rel.related_model.objects.filter(**{column: OuterRef("pk")})
    tests = {
        f"offers_{need.pk}": Exists(supports.filter(supportkind=need)) for need in answers.needs
    }
    rows = rows.annotate(
        asks_field=Exists(fields),
        meets_field=Exists(fields.filter(field=answers.field)),
        asks_stage=Exists(stages),
        meets_stage=Exists(stages.filter(stage=answers.stage)),
        **tests,
    )
    if tests:
        wanted = Q()
        for name in tests:
            wanted |= Q(**{name: True})
        rows = rows.filter(wanted)
    else:
        rows = rows.filter(Exists(supports))
    found = []
    for row in rows[:MAX_ROWS]:
        verdict = _verdict_on_helper(row, answers)
        if verdict.fits:
            found.append(shown(row, verdict))
    return most_reasons_first(found)


def _verdict_on_helper(row: Any, answers: Answers) -> Verdict:
    """Who offers what is needed is shown, and told where the profile names another field or stage.

    Without a need the field and the stage decide.
    """
    verdict = Verdict(
        reasons=[because(need) for need in answers.needs if getattr(row, f"offers_{need.pk}")]
    )
    conditions = (
        (row.asks_field and answers.field, row.meets_field, answers.field, _("Names other fields")),
        (
            row.asks_stage and answers.stage,
            row.meets_stage,
            label_of(StartupStage, answers.stage),
            _("Names other stages of projects"),
        ),
    )
    for asked, met, answer, remark in conditions:
        if asked and met:
            verdict.reasons.append(because(answer))
        elif asked:
            verdict.fits = bool(answers.needs)
            verdict.remarks.append(remark)
    if not verdict.reasons:
        verdict.reasons.append(_("Open to everybody"))
    return verdict


def _organization_found(row: Organization, verdict: Verdict) -> Found:
    return Found(
        title=row.here.name,
        url=row.get_absolute_url(),
        summary=row.here.summary,
        contact=", ".join(filter(None, (row.phone, row.email))),
        reasons=tuple(verdict.reasons),
        remarks=tuple(verdict.remarks),
    )


def _expert_found(row: Expert, verdict: Verdict) -> Found:
    return Found(
        title=row.name,
        url=row.get_absolute_url(),
        summary=row.here.summary or row.here.position,
        # Addresses of experts are never shown: the office passes requests on.
        how_to_ask=_("Send a request for a connection from the page of the expert."),
        is_demo=row.is_demo,
        reasons=tuple(verdict.reasons),
        remarks=tuple(verdict.remarks),
    )


def _service_found(service: Any, verdict: Verdict) -> Found:
    giver, basis, here = service.organization, service.legal_basis, service.here
    return Found(
        title=here.name,
        url=service.get_absolute_url(),
        summary=here.summary,
        amount=here.cost,
        giver=giver.here.name,
        giver_url=giver.get_absolute_url(),
        contact=service.contact or ", ".join(filter(None, (giver.phone, giver.email))),
        how_to_ask=_("Send a request from the page of the service."),
        source=str(basis) if basis else service.legal_basis_text,
        source_url=basis.get_absolute_url() if basis else "",
        source_warning=source_warning(service.source_validity),
        is_demo=service.is_demo,
        reasons=tuple(verdict.reasons),
        remarks=tuple(verdict.remarks),
    )


def _room_found(room: Room, reasons: tuple[str, ...]) -> Found:
    giver, here = room.organization, room.here
    return Found(
        title=here.name,
        url=room.get_absolute_url(),
        summary=here.summary,
        amount=here.price_text,
        giver=giver.here.name,
        giver_url=giver.get_absolute_url(),
        contact=", ".join(filter(None, (giver.phone, giver.email))),
        is_demo=room.is_demo,
        reasons=reasons,
    )
