"""Old links: read from a pasted list, followed when the portal has no page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from portal.models import OldAddress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# As many lines as one paste may hold; a longer list is pasted in parts.
MOST_LINES = 5000
# No address holds it, and PostgreSQL takes no text that does.
NUL = "\0"


class Pair(NamedTuple):
    path: str
    target: str


def read_pairs(text: str) -> list[Pair]:
    """Read lines of two columns – of a spreadsheet, or parted by a space – old address first.

    An old address may be written with its domain. Raises ValidationError with a message for each
    line that cannot be read; then nothing of the list is to be kept.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line]
    if len(lines) > MOST_LINES:
        raise ValidationError(_("At most %(count)s lines at once.") % {"count": MOST_LINES})
    pairs: dict[str, Pair] = {}
    problems = []
    for number, line in lines:
        try:
            pair = _pair(line, pairs)
        except ValidationError as error:
            problem = " ".join(error.messages)
            told = {"number": number, "problem": problem}
            problems.append(_("Line %(number)s: %(problem)s") % told)
        else:
            pairs[pair.path] = pair
    if problems:
        raise ValidationError(problems)
    return list(pairs.values())


def _pair(line: str, before: Mapping[str, Pair]) -> Pair:
    columns = line.split()
    if len(columns) != 2:
        raise ValidationError(_("Two columns are needed: the old address, then the new one."))
    row = OldAddress(path=_without_host(columns[0]), target=columns[1])
    row.clean_fields()
    row.clean()
    pair = Pair(row.path, row.target)
    if before.get(pair.path, pair) != pair:
        raise ValidationError(_("This old address stands in the list with another target."))
    return pair


def _without_host(address: str) -> str:
    """The path and query of ``address``, which may be written with scheme and host."""
    scheme, separator, rest = address.partition("://")
    if not separator or scheme not in {"http", "https"}:
        return address
    _host, slash, path = rest.partition("/")
    return f"{slash or '/'}{path}"


@transaction.atomic
def keep(pairs: Iterable[Pair]) -> tuple[int, int]:
    """Keep ``pairs``; return how many addresses are new and how many lead elsewhere than before."""
    before = dict(OldAddress.objects.values_list("path", "target"))
    rows = [OldAddress(path=pair.path, target=pair.target) for pair in pairs]
    OldAddress.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["target", "updated_at"],
        batch_size=500,
    )
    added = sum(row.path not in before for row in rows)
    changed = sum(before.get(row.path, row.target) != row.target for row in rows)
    return added, changed


class OldAddressMiddleware:
    """Only where the portal has no page is the old site asked, first with the query, then without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        whole = request.get_full_path()
        # Browsers send marks of the query in code, staff may paste them as they are read.
        tries = [path for path in (whole, unquote(whole), request.path) if NUL not in path]
        targets = dict(OldAddress.objects.filter(path__in=tries).values_list("path", "target"))
        target = next((targets[path] for path in tries if path in targets), None)
        return HttpResponsePermanentRedirect(target) if target else response
