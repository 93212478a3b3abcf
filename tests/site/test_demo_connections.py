"""Mentors and requests of the demo: marked as such, made once, without any mail."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from ecosystem.domain.matching import matches_of
from ecosystem.models import ConnectionRequest, Expert, Startup
from portal.models import OutgoingMail
from portal.site.demo import connections, people

pytestmark = pytest.mark.django_db


def test_mentors_are_made_once_and_fit_the_demo_project(client):
    call_command("load_langson", verbosity=0)
    staff, owner = people.ensure_staff()["bientap"], people.ensure("thisinh1", "Hoàng Văn An")

    assert (connections.make(staff=staff), connections.make(staff=staff)) == (4, 0)

    assert Expert.objects.public().filter(is_demo=True).count() == 4
    states = ConnectionRequest.objects.values_list("state", flat=True)
    assert set(states) == {"received", "accepted", "in_progress"}
    assert matches_of(Startup.objects.get(owner=owner))
    assert not OutgoingMail.objects.exists()
    assert "100.000.000" in client.get(reverse("ecosystem:expert_list") + "vi-thu-hanh/").text
