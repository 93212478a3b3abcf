"""What the board of needs and offers can be narrowed by, with counts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter

from ecosystem.enums import ConnectionPurpose, PostIntent
from ecosystem.filters.actors import ActorFilter


class BoardFilter(ActorFilter):
    """Narrows the posts that are shown."""

    query_names = {**ActorFilter.query_names, "intent": "can-hay-co"}

    intent = ChoiceFilter(
        label=_("Need or offer"), choices=PostIntent.choices, empty_label=_("Needs and offers")
    )
    kind = ChoiceFilter(
        label=pgettext_lazy("post", "Kind"),
        choices=ConnectionPurpose.choices,
        empty_label=pgettext_lazy("post", "All kinds"),
    )

    def fill_choices(self):
        """The first question is which way a post points."""
        super().fill_choices()
        self.filters = {
            name: self.filters[name] for name in ("q", "can-hay-co", "loai", "linh-vuc", "dia-ban")
        }
