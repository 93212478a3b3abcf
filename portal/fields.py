"""Model fields that normalise text once, on the way in."""

from django.db import models

from portal.text import clean_line, clean_text


class NfcCharField(models.CharField):
    """One line of text: NFC, no control or direction marks, white space folded."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean_line(value) if isinstance(value, str) else value

    def to_python(self, value):
        value = super().to_python(value)
        return clean_line(value) if isinstance(value, str) else value


class NfcTextField(models.TextField):
    """Several lines of text: NFC, no control or direction marks, line ends unified."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean_text(value) if isinstance(value, str) else value

    def to_python(self, value):
        value = super().to_python(value)
        return clean_text(value) if isinstance(value, str) else value
