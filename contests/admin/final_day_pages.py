"""The secretariat's desk on the day of a live round: the stage, the clock, the order, the lamps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contests.domain import final_day
from contests.enums import RoundState, TurnState
from contests.forms.final_day import DrawForm, MinutesForm, OrderForm, TurnForm
from contests.models import FinalDay, Round, StageTurn
from contests.workflow import TURN
from portal.workflow import RefusedError

# Buttons of the stage: each carries the version that the page showed.
STAGE_ACTS = {
    "next": final_day.next_turn,
    "questions": final_day.begin_questions,
    "finish": final_day.finish_turn,
    "start": final_day.start_clock,
    "stop": final_day.stop_clock,
    "reset": final_day.reset_clock,
}
# Acts on a single turn: each with a reason, guarded by the state of the turn.
TURN_ACTS = {
    "mark_absent": final_day.mark_absent,
    "move_to_end": final_day.move_to_end,
    "leave_out": final_day.leave_out,
    "put_back": final_day.put_back,
}
PERMISSION = "contests.run_final_day"


class FinalDayPages:
    """Pages below ``round/<pk>/final-day/``."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/final-day/", view(self.desk_view), name="contests_round_final_day"),
            path(
                "<int:pk>/final-day/order/",
                view(self.order_view),
                name="contests_round_final_day_order",
            ),
            path(
                "<int:pk>/final-day/turn/<int:turn_pk>/<slug:act>/",
                view(self.turn_view),
                name="contests_round_final_day_turn",
            ),
            *super().get_urls(),
        ]

    def desk_view(self, request, pk):
        """The stage and the lamps; POST presses one button."""
        round_ = self._live_round(request, pk)
        day = FinalDay.objects.filter(round=round_).first()
        if request.method == "POST":
            form = MinutesForm(request.POST, instance=day) if "minutes" in request.POST else None
            if form is None:
                self._press(request, round_, day)
                return self._to_desk(round_)
            if form.is_valid() and self._set_minutes(request, round_, day, form):
                return self._to_desk(round_)
        else:
            form = None
        return self._desk(request, round_, day, form or MinutesForm(instance=day))

    def _desk(self, request, round_, day, form):
        context = {"day": day, "form": form, "is_open": round_.state == RoundState.OPEN}
        if day is not None:
            day.round = round_
            stage = final_day.stage_of(day)
            rows = final_day.lamps(day, stage.turns)
            context |= {
                "stage": stage,
                "rows": [(row, self._acts_of(row.turn)) for row in rows],
                "current_row": next((row for row in rows if row.turn == stage.current), None),
                "all_in": final_day.all_sheets_in(rows),
                "last_draw": day.draws.select_related("drawn_by").first(),
                "hall_url": request.build_absolute_uri(
                    reverse("contests:hall", args=[day.hall_key])
                ),
            }
        return self._live_page(
            request, round_, "contests/round/final_day", title=_("Final day"), **context
        )

    def _acts_of(self, turn):
        """Steps that the table allows for a turn now."""
        return [step for step in TURN if step.name in TURN_ACTS and turn.state in step.sources]

    def _set_minutes(self, request, round_, day, form):
        values = form.cleaned_data
        try:
            if day is None:
                final_day.open_day(round_, actor=request.user, **values)
            else:
                final_day.set_minutes(day, actor=request.user, **values)
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return False
        self.message_user(request, _("Recorded."), messages.SUCCESS)
        return True

    def _press(self, request, round_, day):
        """One button of the stage; what is refused is told on the page that follows."""
        act, version = request.POST.get("act", ""), request.POST.get("version", "")
        try:
            if day is not None and act == "new_link":
                final_day.renew_hall_key(day, actor=request.user)
            elif day is not None and act in STAGE_ACTS:
                number = int(version) if version.isdecimal() else -1
                STAGE_ACTS[act](day, actor=request.user, version=number)
        except RefusedError as error:
            self.message_user(request, str(error.message), messages.WARNING)

    def order_view(self, request, pk):
        """Draw the order by lot, or set it by hand; what was drawn before stays on record."""
        round_ = self._live_round(request, pk)
        day = get_object_or_404(FinalDay, round=round_)
        stage = final_day.stage_of(day)
        is_draw = request.POST.get("act") == "draw"
        is_hand = request.POST.get("act") == "hand"
        draw_form = DrawForm(request.POST if is_draw else None, day=day)
        order_form = OrderForm(request.POST if is_hand else None, turns=stage.turns)
        if is_draw and draw_form.is_valid():
            if self._try(
                request,
                draw_form,
                lambda: final_day.draw_order(day, actor=request.user, **draw_form.cleaned_data),
            ):
                return self._to_order(round_)
        elif is_hand and order_form.is_valid():
            reason = order_form.cleaned_data["reason"]
            if self._try(
                request,
                order_form,
                lambda: final_day.set_order(
                    day, order_form.places(), actor=request.user, reason=reason
                ),
            ):
                return self._to_order(round_)
        return self._live_page(
            request,
            round_,
            "contests/round/final_day_order",
            title=_("Running order"),
            day=day,
            stage=stage,
            draw_form=draw_form,
            order_form=order_form,
            may_change=round_.state == RoundState.OPEN and not stage.has_begun,
            draws=day.draws.select_related("drawn_by"),
        )

    def turn_view(self, request, pk, turn_pk, act):
        """Move one turn, with a reason."""
        round_ = self._live_round(request, pk)
        turn = get_object_or_404(
            StageTurn.objects.select_related("entry__application", "day"),
            pk=turn_pk,
            day__round=round_,
        )
        step = next((step for step in TURN if step.name == act and act in TURN_ACTS), None)
        if step is None or turn.state not in step.sources:
            self.message_user(
                request, _("This turn has changed meanwhile. Look at it again."), messages.WARNING
            )
            return self._to_desk(round_)
        form = TurnForm(request.POST if request.method == "POST" else None)
        if (
            request.method == "POST"
            and form.is_valid()
            and self._try(
                request,
                form,
                lambda: TURN_ACTS[act](turn, actor=request.user, **form.cleaned_data),
            )
        ):
            return self._to_desk(round_)
        return self._live_page(
            request,
            round_,
            "act",
            title=step.label,
            button=step.label,
            original=round_,
            form=form,
            back=reverse("admin:contests_round_final_day", args=[round_.pk]),
            sentences=[
                turn.entry.application.title,
                _("Now: %(state)s.") % {"state": turn.get_state_display()},
                _("Then: %(state)s.") % {"state": TurnState(step.target).label},
            ],
        )

    def _try(self, request, form, act):
        try:
            act()
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return False
        self.message_user(request, _("Recorded."), messages.SUCCESS)
        return True

    def _live_round(self, request, pk):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied(PERMISSION)
        return get_object_or_404(Round.objects.select_related("contest"), pk=pk)

    def _live_page(self, request, round_, template, **context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": Round._meta,
            "round": round_,
            "title": context["title"],
        }
        forms = [context.get(name) for name in ("form", "draw_form", "order_form")]
        status = (
            422
            if any(form is not None and form.is_bound and form.errors for form in forms)
            else 200
        )
        return TemplateResponse(request, f"admin/{template}.html", context, status=status)

    def _to_desk(self, round_):
        return redirect(reverse("admin:contests_round_final_day", args=[round_.pk]))

    def _to_order(self, round_):
        return redirect(reverse("admin:contests_round_final_day_order", args=[round_.pk]))
