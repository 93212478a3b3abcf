"""What of classes needs somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext_lazy

from portal.site.tasks_board.task import BoardTask, board_task
from training.models import CourseRun, Registration

if TYPE_CHECKING:
    from collections.abc import Iterator


def training_tasks(user: Any) -> Iterator[BoardTask]:
    if user.has_perm("training.decide_registration"):
        yield board_task(
            "registrations_approval",
            ngettext_lazy(
                "registration for a class awaits approval: approve or refuse it",
                "registrations for classes await approval: approve or refuse them",
            ),
            Registration.objects.to_decide(),
            "training_registration",
            "waiting=approval",
        )
    if user.has_perm("training.publish_courserun"):
        yield board_task(
            "runs_few",
            ngettext_lazy(
                "class begins within seven days with too few people: advertise, or call off",
                "classes begin within seven days with too few people: advertise, or call off",
            ),
            CourseRun.objects.too_few(),
            "training_courserun",
            "when=few",
        )
