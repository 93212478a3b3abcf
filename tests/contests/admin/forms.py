"""What a browser would send from a page of the admin."""

from django.forms import FileField


def typed(form, **changes):
    """The values of one form as they stand on the page, with ``changes``."""
    values = {}
    for bound in form:
        if isinstance(bound.field, FileField):
            continue
        value, widget = bound.value(), bound.field.widget
        if hasattr(widget, "decompress"):
            parts = widget.decompress(value)
            values |= {f"{bound.html_name}_{n}": part or "" for n, part in enumerate(parts)}
        elif value is not None and value is not False:
            values[bound.html_name] = value
    return {**values, **changes}


def typed_page(response, **changes):
    """The whole change form of a page: the object and the tables below it."""
    values = typed(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        values |= typed(inline.formset.management_form)
        for form in inline.formset.forms:
            values |= typed(form)
    return {**values, **changes}
