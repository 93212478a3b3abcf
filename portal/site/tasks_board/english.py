"""Where the English is older than the Vietnamese: one line for each kind of row that somebody edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.utils.translation import gettext as _

from portal.bilingual import EnglishState, KeepsEnglish
from portal.site.tasks_board.task import BoardTask, board_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


def english_tasks(user: Any) -> Iterator[BoardTask]:
    """For who may change such rows; what has no English at all is no task, but a filter."""
    for model in apps.get_models():
        if not issubclass(model, KeepsEnglish):
            continue
        opts = model._meta
        if user.has_perm(f"{opts.app_label}.{get_permission_codename('change', opts)}"):
            yield board_task(
                f"english_{opts.model_name}",
                _("with English older than the Vietnamese: %(rows)s")
                % {"rows": opts.verbose_name_plural},
                _rows_of(model, user).filter(model.in_english_state(EnglishState.OLD)),
                f"{opts.app_label}_{opts.model_name}",
                f"english={EnglishState.OLD}",
            )


def _rows_of(model: type[KeepsEnglish], user: Any) -> QuerySet[Any]:
    """Those that the list in the administration shows: of units that stand apart, the own ones."""
    rows = model._default_manager.all()
    return rows.run_by(user) if hasattr(rows, "run_by") else rows
