"""Versions of the rules in the admin: typed, amended, put in force, and closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.domain.rule_versions import draft_amendment
from contests.models import Contest, RuleSet
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from tests.contests.admin.forms import typed
from tests.contests.dossiers import contest_with_rules
from tests.factories.contests import ApplicationFactory, ContestFactory, DecisionFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def page(rules):
    return reverse("admin:contests_ruleset_change", args=[rules.pk])


def test_only_decisions_that_can_issue_the_version_are_offered(client):
    contest = contest_with_rules()
    own, open_to_all = DecisionFactory(contest=contest), DecisionFactory(contest=None)
    DecisionFactory(contest=ContestFactory(year=contest.year + 1))
    draft = draft_amendment(contest, actor=SYSTEM)
    client.force_login(secretary())

    form = client.get(page(draft)).context["adminform"].form

    assert {own, open_to_all} <= set(form.fields["decision"].queryset)
    assert (
        not form.fields["decision"].queryset.exclude(contest__in=[contest.pk]).exclude(contest=None)
    )


@pytest.mark.parametrize(("days", "is_said"), [(-1, True), (1, False)])
def test_before_issuing_it_is_said_that_the_seal_outlasts_the_deadline(client, days, is_said):
    contest = contest_with_rules()
    Contest.objects.filter(pk=contest.pk).update(is_sealed=True)
    draft = draft_amendment(contest, actor=SYSTEM)
    draft.decision = DecisionFactory(contest=contest)
    draft.change_note = "Đổi hạn nộp."
    draft.deadline_at = contest.deadline_at + timedelta(days=days)
    draft.save()
    client.force_login(board_member())

    text = client.get(reverse("admin:contests_ruleset_issue", args=[draft.pk])).content.decode()

    assert ("vẫn được niêm phong" in text) is is_said


def test_an_amendment_goes_from_the_edition_to_its_publication(client):
    contest = contest_with_rules()
    ApplicationFactory(contest=contest)
    client.force_login(secretary())
    edition = reverse("admin:contests_contest_change", args=[contest.pk])
    amend = reverse("admin:contests_ruleset_amend", args=[contest.pk])
    assert amend in client.get(edition).content.decode()
    assert client.get(amend).status_code == 200
    assert contest.rule_sets.count() == 1

    response = client.post(amend, follow=True)
    draft = contest.rule_sets.get(version=2)
    form = response.context["adminform"].form
    deadline = timezone.localtime(contest.deadline_at + timedelta(days=7))
    sent = typed(
        form,
        decision=DecisionFactory().pk,
        change_note="Gia hạn.",
        deadline_at_0=f"{deadline:%d/%m/%Y}",
        deadline_at_1="17:00",
    )
    response = client.post(page(draft), sent)
    assert response.status_code == 302, response.context["errors"]
    issue = reverse("admin:contests_ruleset_issue", args=[draft.pk])
    assert client.post(issue).status_code == 403

    client.force_login(board_member())
    html = client.get(issue).content.decode()
    assert f"{deadline:%d/%m/%Y}" in html
    assert not OutgoingMail.objects.exists()
    client.post(issue)

    draft.refresh_from_db()
    assert draft.issued_at is not None
    contest = Contest.objects.get(pk=contest.pk)
    assert timezone.localtime(contest.deadline_at).date() == deadline.date()
    assert OutgoingMail.objects.count() == 1


def test_the_confirmation_says_what_is_missing_and_a_click_changes_nothing(client):
    draft = draft_amendment(contest_with_rules(), actor=SYSTEM)
    client.force_login(board_member())
    issue = reverse("admin:contests_ruleset_issue", args=[draft.pk])

    assert len(client.get(issue).context["sentences"]) == 1
    response = client.post(issue)

    draft.refresh_from_db()
    assert (response.status_code, draft.issued_at) == (422, None)


def test_a_version_in_force_is_read_and_neither_changed_nor_deleted(client):
    rules = contest_with_rules(clauses={"team_size": "Điều 4"}).rule_sets.get()
    client.force_login(secretary())

    html = client.get(page(rules)).content.decode()

    assert "Điều 4" in html
    assert 'name="max_team_size"' not in html
    assert client.post(page(rules), {"max_team_size": "9"}).status_code == 403
    delete = reverse("admin:contests_ruleset_delete", args=[rules.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert RuleSet.objects.get().max_team_size == 5


def test_rules_are_not_added_to_an_edition_that_is_public(client):
    contest = contest_with_rules()
    client.force_login(secretary())

    response = client.post(
        reverse("admin:contests_ruleset_add"), {"contest": contest.pk, "version": "2"}
    )

    assert "contest" in response.context["adminform"].form.errors
    assert contest.rule_sets.count() == 1


def test_the_deadline_of_a_public_edition_is_no_field_any_more(client):
    contest = contest_with_rules()
    client.force_login(secretary())
    url = reverse("admin:contests_contest_change", args=[contest.pk])

    html = client.get(url).content.decode()

    assert 'name="deadline_at_0"' not in html
    assert 'name="opens_at_0"' not in html
    Contest.objects.filter(pk=contest.pk).update(opens_at=timezone.now() + timedelta(days=1))
    assert 'name="opens_at_0"' in client.get(url).content.decode()


def test_drafting_asks_the_secretary_and_nothing_is_there_for_strangers(client):
    contest = contest_with_rules()
    amend = reverse("admin:contests_ruleset_amend", args=[contest.pk])

    client.force_login(board_member())
    assert client.post(amend).status_code == 403
    client.force_login(UserFactory())
    assert client.post(amend)["Location"].startswith("/admin/login/")
    client.force_login(secretary())
    assert client.post(reverse("admin:contests_ruleset_amend", args=[0])).status_code == 404
    assert client.get(reverse("admin:contests_ruleset_issue", args=[0])).status_code in {403, 404}
    assert contest.rule_sets.count() == 1


def test_an_edition_in_preparation_has_nothing_to_amend(client):
    contest = contest_with_rules()
    Contest.objects.filter(pk=contest.pk).update(state="draft")
    client.force_login(secretary())

    response = client.post(reverse("admin:contests_ruleset_amend", args=[contest.pk]))

    assert response.status_code == 422
