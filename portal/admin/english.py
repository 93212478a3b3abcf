"""The fields in which staff write the English of a row: below the Vietnamese, closed until wanted."""

from django.utils.translation import gettext_lazy as _

from portal.bilingual import english_of


def english_fieldset(model):
    """The fieldset of the English columns of ``model``; a ``<details>`` that needs no script."""
    return (
        _("English version"),
        {
            "classes": ("collapse",),
            "description": _(
                "Shown on the English pages. What stays empty is shown there in Vietnamese, with a note."
            ),
            "fields": english_of(*model.translated),
        },
    )
