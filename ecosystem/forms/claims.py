"""What somebody enters who asks to keep a profile."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.domain.claims import MAX_PROOF_BYTES, PROOF_KINDS
from ecosystem.models.claims import PROFILE_KINDS
from portal.forms import CharLimitField, UploadField


class ClaimForm(forms.Form):
    """Who one is, and how the office can verify it."""

    position = CharLimitField(
        label=_("Your position"),
        help_text=_("For example: director, head of the office, representative of the team."),
        limit=150,
        error_messages={"required": _("Enter your position")},
    )
    statement = CharLimitField(
        label=_("How can the office verify this?"),
        help_text=_(
            "Name the paper that you attach, and whom the office may call at the organisation."
        ),
        limit=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write how the office can verify that you represent it")},
    )
    proof = UploadField(
        label=_("Proof"),
        help_text=_(
            "A letter of introduction, the certificate of registration, or another paper: PDF, DOCX or a picture, at most 10 MB. Only the staff who check the claim read it."
        ),
        kinds=PROOF_KINDS,
        max_bytes=MAX_PROOF_BYTES,
        error_messages={"required": _("Choose the file of the proof")},
    )

    def __init__(self, *args, is_proof_needed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proof"].required = is_proof_needed


class RegisterForm(ClaimForm):
    """A profile that the directory does not have yet."""

    proposed_kind = forms.ChoiceField(
        label=_("What do you represent?"),
        choices=[("", _("Choose one")), *PROFILE_KINDS],
        error_messages={
            "required": _("Choose what you represent"),
            "invalid_choice": _("Choose what you represent"),
        },
    )
    proposed_name = CharLimitField(
        label=_("Full name of the organisation or project"),
        limit=200,
        error_messages={"required": _("Enter the full name")},
    )
    proposed_summary = CharLimitField(
        label=_("What it does, in one line"),
        limit=250,
        error_messages={"required": _("Write in one line what it does")},
    )
    field_order = ("proposed_kind", "proposed_name", "proposed_summary")
