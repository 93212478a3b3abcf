"""Error pages and the small building blocks of views."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """The page for an expired or missing form token: says what to do, keeps nothing secret."""
    return render(request, "403_csrf.html", status=403)
