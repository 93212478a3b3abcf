"""Answering a post of the board: a connection request that the office passes on to its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.domain.connections import keep_request, refuse_sender
from ecosystem.models import BoardPost, Organization, Startup
from portal.models import User
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from ecosystem.models import ConnectionRequest

    Sender = Startup | Organization


def senders_for(user: User) -> list[Sender]:
    """In whose name ``user`` may answer, beside the own: every project and organisation kept.

    The answer is read by the office and by the people of the post, by nobody else.
    """
    startups = Startup.objects.kept_by(user).order_by("folded")
    organizations = Organization.objects.existing().kept_by(user).order_by("folded")
    return [*startups, *organizations]


def refuse_answer(user: User, post: BoardPost) -> None:
    """Raise RefusedError when ``user`` cannot answer ``post`` now; says what to do."""
    if not post.is_shown:
        raise RefusedError(_("This post has ended. Look for another one on the board."))
    if post.author_id == user.pk or user.has_perm("ecosystem.keep_boardpost", post):
        raise RefusedError(_("This post is your own. Answers to it are mailed to you."))
    refuse_sender(user)


@transaction.atomic
def answer_post(
    user: User,
    post: BoardPost,
    *,
    sender: Sender | None,
    message: str,
    contact_way: str,
    phone: str = "",
) -> ConnectionRequest:
    """Keep the answer for the office and tell who sent it; ``sender`` is None for the own name.

    Locks the person, then the post: the limit holds for clicks at once, and the post is shown.
    """
    require(user, "ecosystem.answer_boardpost", post)
    if sender is not None:
        require(user, "ecosystem.keep_profile", sender)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    locked = BoardPost.objects.select_for_update(no_key=True).get(pk=post.pk)
    refuse_answer(user, locked)
    return keep_request(
        user,
        double=_("You have answered this post already; that answer is still open."),
        post=locked,
        startup=sender if isinstance(sender, Startup) else None,
        from_organization=sender if isinstance(sender, Organization) else None,
        purpose=locked.kind,
        message=message,
        contact_way=contact_way,
        phone=phone,
    )
