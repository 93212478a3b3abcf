"""The page that asks before a deletion names what people know, in Vietnamese.

Django also lists the rows of tables that only tie two rows together ("Event_fields object (9)"):
they have no name in any language, nobody has met them, and they go with either end. Every
ModelAdmin takes the method from Django's, so no app has to remember this.
"""

from django.apps import apps
from django.contrib.admin import ModelAdmin
from django.utils.text import capfirst

_with_ties = ModelAdmin.get_deleted_objects


def get_deleted_objects(self, objs, request):
    """Return what Django would delete, without the rows of tables that Django made by itself."""
    listed, counts, missing, protected = _with_ties(self, objs, request)
    made = [m._meta for m in apps.get_models(include_auto_created=True) if m._meta.auto_created]
    beginnings = tuple(f"{capfirst(opts.verbose_name)}: " for opts in made)
    plurals = {str(opts.verbose_name_plural) for opts in made}
    counts = {name: count for name, count in counts.items() if str(name) not in plurals}
    return _without(listed, beginnings), counts, missing, protected


def _without(listed, beginnings):
    """Return the nested list without the lines that begin so, and without lists that are empty then."""
    kept = [
        _without(one, beginnings) if isinstance(one, list) else one
        for one in listed
        if isinstance(one, list) or not one.startswith(beginnings)
    ]
    return [one for one in kept if one != []]


ModelAdmin.get_deleted_objects = get_deleted_objects
