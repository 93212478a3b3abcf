"""Every page of the permission matrix, opened by somebody who may, and the forms of the admin."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from portal.admin import WorkflowAdmin
from portal.models import User
from tests.architecture import matrix

NO_SUCH_PAGE = "/khong-co-trang-nay/"
ENGLISH_BELOW = "/en/"


class Crawl:
    """The pages that a world's people see; each person signs in once."""

    def __init__(self, world):
        self.world = world
        self.clients = {}

    def site(self, language=settings.LANGUAGE_CODE):
        """Every page of the site that speaks the language, as its first visitor who may open it."""
        for name, page in matrix.PAGES.items():
            who = next((one for one in self.world.people if page.expected(one) == page.ok), None)
            path = self._path(name, page, language)
            if who and page.ok == HTTPStatus.OK and path:
                yield name, self._get(who, path)
        prefix = ENGLISH_BELOW.rstrip("/") if language == "en" else ""
        yield "404", self._get("anonymous", f"{prefix}{NO_SUCH_PAGE}")

    def administration(self, language=settings.LANGUAGE_CODE):
        """Lists and forms, and the pages of the steps that a row may take, in somebody's language."""
        User.objects.filter(pk=self.world.people["superuser"].pk).update(language=language)
        yield "admin:index", self._get("superuser", reverse("admin:index"))
        # of one row: all of them have the same words
        history = reverse("admin:portal_user_history", args=[self.world.people["owner"].pk])
        yield "history", self._get("superuser", history)
        for name, args in admin_addresses():
            yield name, self._get("superuser", reverse(name, args=args))

    def _path(self, name, page, language):
        kwargs = page.kwargs(self.world)
        with translation.override(language):
            try:
                path = reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                return None
        return path if (language == "en") == path.startswith(ENGLISH_BELOW) else None

    def _get(self, who, path):
        response = self._client(who).get(path)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return response.content.decode() if is_page else ""

    def _client(self, who):
        if who not in self.clients:
            self.clients[who] = Client()
            if who != "anonymous":
                self.clients[who].force_login(self.world.people[who])
        return self.clients[who]


def admin_addresses():
    """Names and arguments of the pages of each model; a form of a row where there is one."""
    for model, model_admin in admin.site._registry.items():
        yield matrix.admin_address(model, "changelist"), ()
        yield matrix.admin_address(model, "add"), ()
        rows = model._base_manager.order_by("-pk")
        for pk in rows.values_list("pk", flat=True)[:1]:
            for view in ("change", "delete"):
                yield matrix.admin_address(model, view), (pk,)
        if isinstance(model_admin, WorkflowAdmin):
            for step in model_admin.steps:
                states = model_admin.workflow[step].sources
                for pk in rows.filter(state__in=states).values_list("pk", flat=True)[:1]:
                    yield matrix.admin_address(model, "step"), (pk, step)
