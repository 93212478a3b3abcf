"""The outbox as a record that staff can read and send again, and the wordings they may replace."""

from django import forms
from django.contrib import admin, messages
from django.template import TemplateDoesNotExist
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rules.contrib.admin import ObjectPermissionsModelAdmin

from portal import mail, mailtext
from portal.models import MailTemplate, OutgoingMail
from portal.text import fold


def named(name):
    """What staff call a mail, with its name for those who set mails up small below."""
    called = mailtext.human_name(name)
    if called == name:
        return name
    return format_html('{}<div class="help"><code>{}</code></div>', called, name)


class MailNameFilter(admin.AllValuesFieldListFilter):
    """The mails that there are, by what staff call them."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield choice | {"display": mailtext.human_name(str(choice["display"]))}


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ObjectPermissionsModelAdmin):
    """Read and resend; nothing is typed or deleted here (portal.rules)."""

    list_display = ["subject", "recipient", "state", "about", "attempts", "due_at", "sent_at"]
    list_filter = ["state", ("template", MailNameFilter), "created_at"]
    search_fields = ["recipient", "subject", "about", "last_error"]
    search_help_text = gettext_lazy("Address, subject, number of the application or error.")
    date_hierarchy = "created_at"
    show_full_result_count = False
    list_per_page = 50
    actions = ["resend"]
    fieldsets = [
        (None, {"fields": ["recipient", "subject", "text"]}),
        (
            gettext_lazy("Delivery"),
            {"fields": ["state", "attempts", "due_at", "claimed_at", "sent_at", "last_error"]},
        ),
        (
            gettext_lazy("Origin"),
            {"fields": ["template_name", "about", "reply_to", "message_id", "created_at"]},
        ),
    ]
    readonly_fields = ["text", "template_name"]

    @admin.display(description=gettext_lazy("template"))
    def template_name(self, obj):
        return named(obj.template)

    @admin.display(description=gettext_lazy("text"))
    def text(self, obj):
        """The text as it went out; a link that signs in is nobody's business here."""
        if obj.is_secret:
            return _("Not shown: this mail holds a link that only its recipient may use.")
        return format_html('<pre class="mail-text">{}</pre>', obj.body_text)

    def has_resend_permission(self, request):
        return request.user.has_perm("portal.resend_outgoingmail")

    @admin.action(description=gettext_lazy("Send again"), permissions=["resend"])
    def resend(self, request, queryset):
        """Send again what was sent or given up; say what could not be, and why."""
        done = 0
        for row in queryset:
            if mail.resend(row, actor=request.user):
                done += 1
            else:
                reason = _("it is on its way, or its link must be asked for by the person")
                self.message_user(request, f"{row}: {reason}", messages.WARNING)
        if done:
            text = ngettext("%(n)d mail is sent again.", "%(n)d mails are sent again.", done)
            self.message_user(request, text % {"n": done}, messages.SUCCESS)


class MailTemplateForm(forms.ModelForm):
    """A wording of one's own for a mail that the portal ships."""

    class Meta:
        model = MailTemplate
        fields = ["name", "subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 22, "class": "vLargeTextField"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.instance.name or self.initial.get("name", "")
        if "name" in self.fields:
            choices = sorted(
                (
                    (choice, f"{mailtext.human_name(choice)} ({choice})")
                    for choice in mailtext.shipped_names()
                ),
                key=lambda choice: fold(choice[1]),
            )
            self.fields["name"] = forms.ChoiceField(
                label=MailTemplate._meta.get_field("name").verbose_name, choices=choices
            )
        if name:
            self.fields["body"].help_text = _placeholder_help(name)


def _placeholder_help(name):
    try:
        names = mailtext.placeholders(mailtext.shipped(name)) | mailtext.COMMON_NAMES
    except TemplateDoesNotExist:
        return ""
    written = ", ".join(f"{{{{ {placeholder} }}}}" for placeholder in sorted(names))
    return _("Placeholders of this mail: %(names)s") % {"names": written}


@admin.register(MailTemplate)
class MailTemplateAdmin(ObjectPermissionsModelAdmin):
    """Wordings by staff. Deleting one brings the shipped wording back."""

    form = MailTemplateForm
    change_list_template = "admin/portal/mailtemplate/change_list.html"
    list_display = ["called", "subject", "updated_at"]
    search_fields = ["name", "subject", "body"]

    def get_readonly_fields(self, request, obj=None):
        return ["called", "preview", "shipped_text"] if obj else []

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["name", "subject", "body"]
        return ["called", "subject", "body", "preview", "shipped_text"]

    @admin.display(description=gettext_lazy("template"), ordering="name")
    def called(self, obj):
        return named(obj.name)

    def get_search_results(self, request, queryset, search_term):
        """Find a mail by what staff call it, too; marks do not matter."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        wanted = fold(search_term)
        names = [name for name, called in mailtext.human_names().items() if wanted in fold(called)]
        return (found | queryset.filter(name__in=names) if wanted else found), may_repeat

    def get_changeform_initial_data(self, request):
        """Begin with the shipped wording of the mail that was chosen in the list."""
        initial = super().get_changeform_initial_data(request)
        try:
            wording = mailtext.shipped(initial.get("name", ""))
        except (TemplateDoesNotExist, ValueError):
            return initial
        return {**initial, "subject": wording.subject, "body": wording.body}

    def changelist_view(self, request, extra_context=None):
        """Below the wordings by staff: the mails that still use the shipped one."""
        own = set(MailTemplate.objects.values_list("name", flat=True))
        shipped = [
            {
                "name": name,
                "called": mailtext.human_name(name),
                "subject": mailtext.preview(mailtext.shipped(name)).subject,
                "url": f"{reverse('admin:portal_mailtemplate_add')}?name={name}",
            }
            for name in mailtext.shipped_names()
            if name not in own
        ]
        context = {"shipped": shipped, **(extra_context or {})}
        return super().changelist_view(request, extra_context=context)

    @admin.display(description=gettext_lazy("preview"))
    def preview(self, obj):
        shown = mailtext.preview(mailtext.Wording(subject=obj.subject, body=obj.body))
        return format_html(
            '<strong>{}</strong><pre class="mail-text">{}</pre>', shown.subject, shown.text
        )

    @admin.display(description=gettext_lazy("shipped wording"))
    def shipped_text(self, obj):
        try:
            wording = mailtext.shipped(obj.name)
        except TemplateDoesNotExist:
            return _("This mail is no longer sent.")
        return format_html(
            '<strong>{}</strong><pre class="mail-text">{}</pre>', wording.subject, wording.body
        )
