"""The office's own templates: proved when they are kept, one of each paper in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from contests.domain.official.checking import check_template
from contests.domain.official.demo import demo_values
from contests.domain.official.word import paper_docx, shipped_template
from contests.enums import PaperKind
from contests.models import PaperTemplate
from portal import audit
from portal.files import KIND_DOCX, MEGABYTE, check_upload, store_upload
from portal.workflow import require

if TYPE_CHECKING:
    from portal.models import User

MAX_BYTES = 5 * MEGABYTE


def prove_upload(kind: str, uploaded: Any) -> None:
    """Raise ValidationError or TemplateRefusedError unless the upload can be a template of ``kind``."""
    check_template(kind, check_upload(uploaded, kinds={KIND_DOCX}, max_bytes=MAX_BYTES).content)


@transaction.atomic
def keep_template(
    kind: str, uploaded: Any, *, actor: User, note: str = "", is_active: bool = True
) -> PaperTemplate:
    """Keep a template that was proved; in use, it takes the place of the one before."""
    require(actor, "contests.add_papertemplate")
    prove_upload(kind, uploaded)
    stored = store_upload(uploaded, kinds={KIND_DOCX}, max_bytes=MAX_BYTES, uploaded_by=actor)
    template = PaperTemplate.objects.create(
        kind=kind, stored=stored, note=note, is_active=False, uploaded_by=actor
    )
    audit.record(template, "keep_template", actor=actor, sha256=stored.sha256)
    return set_in_use(template, actor=actor) if is_active else template


@transaction.atomic
def set_in_use(template: PaperTemplate, *, actor: User, is_active: bool = True) -> PaperTemplate:
    """Use the template instead of the one in use, or use it no longer."""
    require(actor, "contests.change_papertemplate")
    of_kind = PaperTemplate.objects.select_for_update().filter(kind=template.kind)
    list(of_kind)  # the lock
    if is_active:
        of_kind.exclude(pk=template.pk).update(is_active=False)
    changed = of_kind.filter(pk=template.pk).exclude(is_active=is_active)
    if changed.update(is_active=is_active):
        verb = "use_template" if is_active else "drop_template"
        audit.record(template, verb, actor=actor, paper=PaperKind(template.kind).label)
    template.refresh_from_db()
    return template


def preview(kind: str, template: PaperTemplate | None = None) -> bytes:
    """Return the template, or the shipped one, filled with the values of nobody."""
    if template is None:
        content = shipped_template(kind)
    else:
        with template.stored.file.open("rb") as file:
            content = file.read()
    with translation.override(settings.LANGUAGE_CODE):
        return paper_docx(content, demo_values(kind))
