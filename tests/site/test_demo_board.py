"""The board of the demo: a post in every state, marked as such, made once, without any mail."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from pytest_django.asserts import assertContains

from ecosystem.enums import PostState
from ecosystem.models import BoardPost, ConnectionRequest
from portal.models import OutgoingMail
from portal.site.demo import board, people

pytestmark = pytest.mark.django_db


def test_posts_of_every_state_are_made_once_and_those_published_are_shown(client):
    call_command("load_langson", verbosity=0)
    for number in (1, 2):
        people.ensure(f"thisinh{number}", "Hoàng Văn An")

    assert (board.make(), board.make()) == (9, 0)

    assert set(BoardPost.objects.values_list("state", flat=True)) == set(PostState.values)
    assert set(BoardPost.objects.values_list("is_demo", flat=True)) == {True}
    assert BoardPost.objects.public().count() == 4
    assert ConnectionRequest.objects.count() == 2
    assert not OutgoingMail.objects.exists()
    page = client.get(reverse("ecosystem:board"))
    assertContains(page, "Dữ liệu minh họa")
    assertContains(page, "1 câu trả lời")
