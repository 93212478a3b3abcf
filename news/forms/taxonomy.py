"""The columns of the news, as the newsroom keeps them."""

from django import forms
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from news.models import Category, CategoryRedirect


class CategoryForm(forms.ModelForm):
    """A path that leads elsewhere already cannot be a column's."""

    class Meta:
        model = Category
        fields = ["name", "name_en", "slug", "order"]

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if not slug:
            return slug
        addresses = (
            reverse("news:category", args=[slug]),
            reverse("news:article_detail", args=[slug, "bai"]),
        )
        expected = ("news:category", "news:article_detail")
        if tuple(resolve(address).view_name for address in addresses) != expected:
            raise forms.ValidationError(_("This path belongs to another page of the news"))
        taken = CategoryRedirect.objects.filter(slug=slug).exclude(category=self.instance.pk)
        if taken.exists():
            raise forms.ValidationError(
                _("This path was another column’s: links to it still work.")
            )
        return slug
