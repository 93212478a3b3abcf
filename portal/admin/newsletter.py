"""Readers of the newsletter: how many, about what; ended here when somebody asks by telephone."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from portal import newsletter
from portal.models import Subscriber
from portal.models.newsletter import NewsletterTopic


class ConfirmedFilter(admin.SimpleListFilter):
    title = gettext_lazy("address")
    parameter_name = "confirmed"

    def lookups(self, request, model_admin):
        return [("yes", _("Confirmed")), ("no", _("Not confirmed"))]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.exclude(confirmed_at=None)
            case "no":
                return queryset.filter(confirmed_at=None)
            case _:
                return queryset


@admin.register(Subscriber)
class SubscriberAdmin(ObjectPermissionsModelAdmin):
    """Nothing is typed here: people ask for the letter themselves."""

    list_display = ("email", "topic_names", "created_at", "confirmed_at", "last_digest_at")
    list_filter = (ConfirmedFilter, "created_at")
    search_fields = ("email_key",)
    search_help_text = gettext_lazy("Address.")
    list_per_page = 50
    fields = readonly_fields = (
        "email",
        "topic_names",
        "created_at",
        "confirmed_at",
        "last_digest_at",
    )
    actions = ("end_newsletter",)

    @admin.display(description=pgettext_lazy("newsletter", "topics"))
    def topic_names(self, reader):
        if len(reader.topics) == len(NewsletterTopic):
            return _("All topics")
        return ", ".join(str(label) for label in reader.chosen_topics)

    def has_end_permission(self, request):
        return request.user.has_perm("portal.end_subscriber")

    @admin.action(description=gettext_lazy("End the newsletter"), permissions=["end"])
    def end_newsletter(self, request, queryset):
        """Delete the addresses and withdraw the consents, as their own link does."""
        ended = 0
        for reader in queryset:
            newsletter.end(reader, actor=request.user)
            ended += 1
        text = ngettext("%(n)d reader is deleted", "%(n)d readers are deleted", ended)
        self.message_user(request, text % {"n": ended}, messages.SUCCESS)
