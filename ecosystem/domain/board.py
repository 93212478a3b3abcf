"""The board of needs and offers: posting, the office's answer, changing, extending, ending.

Nothing is public before the office has read it, as it stands: what is changed goes to it again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.enums import PostState
from ecosystem.mails import board as mails
from ecosystem.models import BoardPost, Organization, Startup
from ecosystem.workflow import BOARD_POST
from portal import audit
from portal.accounts import has_verified_email
from portal.mail import queue
from portal.models import User
from portal.text import clean_line
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    Profile = Organization | Startup

# Posts of one person that wait or are shown: a board of one is no board.
MAX_OPEN: Final = 5
DEFAULT_DAYS: Final = 60
MAX_DAYS: Final = 180
EXTRA_DAYS: Final = 60
FIELDS: Final = ("intent", "kind", "title", "text", "field", "locality", "last_day")
# Two people who post under one title at the same moment want the same path.
_TRIES: Final = 3


class PostMovedError(RefusedError):
    """The post is not the one that was read any more."""


class LastDayError(RefusedError):
    """A post cannot run until this day."""


# --- those who post ----------------------------------------------------------------------------


def profiles_for(user: User) -> list[Profile]:
    """In whose name ``user`` may post: profiles that the public sees, for the post names them."""
    startups = Startup.objects.public().kept_by(user).order_by("folded")
    organizations = Organization.objects.public().existing().kept_by(user).order_by("folded")
    return [*startups, *organizations]


def refuse_author(user: User) -> None:
    """Raise RefusedError when ``user`` cannot post now; says what to do."""
    if not has_verified_email(user):
        raise RefusedError(_("Confirm your e-mail address first: the answer goes there."))
    if not profiles_for(user):
        raise RefusedError(
            _(
                "A post names a project or an organisation of the directory. Register yours, ask to keep its profile, or show your project to everybody, first."
            )
        )
    _refuse_many(user)


def _refuse_many(user: User) -> None:
    if user.board_posts.open().count() >= MAX_OPEN:
        raise RefusedError(
            _("You have %(count)d posts that wait or are shown. Close or withdraw one first.")
            % {"count": MAX_OPEN}
        )


@transaction.atomic
def create_post(user: User, profile: Profile, values: Mapping[str, Any]) -> BoardPost:
    """Keep the post for the office and tell its author. A double click makes one.

    Locks the person: the limit holds for clicks at once.
    """
    require(user, "ecosystem.post_to_board", profile)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    refuse_author(user)
    if profile not in profiles_for(user):
        raise RefusedError(_("Everybody must see the profile that the post names."))
    _check_last_day(values["last_day"], latest_day())
    post = _insert(
        BoardPost(
            author=user, **BoardPost.about(profile), **{name: values[name] for name in FIELDS}
        )
    )
    audit.record(post, "post", actor=user)
    queue(mails.post_received(post))
    return post


@transaction.atomic
def revise_post(post: BoardPost, values: Mapping[str, Any], *, actor: User, seen: int) -> BoardPost:
    """Write the post anew; it goes back to the office, and is not shown until it has read it.

    A refused post that is sent again counts among those of its author. Writing anew makes no post
    run longer than a new one might: that is what extending is for. Raises PostMovedError when
    ``seen`` is not the revision that is stored.
    """
    # The person before the post, as everywhere.
    author = User.objects.select_for_update(no_key=True).get(pk=post.author_id)
    locked: BoardPost = BOARD_POST.lock(post)
    require(actor, "ecosystem.keep_boardpost", locked)
    _refuse_moved(locked, seen)
    if locked.state == PostState.REFUSED:
        _refuse_many(author)
    if values["last_day"] != locked.last_day:
        sent_on = timezone.localdate(locked.created_at)
        latest = max(sent_on + timedelta(days=MAX_DAYS), locked.last_day)
        _check_last_day(values["last_day"], latest)
    for name in FIELDS:
        setattr(locked, name, values[name])
    _checked(locked)
    changes = {name: values[name] for name in FIELDS}
    moved: BoardPost = _guarded(
        lambda: BOARD_POST.apply(
            locked,
            "revise",
            actor=actor,
            changes={**changes, "revision": locked.revision + 1, "reason": ""},
        )
    )
    queue(mails.post_received(moved))
    return moved


@transaction.atomic
def extend_post(post: BoardPost, *, actor: User) -> BoardPost:
    """Show a post longer, once."""
    locked: BoardPost = BOARD_POST.lock(post)
    require(actor, "ecosystem.keep_boardpost", locked)
    day = extended_day(locked)
    if day is None:
        raise RefusedError(_("This post cannot be extended. Post it anew once it has ended."))
    locked.last_day, locked.extended_on = day, timezone.localdate()
    locked.save(update_fields=["last_day", "extended_on"])
    audit.record(locked, "extend", actor=actor, last_day=f"{day:%Y-%m-%d}")
    return locked


def extended_day(post: BoardPost) -> date | None:
    """Until when the post would run if it were extended; None when it cannot be."""
    if post.extended_on is not None or not post.is_shown:
        return None
    day = min(post.last_day + timedelta(days=EXTRA_DAYS), latest_day())
    return day if day > post.last_day else None


@transaction.atomic
def close_post(post: BoardPost, *, actor: User) -> BoardPost:
    """It found what it was for."""
    moved: BoardPost = BOARD_POST.apply(post, "close", actor=actor)
    return moved


@transaction.atomic
def withdraw_post(post: BoardPost, *, actor: User) -> BoardPost:
    """Take it off before it found anything."""
    moved: BoardPost = BOARD_POST.apply(post, "withdraw", actor=actor)
    return moved


def latest_day() -> date:
    """The last day that a post may be shown to."""
    return timezone.localdate() + timedelta(days=MAX_DAYS)


# --- the office --------------------------------------------------------------------------------


@transaction.atomic
def publish_post(post: BoardPost, *, actor: Any, seen: int) -> BoardPost:
    """Show what was read: ``seen`` is the revision that the office had before its eyes."""
    locked: BoardPost = BOARD_POST.lock(post)
    _refuse_moved(locked, seen)
    if locked.state == PostState.RECEIVED and locked.last_day < timezone.localdate():
        raise RefusedError(_("The last day of this post is over: refuse it, and say why."))
    moved: BoardPost = BOARD_POST.apply(
        locked,
        "publish",
        actor=actor,
        changes={"published_at": timezone.now(), "updated_at": timezone.now()},
    )
    queue(mails.post_published(moved))
    return moved


@transaction.atomic
def refuse_post(post: BoardPost, *, actor: Any, reason: str) -> BoardPost:
    """Do not show it, or take it off the board; its author reads the reason."""
    words = clean_line(reason)
    moved: BoardPost = BOARD_POST.apply(
        post, "refuse", actor=actor, reason=words, changes={"reason": words}
    )
    queue(mails.post_refused(moved))
    return moved


# --- shared ------------------------------------------------------------------------------------


def _refuse_moved(post: BoardPost, seen: int) -> None:
    if post.revision != seen:
        raise PostMovedError(
            _("The post was changed meanwhile. Open its page again and read it before you decide.")
        )


def _check_last_day(day: date, latest: date) -> None:
    today = timezone.localdate()
    if latest < today:
        raise LastDayError(_("This post has ended. Post it anew instead."))
    if not today <= day <= latest:
        raise LastDayError(
            _("Choose a day from %(first)s to %(last)s")
            % {"first": f"{today:%d/%m/%Y}", "last": f"{latest:%d/%m/%Y}"}
        )


def _checked(post: BoardPost) -> None:
    """Raise ValidationError for what no post may hold, whichever door it came through."""
    post.clean_fields(exclude=["slug"])


def _insert(post: BoardPost) -> BoardPost:
    _checked(post)
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                post.save(force_insert=True)
        except IntegrityError as error:
            if not left or not _is_slug_taken(error):
                raise _doubled() from error
            post.slug = ""
        else:
            break
    return post


def _guarded(write: Any) -> Any:
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        raise _doubled() from error


def _is_slug_taken(error: IntegrityError) -> bool:
    return "slug" in str(error)


def _doubled() -> RefusedError:
    return RefusedError(_("You have posted this already. It is in the list of your posts."))
