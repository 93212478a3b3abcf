"""The leanest honest Django site that shows the same rows: Django's own middleware, one base template."""

from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.urls import include, path
from django.views.generic import DetailView, ListView

from news.models import Article

# What `startproject` writes.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

_django = engines["django"]
BASE = _django.from_string(
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>'
    "</head><body><main>{% block content %}{% endblock %}</main></body></html>"
)
LIST = _django.from_string(
    "{% extends base %}{% block title %}List{% endblock %}{% block content %}<h1>List</h1><ul>"
    '{% for row in page_obj %}<li><a href="{{ row.get_absolute_url }}">{{ row.title }}</a> {{ row.lead }}'
    "{{ row.published_at|date }} {{ row.category }}</li>{% endfor %}</ul>"
    "<p>{{ page_obj.number }}/{{ page_obj.paginator.num_pages }}</p>{% endblock %}"
)
DETAIL = _django.from_string(
    "{% extends base %}{% block title %}{{ row.title }}{% endblock %}{% block content %}"
    "<h1>{{ row.title }}</h1><p>{{ row.published_at|date }} {{ row.category }}</p>{{ row.body|safe }}{% endblock %}"
)


class Lean:
    """Render a template of this file, with the base template at hand."""

    template = None

    def render_to_response(self, context, **kwargs):
        context["base"] = BASE.template
        return SimpleTemplateResponse(self.template, context)


class LeanList(Lean, ListView):
    template = LIST
    paginate_by = 20
    queryset = Article.objects.order_by("-published_at", "-pk").select_related("category")


class LeanDetail(Lean, DetailView):
    template = DETAIL
    queryset = Article.objects.select_related("category")
    context_object_name = "row"


urlpatterns = [
    path("lean/", LeanList.as_view()),
    path("lean/<int:pk>/", LeanDetail.as_view()),
    # What get_absolute_url of the rows needs.
    path("", include("news.urls")),
]
