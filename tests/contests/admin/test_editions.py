"""Editions in the admin: making, copying, readiness, steps."""

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.domain.editions import create_edition
from contests.domain.eligibility import rule_labels
from contests.domain.presets import presets
from contests.enums import ContestState
from contests.forms.editions import CLAUSE_LABELS
from contests.models import Contest
from portal.audit import SYSTEM
from tests.contests.admin.forms import typed_page
from tests.contests.domain.test_editions import ready_edition
from tests.factories.contests import ContestFactory, SectionFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def page(contest):
    return reverse("admin:contests_contest_change", args=[contest.pk])


def step(contest, name):
    return reverse("admin:contests_contest_step", args=[contest.pk, name])


def test_an_edition_is_made_from_the_usual_rules(client):
    client.force_login(secretary())
    url = reverse("admin:contests_contest_standard")

    assert client.get(url).status_code == 200
    response = client.post(url, {"year": "2031", "preset": "standard"}, follow=True)

    assert Contest.objects.get().sections.count() == 6
    assert {problem.field for problem, _url in response.context["problems"]} >= {
        "opens_at",
        "deadline_at",
    }


@pytest.mark.parametrize("year", ["", "abc", "2018", "2030"])
def test_a_year_that_cannot_be_is_refused_at_its_field(client, year):
    client.force_login(secretary())
    contest = ContestFactory(year=2030)

    response = client.post(
        reverse("admin:contests_contest_copy", args=[contest.pk]), {"year": year}
    )

    assert response.status_code == 422
    assert "year" in response.context["form"].errors
    assert Contest.objects.count() == 1


def test_an_edition_is_copied_to_the_year_that_is_typed(client):
    client.force_login(secretary())
    contest = create_edition(2030, actor=SYSTEM)
    url = reverse("admin:contests_contest_copy", args=[contest.pk])

    assert client.get(url).context["form"]["year"].value() == 2031
    client.post(url, {"year": "2031"})

    assert Contest.objects.get(year=2031).copied_from == contest


def test_the_english_of_an_edition_is_written_after_its_publication_too(client):
    client.force_login(secretary())
    contest = ContestFactory(title="Cuộc thi 2030")

    typed = typed_page(client.get(page(contest)), title_en="Contest 2030", audience_en="Everybody")
    assert client.post(page(contest), typed).status_code == 302

    contest.refresh_from_db()
    assert (contest.title, contest.title_en) == ("Cuộc thi 2030", "Contest 2030")
    assert contest.audience_en == "Everybody"


def test_the_board_does_not_make_editions(client):
    client.force_login(board_member())
    contest = ContestFactory()

    for url in (
        reverse("admin:contests_contest_standard"),
        reverse("admin:contests_contest_copy", args=[contest.pk]),
    ):
        assert client.post(url, {"year": "2031"}).status_code == 403


def test_every_problem_leads_to_a_page_that_opens(client):
    client.force_login(secretary())
    contest = ContestFactory(state=ContestState.DRAFT, opens_at=None, deadline_at=None)
    SectionFactory(contest=contest)

    problems = client.get(page(contest)).context["problems"]

    assert len(problems) > 5
    for _problem, url in problems:
        assert url.startswith("#") or client.get(url).status_code == 200


def test_a_ready_edition_is_published_from_its_page(client):
    actor = board_member()
    client.force_login(actor)
    contest = ready_edition()

    assert [t.name for t in client.get(page(contest)).context["workflow_steps"]] == ["publish"]
    assert client.get(step(contest, "publish")).status_code == 200
    contest.refresh_from_db()
    assert contest.state == ContestState.DRAFT
    client.post(step(contest, "publish"))

    contest.refresh_from_db()
    assert contest.state == ContestState.PUBLISHED
    assert LogEntry.objects.get_for_object(contest).first().actor == actor


def test_an_edition_that_is_not_ready_says_why(client):
    client.force_login(secretary())
    contest = create_edition(2031, actor=SYSTEM)

    response = client.post(step(contest, "publish"))

    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_a_published_edition_keeps_its_year_and_cannot_be_deleted(client):
    client.force_login(secretary())
    contest = ContestFactory()

    html = client.get(page(contest)).content.decode()

    assert 'name="year"' not in html
    assert 'name="title"' in html
    assert (
        client.post(
            reverse("admin:contests_contest_delete", args=[contest.pk]), {"post": "yes"}
        ).status_code
        == 403
    )


