"""Dossiers that could be submitted at once: the smallest complete ones."""

from datetime import date
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from contests.domain.consents import record_consents
from contests.enums import ApplicantType, AttachmentKind
from contests.models import Attachment
from portal.models import StoredFile
from tests.factories.contests import ApplicationFactory, ContestFactory, RuleSetFactory
from tests.factories.ecosystem import FieldFactory, LocalityFactory
from tests.factories.portal import UserFactory

AGREED = {"declaration", "contest"}
# What the entry questions of the usual rules expect.
DECLARED = {"in_province": "yes", "past_winner": "no", "inner_circle": "no"}


def pdf_bytes():
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pdf_upload(name="thuyet-minh.pdf"):
    return SimpleUploadedFile(name, pdf_bytes(), content_type="application/pdf")


def contest_with_rules(**rules):
    contest = ContestFactory()
    RuleSetFactory(contest=contest, **rules)
    return contest


def ready_application(*, consents=AGREED, owner=None, contest=None, **fields):
    """A complete draft of an individual with a confirmed address and the consents."""
    owner = owner or UserFactory(verified=True)
    values = {
        "applicant_type": ApplicantType.INDIVIDUAL,
        "eligibility_answers": DECLARED,
        "field": FieldFactory(),
        "locality": LocalityFactory(),
        "contact_name": owner.full_name,
        "contact_email": owner.email,
        "contact_phone": f"+8491{owner.pk:07d}",
        "contact_birth_date": date(1990, 3, 5),
    }
    application = ApplicationFactory(
        contest=contest or contest_with_rules(), owner=owner, **(values | fields)
    )
    attach_explanation(application)
    record_consents(application, actor=owner, purposes=consents)
    return application


def attach_explanation(application):
    """Hang a file on the dossier without the work of checking its bytes."""
    stored = StoredFile.objects.create(
        file=ContentFile(b"%PDF-1.4", name="a.pdf"),
        original_name="thuyet-minh.pdf",
        content_type="application/pdf",
        size=8,
        sha256=f"{application.pk:064x}",
        uploaded_by=application.owner,
    )
    return Attachment.objects.create(
        application=application, kind=AttachmentKind.EXPLANATION, stored=stored
    )
