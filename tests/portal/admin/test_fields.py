"""Admin forms, inlines and editable lists read numbers and dates as people here type them."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import formats, translation

from contests.models import Contest, Criterion, Prize, Round, Score
from portal.models import IssuedDocument, User
from portal.roles import Role
from tests.factories.contests import ContestFactory
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def request_of_staff():
    request = RequestFactory().get("/admin/")
    request.user = User(is_active=True, is_staff=True, is_superuser=True)
    return request


def form_for(model, request, *fields):
    return admin.ModelAdmin(model, admin.AdminSite()).get_form(request, fields=fields)


@pytest.mark.parametrize(
    ("model", "field", "typed", "value"),
    [
        (Prize, "amount", "30.000.000", 30_000_000),
        (Prize, "quantity", "10", 10),
        (Criterion, "max_points", "12,5", Decimal("12.5")),
        (Round, "pass_mark", "50.5", Decimal("50.5")),
        (Round, "advance_count", "1.000", 1000),
        (Contest, "year", "2026", 2026),
    ],
)
def test_an_admin_form_reads_the_number(request_of_staff, model, field, typed, value):
    form = form_for(model, request_of_staff, field)({field: typed})
    form.is_valid()

    assert form.cleaned_data[field] == value


def test_an_admin_form_refuses_thousands_where_points_are_asked(request_of_staff):
    form = form_for(Criterion, request_of_staff, "max_points")({"max_points": "10.000"})

    assert [error.code for error in form.errors.as_data()["max_points"]] == ["grouped"]


def test_an_admin_form_shows_the_stored_number_as_it_is_typed(request_of_staff):
    form = form_for(Prize, request_of_staff, "amount")(instance=Prize(amount=30_000_000))

    assert 'type="text"' in str(form["amount"])
    assert 'value="30.000.000"' in str(form["amount"])


def test_an_editable_list_reads_the_number(request_of_staff):
    prizes = admin.ModelAdmin(Prize, admin.AdminSite())
    prizes.list_editable = ["amount"]

    form = prizes.get_changelist_form(request_of_staff, fields=["amount"])({"amount": "5.000.000"})
    form.is_valid()

    assert form.cleaned_data["amount"] == 5_000_000


def test_an_inline_reads_the_number(request_of_staff):
    class PrizeInline(admin.TabularInline):
        model = Prize
        fields = ["name", "amount"]

    formset_class = PrizeInline(Contest, admin.AdminSite()).get_formset(request_of_staff)
    formset = formset_class(
        {
            "prizes-TOTAL_FORMS": "1",
            "prizes-INITIAL_FORMS": "0",
            "prizes-0-name": "Giải Nhất",
            "prizes-0-amount": "30.000.000",
        },
        instance=Contest(),
        prefix="prizes",
    )

    assert formset.is_valid(), formset.errors
    assert formset.cleaned_data[0]["amount"] == 30_000_000


def test_admin_dates_put_the_day_first(request_of_staff):
    form = form_for(Contest, request_of_staff, "deadline_at")(
        {"deadline_at_0": "05/03/2026", "deadline_at_1": "17:00"},
    )
    form.is_valid()

    assert form.cleaned_data["deadline_at"] == dt.datetime(2026, 3, 5, 17, tzinfo=HANOI)


def test_admin_dates_are_shown_as_they_are_typed(request_of_staff):
    stored = Contest(deadline_at=dt.datetime(2026, 3, 5, 17, tzinfo=HANOI))
    form = form_for(Contest, request_of_staff, "deadline_at")(instance=stored)

    assert 'value="05/03/2026"' in str(form["deadline_at"])
    assert 'value="17:00"' in str(form["deadline_at"])


def test_the_calendar_and_the_clock_write_the_same_form(client):
    client.force_login(secretary())

    catalogue = client.get(reverse("admin:jsi18n")).content.decode()

    _before, _key, dates = catalogue.partition('"DATE_INPUT_FORMATS": [')
    _before, _key, times = catalogue.partition('"TIME_INPUT_FORMATS": [')
    assert dates.split('"')[1] == "%d/%m/%Y"
    assert times.split('"')[1] == "%H:%M"


def test_a_date_typed_by_staff_survives_the_model(request_of_staff):
    contest = ContestFactory()
    form = form_for(Contest, request_of_staff, "deadline_at", "opens_at")(
        {
            "opens_at_0": "1/2/2026",
            "opens_at_1": "8:00",
            "deadline_at_0": "25/12/2026",
            "deadline_at_1": "17h00",
        },
        instance=contest,
    )
    assert form.is_valid(), form.errors
    form.save()

    contest.refresh_from_db()
    assert contest.deadline_at == dt.datetime(2026, 12, 25, 17, tzinfo=HANOI)
    assert contest.opens_at == dt.datetime(2026, 2, 1, 8, tzinfo=HANOI)


@pytest.mark.parametrize("typed", ["01/01/0001", "31/12/1899", "01/01/2201", "31/12/9999"])
def test_a_day_of_another_age_is_refused_and_nothing_typed_is_lost(client, typed):
    """The first hours of the year 1 have no moment in UTC."""
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))

    page = client.post(
        reverse("admin:portal_sitenotice_add"),
        {
            "text": "Cổng bảo trì",
            "audience": "everybody",
            "tone": "info",
            "starts_at_0": typed,
            "starts_at_1": "00:00",
        },
    )

    assert page.status_code == 200
    text = page.content.decode()
    assert "Nhập một ngày trong các năm 1900 đến 2200" in text
    assert typed in text
    assert "Cổng bảo trì" in text


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("vi", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2026"),
        ("en", "Enter a date as day/month/year, for example 05/03/2026"),
    ],
)
def test_a_day_that_is_refused_says_in_which_order_days_are_written(
    request_of_staff, language, says
):
    with translation.override(language):
        moment = form_for(Contest, request_of_staff, "deadline_at")(
            {"deadline_at_0": "13/31/2026", "deadline_at_1": "08:00"}
        )
        day = form_for(IssuedDocument, request_of_staff, "issued_on")({"issued_on": "31/31/2026"})

        assert moment.errors["deadline_at"] == [says]
        assert day.errors["issued_on"] == [says]


def test_columns_that_django_writes_have_the_dates_and_numbers_of_ours_in_both_languages():
    for language in ("vi", "en"):
        with translation.override(language):
            assert formats.date_format(dt.date(2026, 3, 5)) == "05/03/2026"
            moment = dt.datetime(2026, 3, 5, 17, 0, tzinfo=HANOI)
            assert formats.localize(moment) == "17:00 05/03/2026"
            assert formats.number_format(Decimal("16.5")) == "16,5"
            assert str(Score(criterion=Criterion(name="A"), points=Decimal("16.50"))) == "A: 16,5"