def test_strangers_and_applicants_are_sent_to_the_door(client):
    contest = ContestFactory()
    client.force_login(UserFactory())

    for url in (
        page(contest),
        step(contest, "publish"),
        reverse("admin:contests_contest_standard"),
    ):
        assert client.get(url)["Location"].startswith("/admin/login/")


def test_rules_take_one_line_a_clause(client):
    client.force_login(secretary())
    rules = create_edition(2031, actor=SYSTEM).rule_sets.get()
    url = reverse("admin:contests_ruleset_change", args=[rules.pk])
    form = client.get(url).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields if name != "file"}

    response = client.post(url, {**data, "clause_team_size": "Điều 9"})

    rules.refresh_from_db()
    assert response.status_code == 302
    assert rules.clauses["team_size"] == "Điều 9"
    assert rules.clauses["guardian"] == "Điều 1 khoản 7"


def test_the_clauses_asked_for_are_those_of_the_checked_rules_and_of_petitions():
    assert CLAUSE_LABELS.keys() == rule_labels().keys() | {"petition"}


@pytest.mark.parametrize(
    "model", ["contest", "ruleset", "section", "officialdecision", "historicalfigure"]
)
@pytest.mark.parametrize("view", ["changelist", "add"])
def test_lists_and_forms_of_an_edition_open(client, model, view):
    client.force_login(secretary())

    assert client.get(reverse(f"admin:contests_{model}_{view}")).status_code == 200


# --- presets --------------------------------------------------------------------------------------


def test_a_preset_that_was_downloaded_is_imported_for_another_year(client):
    client.force_login(secretary())
    contest = create_edition(2031, actor=SYSTEM, preset=presets()["hue"])
    download = client.get(reverse("admin:contests_contest_export", args=[contest.pk]))
    assert "the-le-mau-2031.json" in download["Content-Disposition"]

    file = SimpleUploadedFile("mau.json", download.content, content_type="application/json")
    response = client.post(reverse("admin:contests_contest_import"), {"year": "2032", "file": file})

    assert response.status_code == 302
    assert Contest.objects.get(year=2032).rounds.count() == 3


def test_a_file_with_mistakes_makes_nothing_and_names_them_at_the_file(client):
    client.force_login(secretary())
    file = SimpleUploadedFile("mau.json", b'{"name": "x", "rounds": []}')

    response = client.post(reverse("admin:contests_contest_import"), {"year": "2032", "file": file})

    assert response.status_code == 422
    assert len(response.context["form"].errors["file"]) >= 3
    assert not Contest.objects.exists()


def test_the_choice_of_presets_shows_what_to_compare_and_the_maker_is_reminded(client):
    client.force_login(secretary())
    url = reverse("admin:contests_contest_standard")
    note = presets()["quang-ngai"]["note"]
    assert note in client.get(url).content.decode()

    response = client.post(url, {"year": "2031", "preset": "quang-ngai"}, follow=True)

    assert note in [str(message) for message in response.context["messages"]]


def test_presets_are_for_those_who_make_editions(client):
    contest = create_edition(2031, actor=SYSTEM)
    client.force_login(board_member())
    assert client.get(reverse("admin:contests_contest_import")).status_code == 403
    assert (
        client.get(reverse("admin:contests_contest_export", args=[contest.pk])).status_code == 200
    )
    assert client.get(reverse("admin:contests_contest_export", args=[0])).status_code == 404


def test_a_division_is_narrowed_in_the_table_below_the_edition(client):
    client.force_login(secretary())
    contest = create_edition(2031, actor=SYSTEM)
    sent = typed_page(client.get(page(contest)))
    first = {"divisions-0-applicant_types": ["group"], "divisions-0-max_team_size": "3"}

    wrong = client.post(
        page(contest), sent | {"divisions-0-min_age": "40", "divisions-0-max_age": "20"}
    )
    response = client.post(page(contest), sent | first)

    assert wrong.status_code == 200
    assert response.status_code == 302
    division = contest.divisions.order_by("order").first()
    assert (division.applicant_types, division.max_team_size) == (["group"], 3)
