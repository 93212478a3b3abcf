import pytest
from django.urls import reverse

from contests.models import Application
from tests.contests.dossiers import contest_with_rules
from tests.factories.contests import ApplicationFactory
from tests.factories.ecosystem import StartupFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db
ANSWERS = {"in_province": "yes", "past_winner": "no", "inner_circle": "no"}


@pytest.fixture
def create(client):
    """The page that names the project, for somebody who has answered the conditions."""

    def for_(person):
        contest = contest_with_rules()
        client.force_login(person)
        client.post(reverse("contests:application_entry", args=[contest.year]), ANSWERS)
        return reverse("contests:application_create", args=[contest.year])

    return for_


def test_somebody_new_is_asked_for_the_name_only(client, create):
    form = client.get(create(UserFactory())).context["form"]

    assert list(form.fields) == ["title", "start_key"]


def test_own_dossiers_and_profiles_are_offered_and_no_others(client, create):
    person = UserFactory()
    own = ApplicationFactory(
        owner=person, title="Trà cũ", reference="LS25-0012-K", contest__year=2025
    )
    startup = StartupFactory(owner=person)
    ApplicationFactory(title="Của người khác")
    StartupFactory(owner=UserFactory(), is_public=True)

    response = client.get(create(person))

    assert list(response.context["form"].fields["source"].queryset) == [own]
    assert list(response.context["form"].fields["startup"].queryset) == [startup]
    text = response.content.decode()
    assert "LS25-0012-K · Trà cũ · Cuộc thi năm 2025" in text
    assert "Không, bắt đầu với hồ sơ trống" in text


def test_the_draft_says_what_it_was_filled_in_from(client, create):
    source = ApplicationFactory(reference="LS25-0012-K", contact_name="Hoàng Thị Lý")

    response = client.post(
        create(source.owner), {"title": "Trà mới", "source": source.pk}, follow=True
    )

    draft = Application.objects.get(title="Trà mới")
    assert draft.contact_name == "Hoàng Thị Lý"
    text = response.content.decode()
    assert "Đã điền sẵn từ hồ sơ LS25-0012-K" in text
    assert "Hãy kiểm tra lại từng mục" in text


def test_somebody_elses_dossier_is_refused_at_the_field_and_nothing_typed_is_lost(client, create):
    own, foreign = ApplicationFactory(), ApplicationFactory()

    response = client.post(create(own.owner), {"title": "Trà mới", "source": foreign.pk})

    assert response.context["form"].errors["source"] == ["Chọn một hồ sơ của bạn"]
    assert response.context["form"]["title"].value() == "Trà mới"
    assert not Application.objects.filter(title="Trà mới").exists()
