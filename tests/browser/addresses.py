"""Every address that the permission matrix knows, filled in from the demo set, and who may open it.

Runs inside ``manage.py shell`` of the demo portal; the browser reads what ``pages`` answers.
"""

import json
from http import HTTPStatus
from itertools import islice
from urllib.parse import urlsplit

from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve, reverse

from portal.models import User
from tests.architecture import matrix
from tests.browser.gaps import SUPERUSER, fill_gaps
from tests.browser.kwargs import KWARGS
from tests.browser.worlds import make_worlds
from tests.factories.ecosystem import (
    FieldFactory,
    LocalityFactory,
)
from tests.factories.portal import UserFactory

# Other journeys share the database: their people, fields and communes are counted from 0.
FIRST_OF_THIS_WALK = 1_000
PEOPLE = ("anonymous", "owner", "judge", "nominator", "newcomer", "superuser")


def pages():
    """Every page with its tries, of which the first that shows it counts; and everybody's session.

    A try is a path with the person to try it as. Refusals are cheaper to find out here than in a
    browser: what answers is the only try. Written as JSON.
    """
    for factory in (UserFactory, FieldFactory, LocalityFactory):
        factory.reset_sequence(FIRST_OF_THIS_WALK)
    fill_gaps()
    worlds = list(make_worlds())
    found = [(name, tries_of(name, worlds)) for name in (*matrix.PAGES, *matrix.ELSEWHERE)]
    request = RequestFactory().get("/")
    request.user = User.objects.get(email=SUPERUSER)
    for name, model in matrix.admin_pages():
        found += [(name, [(path, SUPERUSER)]) for path in admin_paths(name, model, request)]
    emails = {email for _name, tries in found for _path, email in tries}
    clients = {email: client_of(email) for email in emails}
    found = [(name, answered(name, tries, clients)) for name, tries in found]
    sessions = {email: session_of(clients[email]) for email in emails if email}
    return json.dumps({"pages": found, "sessions": sessions})


def client_of(email):
    client = Client(raise_request_exception=False)
    if email:
        client.force_login(User.objects.get(email=email))
    return client


def session(email):
    return session_of(client_of(email))


def session_of(client):
    return client.cookies["sessionid"].value


def answered(name, tries, clients):
    """The first try that leads to the address and succeeds, or all of them where none does."""
    for path, email in tries:
        response = clients[email].get(path, follow=True)
        shown = response.redirect_chain[-1][0] if response.redirect_chain else path
        if response.status_code == HTTPStatus.OK and is_address(shown, name):
            return [(path, email)]
    return tries


def is_address(url, name):
    """Whether ``url``, where a path led to, still belongs to the address."""
    try:
        return resolve(urlsplit(url).path).view_name == name
    except Resolver404:
        return False


# --- who and where --------------------------------------------------------------------------------


def tries_of(name, worlds):
    """The address in every world, as all who may open it."""
    kwargs = KWARGS.get(name) or matrix.PAGES.get(name, matrix.PUBLIC).kwargs
    tries = [
        (reverse(name, kwargs=kwargs(world)), world.people[who])
        for world in worlds
        for who in people_of(name)
        if who in world.people
    ]
    return list(dict.fromkeys((path, person and person.email) for path, person in tries))


def people_of(name):
    """Those of the worlds who may open an address, by the matrix; what it leaves open, anybody."""
    if name.startswith("admin:"):
        return ["superuser"]
    page = matrix.PAGES.get(name)
    return [who for who in PEOPLE if page and page.expected(who) == page.ok] or PEOPLE


def admin_paths(name, model, request):
    """Paths of a model's pages of one kind; none where nobody may open such a page."""
    args = ADMIN_ARGS[name.rsplit("_", 1)[1]]
    return [reverse(name, args=found) for found in args(admin.site._registry[model], request)]


def addable(model_admin, request):
    return [()] if model_admin.has_add_permission(request) else []


def newest(model_admin, _request):
    return model_admin.model._default_manager.order_by("-pk").values_list("pk")[:1]


def one_deletable(model_admin, request):
    rows = model_admin.model._default_manager.order_by("-pk")
    may = (row.pk for row in rows if model_admin.has_delete_permission(request, row))
    return [(pk,) for pk in islice(may, 1)]


def one_of_every_state(model_admin, request):
    if not hasattr(model_admin.model, "state"):
        return newest(model_admin, request)
    states = model_admin.model._default_manager.order_by("pk").values_list("state", "pk")
    return [(pk,) for pk in dict(states).values()]


def one_for_every_step(model_admin, _request):
    rows = model_admin.model._default_manager.order_by("-pk")
    for step in model_admin.steps:
        for row in rows.filter(state__in=model_admin.workflow[step].sources)[:1]:
            yield row.pk, step


ADMIN_ARGS = {
    "changelist": lambda *_: [()],
    "add": addable,
    "history": newest,
    "delete": one_deletable,
    "change": one_of_every_state,
    "step": one_for_every_step,
}
