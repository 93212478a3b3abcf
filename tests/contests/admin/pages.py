"""Pages of a round, a round to look at, and the document that is typed there."""

from django.urls import reverse
from django.utils import timezone

from contests.domain import rounds
from portal.audit import SYSTEM


def page_url(name, *args):
    return reverse(f"admin:contests_round_{name}", args=args)


def change_page(client, round_):
    response = client.get(page_url("change", round_.pk))
    assert response.status_code == 200
    return response


def closed(round_):
    rounds.close_round(round_, actor=SYSTEM)
    round_.refresh_from_db()
    return round_


def document(**kwargs):
    today = timezone.localdate()
    return {
        "number": "15/TB-BTC",
        "issued_on": f"{today:%d/%m/%Y}",
        "signer": "Trần Thị Ký",
        **kwargs,
    }
