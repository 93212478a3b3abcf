"""Papers as they were issued."""

import factory
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.models import IssuedDocument, User
from tests.factories.files import StoredFileFactory


class IssuedDocumentFactory(DjangoModelFactory):
    """A certificate whose subject is no award (any more)."""

    class Meta:
        model = IssuedDocument

    kind = "contests.award"
    year = 2026
    serial = factory.Sequence(lambda n: n + 1)
    number = factory.LazyAttribute(lambda d: f"{d.serial:03d}/{d.year}/GCN")
    holder = "Nông Thị Nhận"
    subject_type = factory.LazyFunction(lambda: ContentType.objects.get_for_model(User))
    subject_id = factory.Sequence(lambda n: n + 1_000_000)
    issued_on = factory.LazyFunction(timezone.localdate)
    stored = factory.SubFactory(StoredFileFactory)
    sha256 = factory.SelfAttribute("stored.sha256")
