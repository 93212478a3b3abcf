"""A picture, a file or a film beside an article, as the newsroom adds it."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.domain.enclosures import FILE_KINDS, MAX_BYTES
from portal.forms import UploadField


class EnclosureForm(forms.ModelForm):
    """One of the three; a new file takes the place of the one that is there. Named by the admin."""

    file = UploadField(
        label=gettext_lazy("New file"),
        help_text=gettext_lazy("PDF, DOCX, XLSX, PPTX or a picture, at most 20 MB."),
        kinds=FILE_KINDS,
        max_bytes=MAX_BYTES,
        required=False,
        widget=AdminFileWidget,
    )

    def clean(self):
        cleaned = super().clean()
        if self.errors or cleaned.get("DELETE"):
            return cleaned
        has_file = bool(cleaned.get("file")) or bool(self.instance.stored_id)
        has_film, has_picture = bool(cleaned.get("url")), bool(cleaned.get("picture"))
        if has_file and (has_film or has_picture):
            raise ValidationError(
                _("A file stands alone: put the picture or the film into an entry of its own")
            )
        if not (has_file or has_film or has_picture):
            raise ValidationError(_("Choose a picture or a file, or enter the address of a film"))
        if (has_file or has_film) and not cleaned.get("title"):
            self.add_error("title", _("Say what readers find here"))
        return cleaned
