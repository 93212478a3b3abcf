"""What classes hand out."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.files import StoredFileFactory
from tests.factories.training import CourseRunFactory
from training.enums import MaterialAudience
from training.models import Material


class MaterialFactory(DjangoModelFactory):
    """A file for everybody; ``stored=None, url=…`` makes it an address."""

    class Meta:
        model = Material

    run = factory.SubFactory(CourseRunFactory, sessions=1)
    title = factory.Sequence(lambda n: f"Tài liệu {n}")
    stored = factory.SubFactory(StoredFileFactory)
    audience = MaterialAudience.EVERYBODY
