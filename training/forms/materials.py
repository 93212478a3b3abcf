"""Materials as staff add them beside a course or a class."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.forms import UploadField
from training.domain.materials import FILE_KINDS, MAX_BYTES


class MaterialForm(forms.ModelForm):
    """A file or an address; a new file takes the place of the one that is there. Named by the admin."""

    file = UploadField(
        label=gettext_lazy("New file"),
        help_text=gettext_lazy("PDF, PPTX, DOCX, XLSX or a picture, at most 20 MB."),
        kinds=FILE_KINDS,
        max_bytes=MAX_BYTES,
        required=False,
        widget=AdminFileWidget,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "url" in self.fields:
            self.fields["url"].label = _("Or an address on the web")

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        has_file = bool(cleaned.get("file")) or bool(self.instance.stored_id)
        if has_file == bool(cleaned.get("url")):
            raise ValidationError(_("Choose a file or enter an address: one of the two"))
        return cleaned
