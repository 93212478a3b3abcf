"""The consent of guardians on paper: a form to print and sign, and the signed one kept per person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.answers import lock_for_edit, touch
from contests.domain.attachments import delete_stored
from contests.domain.identity import phone_text
from contests.domain.limits import rules_of
from contests.domain.people import minors_of
from contests.domain.typesetting import typeset
from contests.enums import AttachmentKind
from contests.models import Attachment
from portal.files import KIND_IMAGE, KIND_PDF, MEGABYTE, store_upload

if TYPE_CHECKING:
    from contests.domain.people import Person
    from contests.models import Application

FORM_KINDS = (KIND_PDF, KIND_IMAGE)


@transaction.atomic
def attach_guardian_form(
    application: Application, uploaded: Any, *, actor: Any, member_id: int | None
) -> Attachment:
    """Keep the form that the guardian of one person signed, in place of an earlier one.

    ``member_id`` None is the representative. Raises ValidationError when the file may not be kept
    or the person needs no guardian. It does not count against the number of files of the dossier.
    """
    locked = lock_for_edit(application, actor=actor)
    if member_id not in {person.member_id for person in minors_of(locked)}:
        raise ValidationError(_("This person needs no guardian's consent."), code="person")
    stored = store_upload(
        uploaded,
        kinds=FORM_KINDS,
        max_bytes=locked.contest.max_document_mb * MEGABYTE,
        uploaded_by=actor,
    )
    earlier = list(
        locked.attachments.filter(kind=AttachmentKind.GUARDIAN, member=member_id).select_related(
            "stored"
        )
    )
    attachment = Attachment.objects.create(
        application=locked, kind=AttachmentKind.GUARDIAN, stored=stored, member_id=member_id
    )
    for row in earlier:
        file = row.stored
        row.delete()
        # a submitted version may name the earlier one
        if locked.number is None:
            delete_stored(file)
    touch(locked, actor=actor)
    return attachment


def guardian_form_pdf(application: Application, person: Person) -> bytes:
    """Return the form for one person, filled in with what the dossier knows; the rest is dotted."""
    with translation.override(settings.LANGUAGE_CODE):
        paper = _paper(application, person)
    return typeset("guardian_form.typ", paper, moment=timezone.now())


def _paper(application: Application, person: Person) -> dict[str, Any]:
    guardian = person.guardian
    facts = {"name": person.name, "age": rules_of(application).guardian_below_age}
    return {
        "heading": _("Consent of the guardian"),
        "contest": application.contest.title,
        "guardian": [
            [_("Full name of the guardian"), guardian.name],
            [_("Relation to the participant"), guardian.relation],
            [_("Telephone number"), phone_text(guardian.phone)],
        ],
        "participant": [
            [_("Full name of the participant"), person.name],
            [_("School or organisation"), application.organization_name],
            [_("Project"), application.title],
        ],
        "sentences": [
            _("I am the legal representative of %(name)s, who is below %(age)d.") % facts,
            _("I agree that %(name)s takes part in the contest named above.") % facts,
            _(
                "I agree that the Department of Science and Technology uses the name, birth date, "
                "telephone number, e-mail address and files of %(name)s and my own name and "
                "telephone number to run the contest."
            )
            % facts,
            _(
                "I know that the portal shows no name, birth date or contact of %(name)s to the "
                "public, only the school or organisation and the project."
            )
            % facts,
            _("I can withdraw this consent at any time by writing to the Department."),
        ],
        "own_heading": _("Consent of the participant"),
        "own_sentence": _("I want to take part in the contest and agree to the above."),
        "place_and_day": _("…………………, day …… month …… year ………"),
        "signatures": [_("The participant"), _("The guardian")],
        "sign_note": _("(signature and full name)"),
    }
