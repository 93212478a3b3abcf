"""Services and requests of the demo: marked as such, in every state, made once, without any mail."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from ecosystem.enums import ServiceState
from ecosystem.models import Service, ServiceRequest
from portal.models import OutgoingMail
from portal.site.demo import people, services

pytestmark = pytest.mark.django_db


def test_the_association_and_a_department_have_requests_in_every_state(client):
    call_command("load_langson", verbosity=0)
    staff = people.ensure_staff()
    for number in range(1, 13):
        people.ensure(f"thisinh{number}", f"Hoàng Văn {number}")

    assert (services.make(staff=staff), services.make(staff=staff)) == (3, 0)

    assert Service.objects.filter(is_demo=True).count() == 3
    own = ServiceRequest.objects.run_by(staff["hiephoi"])
    assert set(own.values_list("state", flat=True)) == set(ServiceState)
    others = ServiceRequest.objects.run_by(staff["canbo"])
    assert others.exists()
    assert not set(own) & set(others)
    assert not OutgoingMail.objects.exists()
    client.force_login(staff["hiephoi"])
    assert client.get(reverse("admin:ecosystem_servicerequest_changelist")).status_code == 200
