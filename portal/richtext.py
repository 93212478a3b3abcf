"""Rich text: which tags and attributes may be stored, whatever door they came through."""

from __future__ import annotations

import nh3

from portal.fields import NfcTextField

TAGS = {
    "a", "blockquote", "br", "code", "em", "figcaption", "figure", "h2", "h3", "h4", "hr", "i", "b",
    "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}


def sanitise(html: str) -> str:
    """Return ``html`` with what is not allowed taken out; safe to print in a page, feed or mail."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


class RichTextField(NfcTextField):
    """HTML that is sanitised on its way into the database."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return sanitise(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        """Leave the sanitised text on the instance too: what is shown is what is stored."""
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            setattr(model_instance, self.attname, self.get_prep_value(value))
        return super().pre_save(model_instance, add)
