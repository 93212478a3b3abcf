"""Where staff write the English of a row, see which rows lack it, and say that it still fits."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.bilingual import EnglishState, english_of

TITLE = _("English version")
TICK = "english_is_right"


def english_fieldset(model):
    """The fieldset of the English columns of ``model``; a ``<details>`` that needs no script."""
    return (
        TITLE,
        {
            "classes": ("collapse",),
            "description": _(
                "Shown on the English pages. What stays empty is shown there in Vietnamese, with a note."
            ),
            "fields": english_of(*model.translated),
        },
    )


class EnglishFilter(admin.SimpleListFilter):
    """By what the English is: of the heading missing, current, or older than the Vietnamese."""

    title = _("English")
    parameter_name = "english"

    def lookups(self, request, model_admin):
        return EnglishState.choices

    def queryset(self, request, queryset):
        if self.value() not in EnglishState.values:
            return queryset
        return queryset.filter(queryset.model.in_english_state(self.value()))


class EnglishAdmin(admin.ModelAdmin):
    """For models that keep English: a column, a filter, and a tick where the Vietnamese moved on."""

    def get_list_display(self, request):
        return (*super().get_list_display(request), "english_is")

    def get_list_filter(self, request):
        return (*super().get_list_filter(request), EnglishFilter)

    @admin.display(description=_("English"))
    def english_is(self, obj):
        return obj.english_state.label

    def asks_for_english(self, request, obj):
        """Whether the form asks if the English still fits."""
        return (
            obj is not None
            and obj.pk is not None
            and obj.is_english_old
            and self.has_change_permission(request, obj)
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.asks_for_english(request, obj):
            tick = forms.BooleanField(
                label=_("The English is still right"),
                required=False,
                help_text=_("Tick it once you have compared both; or correct the English."),
            )
            form = kwargs.get("form", self.form)
            kwargs["form"] = type(form)(form.__name__, (form,), {TICK: tick})
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """Open, with the question, while the English is older than the Vietnamese."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if not self.asks_for_english(request, obj):
            return fieldsets
        asked = {
            "description": _(
                "The Vietnamese was changed after this English was written. Readers of the English pages may read what no longer holds."
            )
        }
        if all(title != TITLE for title, _options in fieldsets):
            return [*fieldsets, (TITLE, {**asked, "fields": (TICK,)})]
        return [
            (title, {**asked, "fields": (TICK, *options["fields"])})
            if title == TITLE
            else (title, options)
            for title, options in fieldsets
        ]

    def save_model(self, request, obj, form, change):
        if form.cleaned_data.get(TICK):
            obj.confirm_english()
        super().save_model(request, obj, form, change)
