"""Workflow steps in the admin: a button per step open now, a page that says what will happen, the act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rules.contrib.admin import ObjectPermissionsModelAdmin

from portal.admin.history import history_of
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.workflow import Transition, Workflow


class ConfirmForm(forms.Form):
    """A step that asks for nothing."""


class ReasonForm(forms.Form):
    """A step that must be explained."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )


@dataclass(frozen=True, kw_only=True)
class AdminStep:
    """How the admin takes one step of a workflow.

    ``act(obj, actor=…, **cleaned_data)`` is the domain function; ``form_class`` collects what it
    needs (by default a reason where the table asks for one; a form may take ``obj=``);
    ``consequences(obj)`` yields the sentences of the confirmation page: what changes, who is mailed.
    """

    act: Callable[..., Any]
    form_class: type[forms.Form] | None = None
    consequences: Callable[[Any], list[str]] | None = None
    in_bulk: bool = False


class WorkflowAdmin(ObjectPermissionsModelAdmin):
    """Give a change page one button per step its viewer may take now.

    Subclasses set ``workflow`` and map names of its steps to AdminStep. The button opens a page
    that says what will happen; only its POST acts, and the engine asks the permission again.
    """

    workflow: Workflow
    steps: dict[str, AdminStep] = {}
    # Names of audited acts that are no steps of the workflow.
    other_verbs: dict[str, Any] = {}
    change_form_template = "admin/workflow_change_form.html"
    step_template = "admin/workflow_step.html"
    object_history_template = "admin/workflow_history.html"

    # --- one object ---------------------------------------------------------------------------

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        view = self.admin_site.admin_view(self.step_view)
        return [path("<int:pk>/step/<slug:step>/", view, name=name), *super().get_urls()]

    def available_steps(self, obj, user) -> list[Transition]:
        """Steps with an AdminStep that ``user`` may take with ``obj`` now."""
        return [t for t in self.workflow.available(obj, user) if t.name in self.steps]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["workflow_steps"] = self.available_steps(obj, request.user) if obj else []
        context["trail"] = self.trail(obj) if obj else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def trail(self, obj):
        """What was done with ``obj``, newest first."""
        verbs = {t.name: t.label for t in self.workflow} | self.other_verbs
        return history_of(obj, verbs=verbs, states=self.workflow.states)

    def history_view(self, request, object_id, extra_context=None):
        """The trail of steps above the changes that forms made: steps leave no line in Django's log."""
        obj = self.get_object(request, object_id)
        trail = self.trail(obj) if obj else None
        return super().history_view(request, object_id, {"trail": trail, **(extra_context or {})})

    def step_view(self, request, pk, step):
        """GET says what the step will do; POST does it."""
        obj = self.get_object(request, str(pk))
        if obj is None or step not in self.steps or not self.has_view_permission(request, obj):
            raise Http404
        transition = self.workflow[step]
        if not request.user.has_perm(transition.permission, obj):
            raise PermissionDenied
        back = redirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])
        )
        if obj.state not in transition.sources:
            self.message_user(request, self._wrong_state(transition, obj), messages.ERROR)
            return back
        form = self._step_form(step, obj, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                self.steps[step].act(obj, actor=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error(None, str(error.message))
            else:
                self.message_user(request, _("Done: %s") % transition.label, messages.SUCCESS)
                return back
        return self._render_step(request, obj, transition, form)

    def _wrong_state(self, transition, obj):
        return _("“%(step)s” is not possible while the state is “%(state)s”.") % {
            "step": transition.label,
            "state": obj.get_state_display(),
        }

    def _step_form(self, step, obj, data):
        form_class = self.steps[step].form_class
        if form_class is None:
            form_class = ReasonForm if self.workflow[step].needs_reason else ConfirmForm
        if getattr(form_class, "takes_object", False):
            return form_class(data, obj=obj)
        return form_class(data)

    def _render_step(self, request, obj, transition, form):
        consequences = self.steps[transition.name].consequences
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": obj,
            "target_label": self.workflow.states(transition.target).label,
            "sentences": consequences(obj) if consequences else [],
            "form": form,
            "title": transition.label,
        }
        return TemplateResponse(
            request, self.step_template, context, status=422 if form.errors else 200
        )

    # --- many objects -------------------------------------------------------------------------

    def get_actions(self, request):
        actions = super().get_actions(request)
        for name, step in self.steps.items():
            if step.in_bulk and request.user.has_perm(self.workflow[name].permission):
                key = f"step_{name}"
                actions[key] = (self._bulk_action(name), key, self.workflow[name].label)
        return actions

    def _bulk_action(self, name):
        def action(modeladmin, request, queryset):
            return modeladmin.bulk_step(request, queryset, name)

        return action

    def bulk_step(self, request, queryset, name):
        """Confirm first; then take the step with each row and report every refusal."""
        transition = self.workflow[name]
        rows = list(queryset)
        form = self._step_form(name, None, request.POST if "confirm" in request.POST else None)
        if "confirm" in request.POST and form.is_valid():
            done = self._take_in_bulk(request, rows, name, form.cleaned_data)
            self.message_user(
                request,
                ngettext("%(n)d row: %(step)s", "%(n)d rows: %(step)s", done)
                % {"n": done, "step": transition.label},
                messages.SUCCESS if done else messages.WARNING,
            )
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "rows": rows,
            "possible": [row for row in rows if row.state in transition.sources],
            "action": f"step_{name}",
            "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
            "form": form,
            "title": transition.label,
        }
        return TemplateResponse(request, "admin/workflow_bulk_step.html", context)

    def _take_in_bulk(self, request, rows, name, cleaned):
        done = 0
        for row in rows:
            try:
                self.steps[name].act(row, actor=request.user, **cleaned)
            except (RefusedError, PermissionDenied) as error:
                message = getattr(error, "message", None) or _("Not permitted")
                self.message_user(request, f"{row}: {message}", messages.WARNING)
            else:
                done += 1
        return done
