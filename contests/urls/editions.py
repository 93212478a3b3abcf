"""How addresses name an edition: the contest by its year, a problem statement by its slug.

A page of an edition has one pattern and one view whatever the edition is held for. ``to_url`` takes
what ``Contest.key`` gives.
"""

from django.urls import register_converter

CONTESTS = "cuoc-thi"
CHALLENGES = "bai-toan"
_SLUG = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"


class EditionConverter:
    """``cuoc-thi/2026`` or ``bai-toan/so-hoa-ho-so``."""

    regex = rf"{CONTESTS}/[0-9]+|{CHALLENGES}/{_SLUG}"

    def to_python(self, value):
        kind, _, key = value.partition("/")
        return int(key) if kind == CONTESTS else key

    def to_url(self, value):
        kind = CONTESTS if str(value).isdecimal() else CHALLENGES
        return f"{kind}/{value}"


class JudgedEditionConverter:
    """``2026`` or ``bai-toan/so-hoa-ho-so``: beneath the judges' desk the contest is named by its year alone."""

    regex = rf"[0-9]+|{CHALLENGES}/{_SLUG}"

    def to_python(self, value):
        return int(value) if value.isdecimal() else value.partition("/")[2]

    def to_url(self, value):
        return str(value) if str(value).isdecimal() else f"{CHALLENGES}/{value}"


register_converter(EditionConverter, "edition")
register_converter(JudgedEditionConverter, "judged_edition")

# What a route begins with, or holds, to name an edition.
EDITION = "<edition:edition>/"
JUDGED_EDITION = "<judged_edition:edition>/"
