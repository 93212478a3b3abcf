"""Addresses of the contest: for the public, applicants and judges."""

from contests.urls import applicant, judge, public

app_name = "contests"

urlpatterns = [*public.urlpatterns, *applicant.urlpatterns, *judge.urlpatterns]
