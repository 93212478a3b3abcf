"""What who posts on the board is told. Answers are connection requests, with mails of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from ecosystem.models import BoardPost


@in_vietnamese
def post_received(post: BoardPost) -> Mail:
    """The receipt, of a new post and of a changed one."""
    return _to_author(post, "post_received", f"{post.revision}", is_changed=post.revision > 1)


@in_vietnamese
def post_published(post: BoardPost) -> Mail:
    return _to_author(post, "post_published", f"{post.revision}")


@in_vietnamese
def post_refused(post: BoardPost) -> Mail:
    return _to_author(post, "post_refused", f"{post.revision}", reason=post.reason)


@in_vietnamese
def post_expiring(post: BoardPost, *, can_extend: bool) -> Mail:
    """A week before the end, once a term: the link leads to the page that extends it."""
    part = f"{post.last_day:%Y%m%d}"
    path = reverse("ecosystem:post_extend", args=[post.slug])
    return _to_author(
        post, "post_expiring", part, path=path if can_extend else "", can_extend=can_extend
    )


@in_vietnamese
def post_expired(post: BoardPost) -> Mail:
    """The last day is over; a post that the office never answered is told so too."""
    return _to_author(
        post,
        "post_expired",
        f"{post.last_day:%Y%m%d}",
        path=reverse("ecosystem:post_list"),
        was_shown=post.published_at is not None,
    )


def _to_author(
    post: BoardPost, template: str, part: str, *, path: str = "", **values: object
) -> Mail:
    return Mail(
        template=f"ecosystem/{template}",
        recipient=post.author.email,
        about=f"post:{post.pk}",
        dedupe_key=f"{template}:{post.pk}:{part}",
        context={
            "name": post.author.full_name,
            "title": post.title,
            "profile": str(post.profile),
            "last_day": post.last_day,
            "url": absolute_url(path or post.get_absolute_url()),
            **values,
        },
    )
