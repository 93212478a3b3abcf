"""The work around a dossier in the admin: comparing versions."""

import pytest
from django.urls import reverse

from contests.domain.snapshots import snapshot_content
from tests.factories.contests import ApplicationFactory, RoundEntryFactory, SnapshotFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def compare_page(application):
    return reverse("admin:contests_application_compare", args=[application.pk])


def change_page(application):
    return reverse("admin:contests_application_change", args=[application.pk])


def with_versions(*titles, now="Trà hoa hồi"):
    application = ApplicationFactory(
        state="submitted", title=now, number=1, reference="LS26-0001-X"
    )
    content = snapshot_content(application)
    for sequence, title in enumerate(titles, start=1):
        SnapshotFactory(
            application=application, sequence=sequence, content={**content, "title": title}
        )
    return application


# --- comparing versions ---------------------------------------------------------------------------


@pytest.mark.parametrize("person", [secretary, board_member])
def test_staff_compare_the_last_two_submissions_by_default(client, person):
    application = with_versions("Trà", "Trà hồi", "Trà quế")
    client.force_login(person())

    page = client.get(compare_page(application)).content.decode()

    assert "Trà<del> hồi</del><ins> quế</ins>" in page
    assert "Không thay đổi" not in page


def test_staff_choose_any_two_and_may_see_what_stayed(client):
    application = with_versions("Trà", "Trà hồi", "Trà quế")
    client.force_login(secretary())

    chosen = client.get(compare_page(application), {"before": 1, "after": 3, "every": "on"})

    assert "Trà<ins> quế</ins>" in chosen.content.decode()
    assert "Không thay đổi" in chosen.content.decode()


def test_one_submission_is_compared_with_the_dossier_as_it_is(client):
    application = with_versions("Trà", now="Trà hoa")
    client.force_login(secretary())

    assert "Trà<ins> hoa</ins>" in client.get(compare_page(application)).content.decode()


def test_a_version_that_is_not_there_is_a_mistake_to_correct(client):
    application = with_versions("Trà", "Trà hồi")
    client.force_login(secretary())

    response = client.get(compare_page(application), {"before": 9})

    assert response.status_code == 422
    assert response.context["form"].errors["before"]


def test_who_is_no_staff_of_the_contest_compares_nothing(client):
    application = with_versions("Trà", "Trà hồi")
    for person in (UserFactory(roles=["Biên tập viên"]), application.owner):
        client.force_login(person)
        assert client.get(compare_page(application)).status_code in {302, 404}
    client.force_login(secretary())
    assert client.get(compare_page(ApplicationFactory())).status_code == 404


def test_the_dossier_names_the_round_that_judged_a_version(client):
    application = with_versions("Trà", "Trà hồi")
    RoundEntryFactory(
        application=application,
        round__contest=application.contest,
        round__name="Vòng sơ khảo",
        snapshot=application.snapshots.get(sequence=1),
    )
    client.force_login(secretary())

    versions = client.get(change_page(application)).context["dossier"].versions

    assert [(one.snapshot.sequence, one.judged_in) for one in versions] == [
        (2, []),
        (1, ["Vòng sơ khảo"]),
    ]
