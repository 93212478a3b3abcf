"""Rows of the project's files enter once and never undo what staff did."""

from datetime import date

import pytest

from ecosystem.domain.loading import Loader
from ecosystem.models import Organization, PolicyDocument

pytestmark = pytest.mark.django_db

VALUES = {"kind": "department", "name": "Sở Nội vụ", "summary": "Cũ"}


def put(*, refresh=False, **values):
    loader = Loader(refresh=refresh)
    row = loader.put(Organization, key={"slug": "so-noi-vu"}, values={**VALUES, **values})
    (count,) = loader.counts.values()
    return row, (count.created, count.updated, count.kept)


def test_a_missing_row_is_created_and_an_existing_one_is_kept():
    assert put()[1] == (1, 0, 0)
    assert put(summary="Mới")[1] == (0, 0, 1)
    assert Organization.objects.get().summary == "Cũ"


def test_refresh_writes_what_differs_and_nothing_else():
    put()
    Organization.objects.update(phone="0205 123456")

    assert put(refresh=True)[1] == (0, 0, 1)
    assert put(refresh=True, summary="Mới")[1] == (0, 1, 0)
    organization = Organization.objects.get()
    assert (organization.summary, organization.phone) == ("Mới", "0205 123456")


def test_a_row_whose_path_staff_changed_is_recognised_by_its_name():
    put()
    Organization.objects.update(slug="noi-vu")

    assert put()[1] == (0, 0, 1)
    assert Organization.objects.get().slug == "noi-vu"


def test_a_row_is_recognised_by_what_is_unique_together():
    PolicyDocument.objects.create(
        number="201/KH-UBND",
        issued_on=date(2020, 12, 23),
        kind="KH",
        issuer="UBND",
        subject="x",
        slug="khac",
    )
    values = {
        "number": "201/KH-UBND",
        "issued_on": date(2020, 12, 23),
        "kind": "KH",
        "issuer": "U",
        "subject": "y",
    }

    Loader().put(PolicyDocument, key={"slug": "201"}, values=values)

    assert PolicyDocument.objects.get().slug == "khac"
