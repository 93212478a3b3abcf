"""Entering a picture."""

import io

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.translation import gettext_lazy as _

from news.domain.renditions import WIDTHS, height_of
from news.models import Banner, MediaImage
from portal.bilingual import english_of
from portal.files import KIND_IMAGE, MEGABYTE, check_upload
from portal.forms import UploadField

MAX_PICTURE = 10 * MEGABYTE


class CutPictureForm(forms.ModelForm):
    """A picture by its bytes, kept upright and without the place and device that cameras write."""

    # Width and height below which pages would blow it up.
    smallest = (1, 1)

    image = UploadField(
        label=_("Picture"),
        kinds=(KIND_IMAGE,),
        max_bytes=MAX_PICTURE,
        widget=AdminFileWidget,
    )

    def clean_image(self):
        image = self.cleaned_data["image"]
        if "image" not in self.changed_data:
            if not _can_be_read(image):
                raise forms.ValidationError(
                    _("The file of this picture is lost. Choose a picture again"), code="lost"
                )
            return image
        checked = check_upload(image, kinds=(KIND_IMAGE,), max_bytes=MAX_PICTURE)
        upright = ImageFile(io.BytesIO(checked.content), name=checked.name)
        width, height = self.smallest
        if upright.width < width or upright.height < height:
            raise forms.ValidationError(
                _("The picture must be at least %(width)d pixels wide and %(height)d pixels high"),
                code="small",
                params={"width": width, "height": height},
            )
        return ContentFile(checked.content, name=checked.name)


def _can_be_read(image):
    """Saving measures the picture, also one that was uploaded long ago."""
    try:
        return bool(image.width)
    except OSError:
        return False


class MediaImageForm(CutPictureForm):
    class Meta:
        model = MediaImage
        fields = ["image", "alt_text", "caption", "credit", "focus_x", "focus_y"]


class BannerForm(CutPictureForm):
    smallest = (WIDTHS["banner"][0], height_of(WIDTHS["banner"][0]))

    class Meta:
        model = Banner
        fields = [
            "title",
            "text",
            "url",
            "link_label",
            "image",
            "alt_text",
            "is_decoration",
            "focus_x",
            "focus_y",
            "starts_at",
            "ends_at",
            "order",
            *english_of(*Banner.translated),
        ]
