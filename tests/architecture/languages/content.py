"""What people wrote: Vietnamese on the pages of both languages, and no text of ours."""

from django.apps import apps
from django.db import models

from portal import mailtext
from tests.architecture.languages.words import normal, sounds_vietnamese

# Names that English texts of ours hold, and what the link to the other language says.
NAMES = (
    *("lạng sơn", "đồng", "tày, nùng", "tiếng việt"),
    # examples of what is typed in Vietnamese
    *("sở khoa học và công nghệ tỉnh", "khởi nghiệp đổi mới sáng tạo", "knđmst"),
    *("điều 9 khoản 2", "điều 1 khoản 2"),
)
# Shorter ones are parts of too many words.
SHORTEST = 4
TEXTS = (models.CharField, models.TextField, models.JSONField)


class Content:
    """Every text of the database, line by line; choices are codes, which our texts name.

    The names and wordings of mails are content too: staff read in either language what is sent.
    """

    def __init__(self):
        self.texts = {normal(text) for text in (*_stored(), *_mailed())}
        marked = filter(sounds_vietnamese, self.texts)
        self.vietnamese = sorted({*marked, *NAMES}, key=len, reverse=True)

    def __contains__(self, words):
        return normal(words) in self.texts

    def taken_out_of(self, words):
        """What is left of a text of ours without the words of people that stand in it."""
        left = normal(words).replace("\u2060", "")
        for text in self.vietnamese:
            if not sounds_vietnamese(left):
                break
            if len(text) >= SHORTEST and text in left:
                left = left.replace(text, "·")
        return left


def _stored():
    for model in apps.get_models():
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, TEXTS) and not field.choices
        ]
        for row in model._base_manager.values_list(*fields) if fields else ():
            for value in row:
                yield from _lines(value)


def _mailed():
    yield from mailtext.human_names().values()
    for name in mailtext.shipped_names():
        shown = mailtext.preview(mailtext.shipped(name))
        yield from _lines(shown.subject)
        yield from _lines(shown.text)


def _lines(value):
    if isinstance(value, str):
        yield from (value, *value.splitlines())
    elif isinstance(value, dict):
        yield from _lines([*value, *value.values()])
    elif isinstance(value, list):
        for part in value:
            yield from _lines(part)
