"""The demonstration of a problem statement: of a real department, open, marked, made once."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from contests.enums import ContestState
from contests.models import Contest
from ecosystem.models import Organization
from portal.site.demo import challenges, people

pytestmark = pytest.mark.django_db


def test_a_department_poses_an_open_problem_marked_as_invented(client):
    call_command("load_langson", verbosity=0)
    staff = people.ensure_staff()["quantri"]

    made = challenges.make(staff=staff)

    assert made.is_demo
    assert made.state == ContestState.PUBLISHED
    assert made.accepts_submissions()
    assert made.problem.owner == Organization.objects.get(slug=challenges.OWNER)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Dữ liệu minh họa" in page
    assert "không phải của Sở" in page
    assert challenges.make(staff=staff) is None
    assert Contest.objects.count() == 1


def test_without_the_province_s_actors_nobody_poses_anything():
    assert challenges.make(staff=people.ensure_staff()["quantri"], now=timezone.now()) is None
