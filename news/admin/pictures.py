"""What staff see of a picture before readers do."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from news.domain.renditions import shown


class PreviewedPicture:
    """Mixed into the admin of a ``CutPicture``."""

    preview_use = "card"

    @admin.display(description=gettext_lazy("as pages cut it"))
    def preview(self, obj):
        """Small; the words beside it say what it shows."""
        found = shown(obj, self.preview_use) if obj.pk and obj.image else None
        if found is None:
            return "–"
        return format_html(
            '<img class="picture-preview" src="{}" alt="" width="160" height="90">', found.url
        )
