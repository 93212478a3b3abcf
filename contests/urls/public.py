"""Addresses for everybody."""

from django.urls import path

from contests.views import public

urlpatterns = [
    path("cuoc-thi/", public.ContestListView.as_view(), name="contest_list"),
    path("cuoc-thi/<int:year>/", public.ContestDetailView.as_view(), name="contest_detail"),
    path("cuoc-thi/<int:year>/the-le/", public.ContestRulesView.as_view(), name="contest_rules"),
    path(
        "cuoc-thi/<int:year>/tieu-chi/",
        public.ContestCriteriaView.as_view(),
        name="contest_criteria",
    ),
    path("cuoc-thi/<int:year>/bieu-mau/", public.ContestFormsView.as_view(), name="contest_forms"),
]
