"""The table behind test_permission_matrix: one row per address."""

from collections.abc import Callable
from dataclasses import dataclass, field

OUR_APPS = {"portal", "ecosystem", "contests", "training", "news"}

STAFF = {
    "administrator",
    "secretary",
    "board",
    "editor",
    "publisher",
    "training officer",
    "space manager",
    "association",
    "nominator",
    "superuser",
}
CONTEST_STAFF = {"secretary", "board", "superuser"}
NEWSROOM = {"editor", "publisher", "superuser"}
EVERYBODY = frozenset({"*"})


@dataclass(frozen=True, kw_only=True)
class Page:
    """``allowed`` get ``ok``; the anonymous get ``anonymous``; everybody else ``denied``."""

    allowed: frozenset | set = EVERYBODY
    ok: int = 200
    denied: int = 404
    anonymous: int | None = None
    kwargs: Callable = field(default=lambda world: {})
    exceptions: dict = field(default_factory=dict)

    def expected(self, person):
        if person in self.exceptions:
            return self.exceptions[person]
        if person == "anonymous" and self.anonymous is not None:
            return self.anonymous
        return self.ok if "*" in self.allowed or person in self.allowed else self.denied


@dataclass(frozen=True, kw_only=True)
class AdminRow:
    """Roles that may see a model's list, and those that may add to it."""

    view: set
    add: set = field(default_factory=set)

    def list_status(self, person):
        return self._status(person, self.view)

    def add_status(self, person):
        return self._status(person, self.add)

    def _status(self, person, allowed):
        if person not in STAFF:
            return 302  # to the sign-in page
        return 200 if person in allowed else 403


PUBLIC = Page()

PAGES = {}
ELSEWHERE = {}
ADMIN = {}
