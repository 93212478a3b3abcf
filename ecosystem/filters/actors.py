"""What the directory and the list of startup projects can be narrowed by, with counts."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from ecosystem.enums import STARTUP_KIND, ExpertKind, OrganizationKind, StartupStage
from ecosystem.filters import facets
from ecosystem.filters.base import UrlFilterSet
from ecosystem.models import Organization

DIRECTORY_KINDS = [*OrganizationKind.choices, (STARTUP_KIND, _("Startup project"))]


class ActorFilter(UrlFilterSet):
    """Narrows tables of the directory; the form tells how many actors stand behind each choice.

    ``sources`` are the tables; ``without`` names facets that the page does not offer.
    """

    query_names = {
        "kind": "loai",
        "field": "linh-vuc",
        "locality": "dia-ban",
        "stage": "giai-doan",
        "support": "ho-tro",
    }

    kind = ChoiceFilter(label=_("Kind"), choices=DIRECTORY_KINDS, empty_label=_("All kinds"))
    field = ChoiceFilter(label=_("Field"), empty_label=_("All fields"))
    locality = ChoiceFilter(label=_("Locality"), empty_label=_("All localities"))
    stage = ChoiceFilter(
        label=_("Stage of the project"), choices=StartupStage.choices, empty_label=_("All stages")
    )
    support = ChoiceFilter(label=_("Support offered"), empty_label=_("All kinds of support"))

    class Meta:
        model = Organization
        fields = []

    def __init__(self, *args, sources, **kwargs):
        self.sources = sources
        super().__init__(*args, **kwargs)

    def fill_choices(self):
        """Rows give the choices that are valid; the counts decide later which are shown."""
        rows = facets.choices_of_rows()
        for name in ("linh-vuc", "dia-ban", "ho-tro"):
            if name in self.filters:
                self.filters[name].extra["choices"] = rows[name]

    @property
    def directory(self):
        """What the values that mean something leave of the tables."""
        if not hasattr(self, "_directory"):
            self.form.is_valid()
            values = self.form.cleaned_data
            offered = tuple(name for name in self.filters if name != "q")
            self._directory = facets.Directory(
                sources=tuple(self.sources),
                words=values.get("q") or "",
                chosen={name: values.get(name) or "" for name in offered},
                offered=offered,
            )
            self._show_counts(self._directory.counts, offered)
        return self._directory

    def _show_counts(self, counts, offered):
        """Choices with their counts; those behind which nobody stands are left out."""
        self.active = []
        for name in offered:
            field = self.form.fields[name]
            chosen = self.form.cleaned_data.get(name)
            shown = []
            for value, label in field.choices:
                if not value:
                    continue
                if value == chosen:
                    self.active.append((label, self.address_without(name)))
                if counts[name].get(value) or value == chosen:
                    shown.append((value, f"{label} ({counts[name].get(value, 0)})"))
            if shown or name in self.form.errors:
                field.choices = shown
            else:
                del self.form.fields[name]
        if self.form.cleaned_data.get("q"):
            words = f"“{self.form.cleaned_data['q']}”"
            self.active.insert(0, (words, self.address_without("q")))

    def former(self, rows):
        """Rows of organisations of the past that the same filters find."""
        past = facets.Source(rows, facets.ORGANIZATION_FACETS)
        return past.narrowed(self.directory.words, self.directory.chosen)


class ExpertFilter(ActorFilter):
    """Narrows the list of experts, which has kinds of its own."""

    kind = ChoiceFilter(label=_("Kind"), choices=ExpertKind.choices, empty_label=_("All kinds"))
