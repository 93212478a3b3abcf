"""The questions after a class, and three months later."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.forms import CharLimitField
from training.enums import SurveyKind, Usage, Venture

MAX_TEXT = 1000
MARKS = [
    (5, pgettext_lazy("mark", "5 – very good")),
    (4, pgettext_lazy("mark", "4 – good")),
    (3, pgettext_lazy("mark", "3 – fair")),
    (2, pgettext_lazy("mark", "2 – poor")),
    (1, pgettext_lazy("mark", "1 – very poor")),
]
WISHES = [
    (5, pgettext_lazy("mark", "5 – certainly")),
    (4, pgettext_lazy("mark", "4 – probably")),
    (3, pgettext_lazy("mark", "3 – perhaps")),
    (2, pgettext_lazy("mark", "2 – probably not")),
    (1, pgettext_lazy("mark", "1 – certainly not")),
]


def _mark(label, choices=MARKS):
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a mark from 1 to 5")},
    )


def _words(label):
    return CharLimitField(
        label=label,
        limit=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _choice(label, choices):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )


class SurveyForm(forms.Form):
    """Five marks and two questions in one's own words."""

    content = _mark(_("How good was the content?"))
    trainer = _mark(_("How good was the trainer?"))
    organisation = _mark(_("How well was the class organised?"))
    usefulness = _mark(_("How useful is it for your work?"))
    recommend = _mark(_("Would you recommend this course to others?"), WISHES)
    helped = _words(_("What helped you most?"))
    better = _words(_("What should be better next time?"))


class FollowUpForm(forms.Form):
    """Two choices and one question in one's own words."""

    usage = _choice(_("Do you use what you learned?"), Usage.choices)
    venture = _choice(_("What did you begin since the class?"), Venture.choices)
    note = _words(_("What is still missing for you?"))


FORMS = {SurveyKind.AFTER: SurveyForm, SurveyKind.LATER: FollowUpForm}
