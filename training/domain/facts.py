"""The training that the province held before the portal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from ecosystem.domain.loading import read_yaml
from training.models import HistoricalAttendance

if TYPE_CHECKING:
    from ecosystem.domain.loading import Loader

DATA = Path(__file__).resolve().parents[1] / "data"


@transaction.atomic
def load_history(loader: Loader) -> None:
    """Load what the sources say of past training."""
    for entry in read_yaml(DATA / "history.yaml"):
        loader.put(HistoricalAttendance, key={"slug": entry.pop("slug")}, values=entry)
