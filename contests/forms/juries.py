"""Asking people onto a panel, and their answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.judging.invitations import DEFAULT_DAYS
from contests.forms.judging import judges
from contests.models import JudgeInvitation
from ecosystem.models import Locality
from portal.numbers import WholeNumberField
from portal.text import clean_line

LONGEST_DAYS = 60
TERMS_ROWS = 8


class InviteForm(forms.Form):
    """Known judges by ticking, somebody new by name and address; the same terms for all."""

    known = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Judges of earlier rounds"),
        help_text=gettext_lazy("They are asked too: nobody judges a round without accepting."),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    full_name = forms.CharField(
        label=gettext_lazy("Full name of somebody new"), max_length=150, required=False
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        error_messages={"invalid": gettext_lazy("Enter an address such as ten@vidu.vn")},
    )
    is_chair = forms.BooleanField(
        label=gettext_lazy("Invite this person as chair of the panel"), required=False
    )
    terms = forms.CharField(
        label=gettext_lazy("Terms of the task"),
        help_text=gettext_lazy("Stands in the mail and on the page of the invitation."),
        required=False,
        widget=forms.Textarea(attrs={"rows": TERMS_ROWS}),
    )
    days = WholeNumberField(
        label=gettext_lazy("Days to answer"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=DEFAULT_DAYS,
    )

    def __init__(self, *args, panel, **kwargs):
        super().__init__(*args, **kwargs)
        seated = panel.members.values("judge")
        asked = panel.invitations.values_list("email", flat=True)
        self.fields["known"].queryset = (
            judges().exclude(pk__in=seated).exclude(email__in=list(asked))
        )
        if not self.fields["known"].queryset.exists():
            del self.fields["known"]
        self.fields["terms"].initial = self._usual_terms(panel)

    def _usual_terms(self, panel):
        """The words of the last invitation to this round; else a beginning."""
        told = JudgeInvitation.objects.filter(panel__round=panel.round_id).exclude(terms="")
        if last := told.order_by("-pk").first():
            return last.terms
        return _(
            "The task: score the dossiers assigned to you by the criteria of the round, "
            "independently and confidentially, and declare any conflict of interest."
        )

    def clean_full_name(self):
        return clean_line(self.cleaned_data["full_name"])

    def clean(self):
        cleaned = super().clean()
        name, email = cleaned.get("full_name", ""), cleaned.get("email", "")
        if email and not name:
            self.add_error("full_name", _("Enter the full name of the person to be invited"))
        if name and not email and "email" not in self.errors:
            self.add_error("email", _("Enter the e-mail address of the person to be invited"))
        if not (name or email or cleaned.get("known") or self.errors):
            raise forms.ValidationError(
                _("Tick a judge, or enter the name and address of a person")
            )
        return cleaned

    def people(self):
        """Name, address and whether as chair, of everybody who is to be asked."""
        known = [(str(judge), judge.email, False) for judge in self.cleaned_data.get("known", ())]
        name, email = self.cleaned_data["full_name"], self.cleaned_data["email"]
        return [*known, *([(name, email, self.cleaned_data["is_chair"])] if email else [])]


class NamingField(forms.BooleanField):
    """Agreeing to be named in public: a box of its own, never ticked beforehand."""

    def __init__(self, **kwargs):
        super().__init__(
            label=gettext_lazy("I agree to be named as a member of the jury"),
            required=False,
            **kwargs,
        )


class NamingForm(forms.Form):
    """The answer, which may be changed at any time."""

    is_named = NamingField()


class SeatForm(forms.Form):
    """What helps to notice conflicts of interest; nothing of it has to be told."""

    organization_name = forms.CharField(
        label=gettext_lazy("Place of work"), max_length=200, required=False
    )
    tax_code = forms.CharField(
        label=gettext_lazy("Tax code of your place of work"),
        help_text=gettext_lazy("If you know it."),
        max_length=14,
        required=False,
    )
    locality = forms.ModelChoiceField(
        label=gettext_lazy("Commune or ward where you live"),
        queryset=Locality.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose a commune or ward"),
    )

    is_named = NamingField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = Locality.objects.current()

    def clean_organization_name(self):
        return clean_line(self.cleaned_data["organization_name"])


class DeclineForm(forms.Form):
    """Why the invited person does not come."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for declining"),
        help_text=gettext_lazy("The secretariat reads it; a few words are enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )
