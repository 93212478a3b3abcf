"""What trainers are told who keep the list of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from training.models import TrainerAccess


@in_vietnamese
def trainer_invited(access: TrainerAccess, *, key: str) -> Mail:
    """The link to the lists of one class; whoever holds it opens them."""
    run = access.trainer.run
    return Mail(
        template="training/trainer_invited",
        recipient=access.email,
        about=str(run)[:60],
        context={
            "name": str(access.trainer),
            "run": str(run),
            "when": run.days,
            "place": run.place,
            "url": absolute_url(reverse("training:trainer_link", args=[key])),
            "ends_at": access.ends_at,
        },
        is_secret=True,
    )
