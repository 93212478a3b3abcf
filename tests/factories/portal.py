"""People and kernel objects."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from portal.models import User
from portal.roles import Role

PASSWORD = "LangSon-2026"


class UserFactory(DjangoModelFactory):
    """A person; ``roles=[Role.SECRETARY]`` puts them into groups and lets staff roles into the admin."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"nguoidung{n}@khoinghiep.test")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Số {n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        if not create or not extracted:
            return
        for role in extracted:
            self.groups.add(Group.objects.get_or_create(name=Role(role).value)[0])
        if set(extracted) - {Role.JUDGE}:
            self.is_staff = True
            self.save(update_fields=["is_staff"])

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        """``verified=True``: the e-mail address is confirmed."""
        if create and extracted:
            from allauth.account.models import EmailAddress

            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


def secretary(**kwargs):
    return UserFactory(roles=[Role.SECRETARY], **kwargs)


def board_member(**kwargs):
    return UserFactory(roles=[Role.BOARD], **kwargs)


def judge(**kwargs):
    return UserFactory(roles=[Role.JUDGE], **kwargs)
