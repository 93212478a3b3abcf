"""A live round as its judges and the hall follow it. Neither page knows a score."""

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from contests.domain import final_day
from contests.enums import RoundState
from contests.models import Assignment, FinalDay
from contests.views.judge import RoundPageMixin, counter

NEXT_SHOWN = 3


class JudgeStageView(RoundPageMixin, TemplateView):
    """Who is on stage, with the judge's own sheet for it; the page follows the stage."""

    template_name = "contests/judge_stage.html"

    def get_context_data(self, **kwargs):
        day = get_object_or_404(FinalDay, round=self.round)
        stage = final_day.stage_of(day)
        given = {
            row.entry_id: row
            for row in Assignment.objects.for_judge(self.request.user)
            .filter(entry__round=self.round)
            .select_related("sheet")
        }
        return super().get_context_data(
            day=day,
            stage=stage,
            turns=[(turn, given.get(turn.entry_id)) for turn in stage.turns],
            own=given.get(stage.current.entry_id) if stage.current else None,
            counter=counter(self.round, self.request.user),
            breadcrumbs=self.crumbs((_("On stage"), None)),
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class HallView(TemplateView):
    """The screen in the hall, found by its key: the entry on stage, the clock, who comes next."""

    template_name = "contests/hall.html"

    def get_context_data(self, **kwargs):
        days = FinalDay.objects.select_related("round__contest")
        day = get_object_or_404(days, hall_key=kwargs["key"])
        stage = final_day.stage_of(day)
        return super().get_context_data(
            day=day,
            round=day.round,
            is_open=day.round.state == RoundState.OPEN,
            stage=stage,
            upcoming=stage.upcoming[:NEXT_SHOWN],
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response
