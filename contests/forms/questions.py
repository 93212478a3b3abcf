"""What staff type about sections and questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contests.domain.cloning import free_slug
from contests.domain.question_copies import open_editions
from contests.enums import DECIDING_KINDS, QuestionKind
from contests.models import Contest, Question, Round, Section
from contests.validators import RESERVED_SECTION_PATHS, deciding_values
from portal.text import slug

KEY_LENGTH = 40


class QuestionForm(forms.ModelForm):
    """A question; what it may refer to is offered from its own edition only."""

    class Meta:
        model = Question
        widgets = {
            name: forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})
            for name, rows in (
                ("help_text", 3),
                ("choices", 5),
                ("columns", 5),
                ("depends_values", 3),
            )
        }
        fields = (
            "section",
            "label",
            "key",
            "help_text",
            "kind",
            "order",
            "choices",
            "columns",
            "max_rows",
            "max_words",
            "max_characters",
            "is_required",
            "required_from",
            "depends_on",
            "depends_values",
            "is_visible_to_judges",
            "is_public",
            "is_summary",
        )

    def __init__(self, *args, contest=None, **kwargs):
        super().__init__(*args, **kwargs)
        if "key" not in self.fields:  # somebody who only reads gets no fields
            return
        self.fields["key"].required = False
        self.fields["key"].help_text = _(
            "Names the question in presets and spreadsheets. Empty: made from its words."
        )
        self.fields["depends_on"].queryset = _deciding(contest).exclude(pk=self.instance.pk)
        self.fields["depends_on"].label_from_instance = _with_section
        rounds = Round.objects.select_related("contest").order_by("-contest__year", "order")
        self.fields["required_from"].queryset = _within(rounds, contest, "contest")
        sections = Section.objects.select_related("contest").order_by("-contest__year", "order")
        self.fields["section"].queryset = _within(sections, contest, "contest")
        self.fields["section"].label_from_instance = _with_year
        parent = self.instance.depends_on if self.instance.depends_on_id else None
        if parent is not None and parent.kind == QuestionKind.YES_NO:
            words = {"yes": str(_("Yes")), "no": str(_("No"))}
            self.initial["depends_values"] = "\n".join(
                words.get(value, value) for value in self.instance.deciding_values
            )

    def clean(self):
        given = super().clean()
        section, parent = given.get("section"), given.get("depends_on")
        if section and not given.get("key"):
            given["key"] = self._free_key(section, given.get("label", ""))
        if parent is not None:
            lines = deciding_values(parent.kind, given.get("depends_values", ""))
            given["depends_values"] = "\n".join(lines)
        return given

    def _free_key(self, section, label):
        """A key from the words of the question, when none was typed."""
        others = section.questions.exclude(pk=self.instance.pk)
        wanted = slug(label, max_length=KEY_LENGTH) or "cau-hoi"
        return free_slug(wanted, set(others.values_list("key", flat=True)), max_length=KEY_LENGTH)


def _within(queryset, contest, name):
    return queryset.filter(**{name: contest}) if contest is not None else queryset


def _deciding(contest):
    rows = Question.objects.filter(kind__in=DECIDING_KINDS).select_related("section__contest")
    rows = rows.order_by("-section__contest__year", "section__order", "order")
    return _within(rows, contest, "section__contest")


def _with_year(section):
    return f"{section.contest.year} · {section.title}"


def _with_section(question):
    return f"{_with_year(question.section)} · {question.label}"


class SectionPathForm(forms.ModelForm):
    """A section; its path is made from the title when none is typed."""

    class Meta:
        model = Section
        fields = ("contest", "title", "intro", "order", "slug", "opens_in")
        widgets = {"intro": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:  # somebody who only reads gets no fields
            self.fields["slug"].required = False
            self._offer_rounds_of_edition()

    def _offer_rounds_of_edition(self):
        """Once the edition is known, its rounds only."""
        rounds = Round.objects.select_related("contest").order_by("-contest__year", "order")
        contest = self.instance.contest if self.instance.contest_id else None
        self.fields["opens_in"].queryset = _within(rounds, contest, "contest")

    def clean(self):
        given = super().clean()
        if given.get("contest") and not given.get("slug") and "slug" not in self.errors:
            others = given["contest"].sections.exclude(pk=self.instance.pk)
            taken = {*others.values_list("slug", flat=True), *RESERVED_SECTION_PATHS}
            wanted = slug(given.get("title", ""), max_length=KEY_LENGTH) or "muc"
            given["slug"] = free_slug(wanted, taken, max_length=KEY_LENGTH)
        return given


class OrderForm(forms.ModelForm):
    """A place in a list: only that is checked, whatever else the row lacks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order"].widget.attrs["size"] = 4

    def _post_clean(self):
        if "order" in self.cleaned_data:
            self.instance.order = self.cleaned_data["order"]


class CopyQuestionForm(forms.Form):
    """Where the copy of a question goes."""

    section = forms.ModelChoiceField(
        label=_("Copy into the section"),
        queryset=Section.objects.none(),
        error_messages={"required": _("Choose a section"), "invalid_choice": _("Choose a section")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        rows = Section.objects.filter(contest__in=open_editions()).select_related("contest")
        field.queryset = rows.order_by("-contest__year", "order")
        field.label_from_instance = _with_year


class CopySectionForm(forms.Form):
    """Where the copy of a section goes."""

    contest = forms.ModelChoiceField(
        label=_("Copy into the edition"),
        queryset=Contest.objects.none(),
        error_messages={
            "required": _("Choose an edition"),
            "invalid_choice": _("Choose an edition"),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = open_editions().order_by("-year")
