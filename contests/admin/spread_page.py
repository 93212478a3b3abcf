"""The page that shares the dossiers of a round evenly: numbers, preview, apply."""

import secrets

from django.contrib import messages
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contests.domain import judging
from contests.forms.judging import HIGHEST_SEED, SpreadForm
from portal.workflow import RefusedError

# The preview names this many rows of each kind; the counts say how many there are.
SHOWN = 200


class SpreadPage:
    """``panel/round/<pk>/spread/``, beside the other pages of assigning."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.spread_view)
        return [
            path("round/<int:pk>/spread/", view, name="contests_round_spread"),
            *super().get_urls(),
        ]

    def spread_view(self, request, pk):
        """GET previews the spread of the numbers in the address; POST applies what was shown."""
        round_ = self._round(request, pk, "contests.assign_judge")
        data = request.POST or request.GET or None
        form = SpreadForm(data if data and "per_entry" in data else self._usual(round_))
        if not form.is_valid():
            return self._show(request, round_, form)
        changed = ""
        if request.method == "POST":
            try:
                plan = judging.apply_spread(
                    round_,
                    **form.cleaned_data,
                    fingerprint=request.POST.get("fingerprint", ""),
                    actor=request.user,
                )
            except judging.SpreadChangedError as error:
                changed = error.message
            except RefusedError as error:
                self.message_user(request, str(error.message), messages.ERROR)
                return self._to_progress(round_)
            else:
                self._tell(request, plan)
                return self._to_progress(round_)
        return self._show(request, round_, form, changed=changed)

    def _usual(self, round_):
        return {"per_entry": round_.min_judges, "seed": secrets.randbelow(HIGHEST_SEED)}

    def _tell(self, request, plan):
        added = len(plan.new)
        text = ngettext("%(n)d assignment added.", "%(n)d assignments added.", added)
        self.message_user(request, text % {"n": added}, messages.SUCCESS)
        if plan.short:
            short = len(plan.short)
            text = ngettext(
                "%(n)d dossier has fewer judges than wanted.",
                "%(n)d dossiers have fewer judges than wanted.",
                short,
            )
            self.message_user(request, text % {"n": short}, messages.WARNING)

    def _show(self, request, round_, form, changed=""):
        plan = judging.plan_spread(round_, **form.cleaned_data) if form.is_valid() else None
        response = self._page(
            request,
            round_,
            "contests/round_spread.html",
            title=_("Share evenly"),
            form=form,
            plan=plan,
            changed=changed,
            pairs=plan.new[:SHOWN] if plan else [],
            hinted=plan.hinted[:SHOWN] if plan else [],
            short=plan.short[:SHOWN] if plan else [],
        )
        response.status_code = 409 if changed else response.status_code
        return response
