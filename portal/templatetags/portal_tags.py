"""Building blocks of pages: icons, tags of states, fields and the summary of errors."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import lucide
from django import template
from django.forms import CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from portal.roles import Role, roles_of

if TYPE_CHECKING:
    from django.forms import BaseForm, BoundField

register = template.Library()


# --- Small parts -------------------------------------------------------------------------------


@register.simple_tag
def account_menu(user) -> list[tuple[str, str]]:
    """Where a signed-in person goes: own applications, score sheets, the unit's desk, administration."""
    links = [
        (gettext("My applications"), "contests:application_list"),
        (gettext("My bookings"), "ecosystem:booking_list"),
        (gettext("My events"), "ecosystem:registration_list"),
        (gettext("My classes"), "training:registration_list"),
    ]
    if Role.JUDGE in roles_of(user):
        links.append((gettext("Score applications"), "contests:judge_home"))
    if Role.NOMINATOR in roles_of(user):
        links.append((gettext("Desk of the nominating unit"), "contests:desk"))
    if user.is_staff:
        links.append((gettext("Administration"), "admin:index"))
    return [(label, reverse(name)) for label, name in links]


@lru_cache(maxsize=256)
def _icon(name: str, size: int) -> str:
    draw = lucide._render_icon  # noqa: SLF001 -- the package's own template tag calls nothing else
    svg = draw(name, size, aria_hidden="true", focusable="false", **{"class": "icon"})
    return mark_safe(svg)  # noqa: S308 -- drawn from the package's own files


@register.simple_tag
def icon(name: str, size: int = 20) -> str:
    """A decorative icon; the words beside it carry the meaning."""
    return _icon(name + "", size)


# Colour of a state's tag; what is not named is neutral. Finished good is green, refused is red,
# waiting for somebody is yellow, moving is blue, honours are purple.
STATE_TONES = {
    "success": {
        "valid",
        "advanced",
        "published",
        "approved",
        "sent",
        "done",
        "confirmed",
        "completed",
        "upheld",
        "partly",
        "used",
        "attended",
    },
    "warning": {
        "supplement_requested",
        "proposed",
        "in_review",
        "requested",
        "retrying",
        "queued",
        "received",
        "registered",
        "waitlisted",
        "offered",
    },
    "error": {"invalid", "disqualified", "failed", "dead", "refused", "no_show", "absent"},
    "info": {
        "submitted",
        "in_round",
        "open",
        "in_progress",
        "intake",
        "sending",
        "scheduled",
        "examining",
    },
    "purple": {"awarded"},
}
TONE_OF_STATE = {state: tone for tone, states in STATE_TONES.items() for state in states}


@register.simple_tag
def state_tag(obj) -> str:
    """The state of ``obj`` as a tag: words first, colour second."""
    return format_html(
        '<span class="tag tag-{}">{}</span>',
        TONE_OF_STATE.get(obj.state, "neutral"),
        obj.get_state_display(),
    )


# --- Forms -------------------------------------------------------------------------------------


class FormError(NamedTuple):
    message: str
    anchor: str
    label: str = ""


def _anchor(field: BoundField) -> str:
    """Id of the first control of a field: what a link in the summary moves to."""
    return field.id_for_label or f"{field.auto_id}_0"


def _errors_of(form: BaseForm) -> list[FormError]:
    errors = [FormError(message, "") for message in form.non_field_errors()]
    for field in form:
        errors.extend(
            FormError(message, "" if field.is_hidden else _anchor(field), str(field.label))
            for message in field.errors
        )
    return errors


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """Everything wrong with the forms (and form sets) at the top of the page, linked to the fields."""
    errors = []
    for form in forms:
        if not form:
            continue
        if hasattr(form, "management_form"):
            errors.extend(FormError(message, "") for message in form.non_form_errors())
            for part in form.forms:
                errors.extend(_errors_of(part))
        elif form.is_bound:
            errors.extend(_errors_of(form))
    return {"errors": _told_apart(errors)}


def _told_apart(errors: list[FormError]) -> list[FormError]:
    """Name the field where several fields have the same words, so that the links differ."""
    times = Counter(error.message for error in errors)
    return [
        error._replace(message=f"{error.label}: {error.message}")
        if times[error.message] > 1 and error.label
        else error
        for error in errors
    ]


def _kind(widget) -> str:
    kinds = (
        (RadioSelect, "choices"),
        (CheckboxSelectMultiple, "choices"),
        (CheckboxInput, "checkbox"),
        (FileInput, "file"),
        (Select, "select"),
    )
    if getattr(widget, "use_fieldset", False) and not isinstance(
        widget, (RadioSelect, CheckboxSelectMultiple)
    ):
        return "group"
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "text")


CONTROL_CLASSES = {
    "text": "form-control",
    "file": "form-control",
    "select": "form-select",
    "checkbox": "form-check-input",
    "choices": "form-check-input",
    "group": "form-control",
}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label_class: str = ""):
    """Label, hint, error and control of one field, tied together for screen readers."""
    widget = bound.field.widget
    kind = _kind(widget)
    hint_id = f"{bound.auto_id}_hint" if bound.help_text else ""
    error_id = f"{bound.auto_id}_error" if bound.errors else ""
    described_by = " ".join(
        part for part in (hint_id, error_id, widget.attrs.get("aria-describedby")) if part
    )
    attrs = {"class": f"{widget.attrs.get('class', '')} {CONTROL_CLASSES[kind]}".strip()}
    if bound.errors:
        attrs["class"] += " is-invalid"
    if described_by and kind not in {"choices", "group"}:
        attrs["aria-describedby"] = described_by
    return {
        "field": bound,
        "kind": kind,
        "control": "" if kind == "choices" else bound.as_widget(attrs=attrs),
        "hint_id": hint_id,
        "error_id": error_id,
        "described_by": described_by,
        "label_class": label_class,
        "is_optional": not bound.field.required
        and kind != "checkbox"
        and getattr(bound.field, "says_optional", True)
        # What is asked for in red is not called optional beside it.
        and not bound.errors,
    }
