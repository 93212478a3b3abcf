"""Actors, places and fields."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from ecosystem.enums import DocumentKind, LocalityKind, OrganizationKind
from ecosystem.models import (
    Event,
    Field,
    Indicator,
    Locality,
    Organization,
    Plan,
    PolicyDocument,
    ProfileClaim,
    Startup,
    SupportKind,
)
from tests.factories.portal import UserFactory


class FieldFactory(DjangoModelFactory):
    class Meta:
        model = Field
        django_get_or_create = ("slug",)

    name = factory.Sequence(lambda n: f"Lĩnh vực {n}")
    slug = factory.Sequence(lambda n: f"linh-vuc-{n}")


class LocalityFactory(DjangoModelFactory):
    class Meta:
        model = Locality

    name = factory.Sequence(lambda n: f"Xã {n}")
    slug = factory.Sequence(lambda n: f"xa-{n}")
    kind = LocalityKind.COMMUNE


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    kind = OrganizationKind.DEPARTMENT
    name = factory.Sequence(lambda n: f"Sở số {n}")
    slug = factory.Sequence(lambda n: f"so-so-{n}")


class StartupFactory(DjangoModelFactory):
    class Meta:
        model = Startup

    name = factory.Sequence(lambda n: f"Dự án {n}")
    slug = factory.Sequence(lambda n: f"du-an-{n}")


class SupportKindFactory(DjangoModelFactory):
    class Meta:
        model = SupportKind
        django_get_or_create = ("slug",)

    name = factory.Sequence(lambda n: f"Hỗ trợ {n}")
    slug = factory.Sequence(lambda n: f"ho-tro-{n}")


class ProfileClaimFactory(DjangoModelFactory):
    class Meta:
        model = ProfileClaim

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(UserFactory)
    position = "Giám đốc"
    statement = "Giấy giới thiệu kèm theo"


class PolicyDocumentFactory(DjangoModelFactory):
    class Meta:
        model = PolicyDocument

    number = factory.Sequence(lambda n: f"{n + 10}/KH-UBND")
    kind = DocumentKind.PLAN
    issuer = "Ủy ban nhân dân tỉnh Lạng Sơn"
    issued_on = date(2020, 12, 23)
    subject = factory.Sequence(lambda n: f"Kế hoạch số {n}")


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    document = factory.SubFactory(PolicyDocumentFactory)
    start_year = 2021
    end_year = 2025


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    plan = factory.SubFactory(PlanFactory)
    name = factory.Sequence(lambda n: f"Chỉ tiêu {n}")
    unit = "dự án"
    target_from = 3


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    title = factory.Sequence(lambda n: f"Ngày hội {n}")
