"""Actors, places and fields."""

import factory
from factory.django import DjangoModelFactory

from ecosystem.enums import LocalityKind, OrganizationKind
from ecosystem.models import Field, Locality, Organization, Startup


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
