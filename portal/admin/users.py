"""Accounts in the admin."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdminMixin

from portal import audit, events
from portal.events import RolesChanged
from portal.invitations import invite
from portal.models import User

# Roles are made by a migration; who holds one is written at the person.
admin.site.unregister(Group)


class UserCreationForm(forms.ModelForm):
    """A new account: with a password told in person, or with a link that is mailed."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Leave empty to mail a link with which the person chooses one."),
    )

    class Meta:
        model = User
        fields = ["email", "full_name", "phone", "is_staff", "groups"]

    def clean_password(self):
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password

    def save(self, commit=True):
        user = super().save(commit=False)
        user.set_password(self.cleaned_data["password"] or None)
        if commit:
            user.save()
            self.save_m2m()
        return user


@admin.register(User)
class UserAdmin(ObjectPermissionsModelAdminMixin, DjangoUserAdmin):
    """People who sign in. Accounts are closed, not deleted."""

    add_form = UserCreationForm
    list_display = ["email", "full_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["email", "full_name", "phone"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (gettext_lazy("Person"), {"fields": ["full_name", "phone"]}),
        (gettext_lazy("Rights"), {"fields": ["is_active", "is_staff", "groups"]}),
        (gettext_lazy("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "full_name", "phone", "password"]}),
        (gettext_lazy("Rights"), {"fields": ["is_staff", "groups"]}),
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Roles are ticked, not shuffled between two boxes."""
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.help_text = ""
        return field

    def has_change_permission(self, request, obj=None):
        """Only a superuser changes a superuser: otherwise a role could raise itself."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def save_related(self, request, form, formsets, change):
        """Write a change of roles into the trail; mail the link to an account without password."""
        user = form.instance
        before = self._roles(user) if change else ""
        super().save_related(request, form, formsets, change)
        after = self._roles(user)
        if before != after:
            audit.record(user, "change_roles", actor=request.user, before=before, after=after)
            events.emit(RolesChanged(user_id=user.pk))
        if not change and not user.has_usable_password():
            invite(user)
            text = _("A mail with a link is on its way to %(email)s.") % {"email": user.email}
            self.message_user(request, text, messages.SUCCESS)

    @staticmethod
    def _roles(user):
        return ", ".join(user.groups.order_by("name").values_list("name", flat=True))
