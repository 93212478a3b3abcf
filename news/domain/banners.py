"""Banners of the home page: where each leads, and what becomes of their files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from news.domain import renditions
from news.models import Banner
from portal.languages import page_in

if TYPE_CHECKING:
    from collections.abc import Iterable


def link_here(url: str) -> str:
    """An address of the portal in the language of the page, where it has one there."""
    return page_in(get_language() or settings.LANGUAGE_CODE, url) if url.startswith("/") else url


@transaction.atomic
def keep_banner(banner: Banner) -> Banner:
    """Save it; the files of a picture or a focus that it had before are dropped."""
    before = Banner.objects.select_for_update().filter(pk=banner.pk).first()
    banner.save()
    if before is not None:
        _drop_files(before, files_of(before) - files_of(banner))
    return banner


@transaction.atomic
def drop_banners(banners: Iterable[Banner]) -> None:
    """Delete them with their pictures and all that was made of these."""
    for banner in banners:
        names = files_of(banner)
        banner.delete()
        _drop_files(banner, names)


def files_of(banner: Banner) -> set[str]:
    """The picture as it was uploaded, and every size of it."""
    return {str(banner.image.name), *renditions.names_of(banner)}


def _drop_files(banner: Banner, names: set[str]) -> None:
    """Once the change is committed: a file must not be lost to a row that stays."""
    storage = banner.image.storage
    for name in names:
        transaction.on_commit(partial(storage.delete, name), robust=True)
