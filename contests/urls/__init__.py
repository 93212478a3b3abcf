"""Addresses of the contest: for the public, nominating units, applicants and judges."""

from contests.urls import applicant, judge, nominator, public

app_name = "contests"

urlpatterns = [
    *public.urlpatterns,
    *nominator.urlpatterns,
    *applicant.urlpatterns,
    *judge.urlpatterns,
]
