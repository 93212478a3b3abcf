"""What the admin of questions and of sections share: pages of acts, and rows in use that stay."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _


class InUseAdmin:
    """Rows that dossiers refer to are not deleted; the refusal says what to do instead."""

    actions = None
    in_use = ""

    def has_delete_permission(self, request, obj=None):
        if obj is not None and obj.is_answered():
            return False
        return super().has_delete_permission(request, obj)

    def delete_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, object_id)
        if obj is not None and self.has_change_permission(request, obj) and obj.is_answered():
            self.message_user(request, self.in_use, messages.ERROR)
            return redirect(self.change_url(obj))
        return super().delete_view(request, object_id, extra_context)

    def change_url(self, obj):
        return reverse(f"admin:contests_{self.opts.model_name}_change", args=[obj.pk])


class ActPages:
    """A page that says what an act does; only its POST acts, and the domain asks who may."""

    def act_page(self, request, pk, *, title, sentences, act, form_class=forms.Form):
        obj = self.get_object(request, str(pk))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        form = form_class(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            changed = act(obj, **form.cleaned_data)
            self.message_user(request, _("Done: %s") % title, messages.SUCCESS)
            return redirect(self.change_url(changed))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": obj,
            "title": title,
            "sentences": sentences,
            "form": form,
            "back": self.change_url(obj),
        }
        return TemplateResponse(
            request,
            "admin/act.html",
            context,
            status=422 if form.errors else 200,
        )
