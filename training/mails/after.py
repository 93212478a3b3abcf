"""What people are told after a class: their certificate, the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from portal.models import IssuedDocument
    from training.models import Registration, SurveyRequest


@in_vietnamese
def certificate_issued(registration: Registration, document: IssuedDocument) -> Mail:
    return _of_paper(registration, document, "certificate_issued")


@in_vietnamese
def certificate_reissued(
    registration: Registration, document: IssuedDocument, old: IssuedDocument
) -> Mail:
    """A new paper stands in place of the old one."""
    return _of_paper(registration, document, "certificate_reissued", old_number=old.number)


@in_vietnamese
def certificate_revoked(registration: Registration, document: IssuedDocument) -> Mail:
    return _of_paper(registration, document, "certificate_revoked", reason=document.revoked_reason)


def _of_paper(
    registration: Registration, document: IssuedDocument, template: str, **values: object
) -> Mail:
    return _to_person(
        registration,
        template,
        dedupe=f"{template}:{document.pk}",
        number=document.number,
        url=absolute_url(reverse("training:own_certificate", args=[registration.key])),
        check_url=absolute_url(document.get_absolute_url()),
        **values,
    )


@in_vietnamese
def survey_asked(request: SurveyRequest) -> Mail:
    """The day after the class."""
    return _question(request, "survey_asked")


@in_vietnamese
def follow_up_asked(request: SurveyRequest) -> Mail:
    """Three months later."""
    return _question(request, "follow_up_asked")


def _question(request: SurveyRequest, template: str) -> Mail:
    return _to_person(
        request.registration,
        template,
        dedupe=f"{template}:{request.pk}",
        closes_at=request.closes_at,
        url=absolute_url(request.get_absolute_url()),
    )


def _to_person(registration: Registration, template: str, *, dedupe: str, **values: object) -> Mail:
    run = registration.run
    return Mail(
        template=f"training/{template}",
        # Whoever was written down at the door may have no address.
        recipient=registration.contact_email,
        about=registration.code,
        dedupe_key=f"training:{dedupe}",
        context={
            "name": registration.full_name,
            "course": run.course.name,
            "days": run.days,
            "place": run.place,
            **values,
        },
    )
