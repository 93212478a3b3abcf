"""Addresses of the old site: one by one, or a whole list pasted from a spreadsheet."""

from auditlog.registry import auditlog
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rules.contrib.admin import ObjectPermissionsModelAdmin

from portal.models import OldAddress
from portal.old_addresses import keep, read_pairs


class OldAddressListForm(forms.Form):
    lines = forms.CharField(
        label=gettext_lazy("Old and new addresses"),
        widget=forms.Textarea(attrs={"rows": 16, "cols": 80, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One pair a line: the old address, then the new one. "
            "Two columns copied from a spreadsheet fit as they are."
        ),
    )

    def clean_lines(self):
        return read_pairs(self.cleaned_data["lines"])


@admin.register(OldAddress)
class OldAddressAdmin(ObjectPermissionsModelAdmin):
    list_display = ["path", "target", "updated_at"]
    search_fields = ["path", "target"]
    list_per_page = 100
    fields = ["path", "target"]

    def get_urls(self):
        page = self.admin_site.admin_view(self.import_list)
        return [path("import/", page, name="portal_oldaddress_import"), *super().get_urls()]

    def import_list(self, request):
        """Keep a pasted list as a whole; with a line that cannot be read, nothing of it."""
        if not self.has_add_permission(request) or not self.has_change_permission(request):
            raise PermissionDenied
        form = OldAddressListForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            added, changed = keep(form.cleaned_data["lines"])
            self.message_user(request, _told(added, changed), messages.SUCCESS)
            return redirect("admin:portal_oldaddress_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Add many old addresses"),
            "button": _("Keep the list"),
            "form": form,
            "back": "../",
        }
        return TemplateResponse(request, "admin/act.html", context)


def _told(added, changed):
    new = ngettext("%(n)d old address added", "%(n)d old addresses added", added) % {"n": added}
    other = ngettext(
        "%(n)d leads elsewhere than before", "%(n)d lead elsewhere than before", changed
    ) % {"n": changed}
    return f"{new}; {other}."


auditlog.register(OldAddress)
