"""The short code on a paper sheet, and the address behind its QR code."""

from __future__ import annotations

import re

from django.conf import settings
from django.urls import reverse

from contests.models import Assignment

_CODE = re.compile(r"P?0*([1-9][0-9]{0,17})")


def sheet_code(assignment: Assignment) -> str:
    """Short enough to be typed: the assignment's number."""
    return f"P{assignment.pk:06d}"


def sheet_address(assignment: Assignment) -> str:
    """Where the sheet is typed in: by the secretariat, or by its judge."""
    path = reverse("contests:paper_code", args=[sheet_code(assignment)])
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def find_by_code(text: str) -> Assignment | None:
    """The assignment whose code was typed or scanned, as a code or as the whole address."""
    last = text.strip().rstrip("/").rpartition("/")[2]
    match = _CODE.fullmatch(re.sub(r"[\s.-]", "", last).upper())
    if match is None:
        return None
    rows = Assignment.objects.select_related("entry__round__contest", "entry__application", "judge")
    return rows.filter(pk=int(match[1])).first()
