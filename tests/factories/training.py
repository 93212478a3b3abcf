"""Training of the past."""

import factory
from factory.django import DjangoModelFactory

from training.models import HistoricalAttendance


class HistoricalAttendanceFactory(DjangoModelFactory):
    class Meta:
        model = HistoricalAttendance

    title = factory.Sequence(lambda n: f"Lớp tập huấn {n}")
