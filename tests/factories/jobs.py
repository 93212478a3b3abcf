"""Background jobs."""

import factory
from factory.django import DjangoModelFactory

from portal.models import BackgroundJob
from tests.factories.portal import UserFactory


class BackgroundJobFactory(DjangoModelFactory):
    """A waiting export of one who may see it."""

    class Meta:
        model = BackgroundJob

    kind = "test.x"
    title = "Xuất danh sách hồ sơ"
    permission = "contests.export_application"
    requested_by = factory.SubFactory(UserFactory, roles=["Thư ký cuộc thi"])
