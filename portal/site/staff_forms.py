"""What staff choose on the pages that join training and the contest."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.models import Locality, Organization
from portal.forms import DayField
from portal.models import User
from training.domain.attended import Wanted
from training.models import Audience, Course, CourseRun


class LanguageForm(forms.ModelForm):
    """The language in which whoever is signed in reads the administration."""

    class Meta:
        model = User
        fields = ["language"]


class TrainingReportForm(forms.Form):
    """What the report counts; everything may stay empty."""

    from_day = DayField(label=_("Classes that begin from"), required=False)
    to_day = DayField(label=pgettext_lazy("last day", "until"), required=False)
    course = forms.ModelChoiceField(Course.objects.all(), label=_("Course"), required=False)
    locality = forms.ModelChoiceField(
        Locality.objects.all(), label=_("Commune or ward where it was held"), required=False
    )
    audience = forms.ModelChoiceField(
        Audience.objects.all(), label=_("Audience group"), required=False
    )
    organizer = forms.ModelChoiceField(
        Organization.objects.all(), label=_("Organised by"), required=False
    )

    def __init__(self, data=None):
        super().__init__(data)
        everything = pgettext_lazy("filter", "All")
        held = CourseRun.objects.exclude(starts_at=None)
        self.fields["locality"].queryset = Locality.objects.filter(
            pk__in=held.values("locality")
        ).order_by("folded")
        self.fields["organizer"].queryset = (
            Organization.objects.filter(courses__isnull=False)
            | Organization.objects.filter(course_runs__isnull=False)
        ).distinct()
        for name in ("course", "locality", "audience", "organizer"):
            self.fields[name].empty_label = everything

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from_day"), cleaned.get("to_day")
        if first and last and last < first:
            self.add_error("to_day", _("The last day must not be before the first"))
        return cleaned

    def wanted(self):
        return Wanted(**{name: value or None for name, value in self.cleaned_data.items()})


class RoundChoiceForm(forms.Form):
    """From which round the teams are invited."""

    round = forms.ChoiceField(label=_("Round whose promoted teams are invited"))

    def __init__(self, data=None, *, rounds):
        super().__init__(data)
        self.rounds = {str(row.pk): row for row in rounds}
        self.fields["round"].choices = [
            (pk, f"{row.contest.title} – {row.name}") for pk, row in self.rounds.items()
        ]

    def chosen(self):
        return self.rounds[self.cleaned_data["round"]]


class AttendancePointsForm(forms.Form):
    """For which criterion, by the attendance of which class."""

    criterion = forms.ChoiceField(label=_("Criterion"))
    run = forms.ChoiceField(label=pgettext_lazy("training", "Class"))

    def __init__(self, data=None, *, criteria, runs):
        super().__init__(data)
        self.by_pk = {
            "criterion": {str(row.pk): row for row in criteria},
            "run": {str(row.pk): row for row in runs},
        }
        self.fields["criterion"].choices = [
            (pk, row.name) for pk, row in self.by_pk["criterion"].items()
        ]
        self.fields["run"].choices = [
            (pk, f"{row} ({row.days})") for pk, row in self.by_pk["run"].items()
        ]

    def chosen(self):
        return tuple(self.by_pk[name][self.cleaned_data[name]] for name in ("criterion", "run"))
