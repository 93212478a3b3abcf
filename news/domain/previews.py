"""Links to articles that are not public, for people without an account: signed, for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse

from news.models import Article

if TYPE_CHECKING:
    from django.db.models import QuerySet

LASTS: Final = timedelta(days=7)
_SALT: Final = "news.preview"


class PreviewOverError(Exception):
    """The link was good once; its time is over."""


def preview_path(article: Article) -> str:
    """A fresh link to ``article``, good for a week from now."""
    return reverse("news:preview", args=[TimestampSigner(salt=_SALT).sign(str(article.pk))])


def previewed(token: str, rows: QuerySet[Article]) -> Article:
    """The article of ``rows`` behind ``token``.

    Raises PreviewOverError when its time is over, Article.DoesNotExist for what was never a link.
    """
    try:
        key = TimestampSigner(salt=_SALT).unsign(token, max_age=LASTS)
    except SignatureExpired as error:
        raise PreviewOverError from error
    except BadSignature as error:
        raise Article.DoesNotExist from error
    return rows.get(pk=int(key))
