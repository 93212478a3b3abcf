"""What judges type: points and comments, the pledge, a conflict of interest."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.judging import SheetEntry
from contests.forms.rounds import ReasonField
from contests.models import Score
from portal.numbers import ScoreField, format_number

COMMENT_LENGTH = Score._meta.get_field("comment").max_length


class ScoreSheetForm(forms.Form):
    """One pair of fields a criterion; a draft may leave any of them empty."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Open the score sheet again before saving"),
            "invalid": gettext_lazy("Open the score sheet again before saving"),
        },
    )
    comment_for_author = forms.CharField(
        label=gettext_lazy("Comment for the authors"),
        help_text=gettext_lazy(
            "The authors may read it after the result is published, without your name. The public never does."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note_for_council = forms.CharField(
        label=gettext_lazy("Note for the council only"),
        help_text=gettext_lazy("Read by the jury and the Organising Board, never by the authors."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, criteria, specs=(), sheet=None, **kwargs):
        self.criteria = list(criteria)
        self.specs = {spec.id: spec for spec in specs}
        super().__init__(*args, initial=self._stored(sheet), **kwargs)
        for criterion in self.criteria:
            self.fields[f"points_{criterion.pk}"] = ScoreField(
                max_points=criterion.max_points,
                min_points=criterion.min_points,
                step=criterion.step,
                criterion_name=criterion.name,
                required=False,
                widget=forms.TextInput(
                    attrs={
                        "class": "form-control points",
                        "data-weight": str(self._weight(criterion)),
                        "data-max": str(criterion.max_points),
                        "maxlength": 20,
                    }
                ),
            )
            self.fields[f"comment_{criterion.pk}"] = forms.CharField(
                label=_("Comment on “%(criterion)s”") % {"criterion": criterion.name},
                required=False,
                max_length=COMMENT_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def _weight(self, criterion):
        """What a point adds to the total of the sheet."""
        spec = self.specs.get(criterion.pk)
        return spec.weight if spec and spec.is_counted else 0

    @staticmethod
    def _stored(sheet):
        if sheet is None:
            return {"version": 0}
        values = {
            "version": sheet.version,
            "comment_for_author": sheet.comment_for_author,
            "note_for_council": sheet.note_for_council,
        }
        for score in sheet.scores.all():
            values[f"points_{score.criterion_id}"] = score.points
            values[f"comment_{score.criterion_id}"] = score.comment
        return values

    @property
    def rows(self):
        """Each criterion with its two bound fields, and the whole whose first part it is."""
        wholes = [c.parent if c.parent_id else None for c in self.criteria]
        before = [None, *wholes[:-1]]
        return [
            (c, self[f"points_{c.pk}"], self[f"comment_{c.pk}"], whole if whole != last else None)
            for c, whole, last in zip(self.criteria, wholes, before, strict=True)
        ]

    def written(self):
        """The valid input as the domain takes it; what is not valid stays as it is stored."""
        values = self.initial | self.cleaned_data
        return SheetEntry(
            points={c.pk: values.get(f"points_{c.pk}") for c in self.criteria},
            comments={c.pk: values.get(f"comment_{c.pk}", "") for c in self.criteria},
            comment_for_author=values.get("comment_for_author", ""),
            note_for_council=values.get("note_for_council", ""),
        )

    def demand_all_points(self):
        """Put an error at every criterion that counts and has no points; return whether none had."""
        missing = [
            c for c in self.criteria if c.is_counted and self.cleaned_data[f"points_{c.pk}"] is None
        ]
        for criterion in missing:
            name = f"points_{criterion.pk}"
            self.add_error(name, self.fields[name].error_messages["required"])
        return not missing

    def continue_from(self, sheet):
        """Let the next save of this page follow ``sheet`` as it is stored now."""
        self.data = self.data.copy()
        self.data["version"] = str(sheet.version if sheet else 0)

    def differences(self, sheet):
        """(label, stored, typed here) for every field in which ``sheet`` differs from the page."""
        stored, found = self._stored(sheet), []
        for name, field in self.fields.items():
            saved, typed = stored.get(name), self.cleaned_data.get(name)
            if name != "version" and (saved or None) != (typed or None):
                found.append((field.label, _readable(saved), _readable(typed)))
        return found


def _readable(value):
    if value in (None, ""):
        return _("Not provided")
    return value if isinstance(value, str) else format_number(value)


class AbstainForm(forms.Form):
    """Why a judge gives no points."""

    reason = ReasonField(
        help_text=gettext_lazy(
            "Read by the secretariat and the Organising Board. For example: outside my field of work."
        )
    )


class UnlockForm(forms.Form):
    """Why a locked sheet is opened again."""

    reason = ReasonField(help_text=gettext_lazy("The judge is mailed with this reason."))


class PledgeForm(forms.Form):
    """The pledge: one box, not ticked beforehand."""

    agrees = forms.BooleanField(
        label=gettext_lazy("I have read the pledge and will keep it"),
        error_messages={"required": gettext_lazy("Tick the box to open the dossiers")},
    )


class ConflictForm(forms.Form):
    """Why a judge cannot score a dossier."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "For example: relative, same workplace, mentor or investor of the team."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )
