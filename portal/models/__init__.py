"""What every app stands on: people, consent, the outbox, private files."""

from portal.models.addresses import OldAddress
from portal.models.consent import Consent
from portal.models.documents import DocumentCounter, IssuedDocument
from portal.models.files import StoredFile
from portal.models.heartbeat import Heartbeat
from portal.models.jobs import BackgroundJob
from portal.models.mail import MailTemplate, OutgoingMail
from portal.models.newsletter import Subscriber
from portal.models.notices import NoticeAudience, NoticeTone, SiteNotice
from portal.models.search import (
    MissedSearch,
    PromotedAnswer,
    SearchEntry,
    SearchSpelling,
    SearchSynonym,
)
from portal.models.users import User

__all__ = [
    "BackgroundJob",
    "Consent",
    "DocumentCounter",
    "Heartbeat",
    "IssuedDocument",
    "MailTemplate",
    "MissedSearch",
    "NoticeAudience",
    "NoticeTone",
    "OldAddress",
    "OutgoingMail",
    "PromotedAnswer",
    "SearchEntry",
    "SearchSpelling",
    "SearchSynonym",
    "SiteNotice",
    "StoredFile",
    "Subscriber",
    "User",
]
