"""Whom the public reads about: the rule, and every public surface asked whether it keeps it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.domain.consents import consent_scope, withdraw_consent
from contests.domain.credit import public_credit, public_credits
from contests.models import Application
from news.models import Article
from portal.models import Consent
from portal.models.consent import ConsentPurpose
from tests.contests.dossiers import young_day
from tests.contests.test_no_leak import named_patterns, plain, public_urls, texts
from tests.factories.contests import ApplicationFactory, RuleSetFactory, TeamMemberFactory
from tests.factories.ecosystem import LocalityFactory, OrganizationFactory
from tests.factories.results import published_round, scored_final

pytestmark = pytest.mark.django_db

PUPIL, TEACHER, SCHOOL = "Vi Thị Học Trò", "Nông Văn Thầy", "Trường THPT Văn Quan"
PLACE, PROJECT = "Xã Yên Phúc Riêng", "Máy sấy hồi của học trò"


def publish(application, person, **subject):
    return Consent.objects.create(
        user=person,
        purpose=ConsentPurpose.PUBLICATION,
        scope=consent_scope(application),
        text_version="1",
        text="Đồng ý",
        **subject,
    )


def loaded():
    return Application.objects.select_related(
        "contest", "locality", "owner", "rule_set"
    ).prefetch_related("members")


def test_a_name_is_shown_while_the_consent_of_its_bearer_stands():
    application = ApplicationFactory(contact_name="Hoàng Thị Lan", locality=LocalityFactory())
    member = TeamMemberFactory(application=application, full_name="Lý Văn Tày", accepted=True)
    TeamMemberFactory(application=application, full_name="Chưa Đồng Ý")
    on_paper = TeamMemberFactory(application=application, full_name="Nông Văn Giấy")
    assert public_credit(application).authors == ""

    own = publish(application, application.owner)
    publish(application, member.user)
    publish(application, None, subject=f"member-{on_paper.pk}")
    credit = public_credit(Application.objects.get())
    assert credit.authors == "Hoàng Thị Lan, Lý Văn Tày, Nông Văn Giấy"
    assert credit.locality == str(application.locality)

    withdraw_consent(own, actor=application.owner)
    credit = public_credit(Application.objects.get())
    assert (credit.authors, credit.locality) == ("Lý Văn Tày, Nông Văn Giấy", "")


@pytest.mark.parametrize("who", ["representative", "member"])
def test_a_team_with_a_minor_shows_its_school_and_nobody_whoever_agreed(who):
    births = {"representative": (young_day(), None), "member": (None, young_day())}[who]
    application = ApplicationFactory(
        contact_birth_date=births[0], organization_name=SCHOOL, locality=LocalityFactory()
    )
    member = TeamMemberFactory(application=application, birth_date=births[1], accepted=True)
    publish(application, application.owner)
    publish(application, member.user)

    credit = public_credit(application)

    assert (credit.project, credit.authors, credit.locality) == (application.title, SCHOOL, "")
    assert credit.hides_people


def test_who_was_a_minor_at_the_submission_stays_unnamed_for_that_dossier():
    day = timezone.now().replace(year=timezone.now().year - 1)
    application = ApplicationFactory(
        state="awarded", submitted_at=day, contact_birth_date=young_day(18)
    )
    publish(application, application.owner)

    assert public_credit(application).hides_people
    assert not public_credit(ApplicationFactory(contact_birth_date=young_day(18))).hides_people


@pytest.mark.parametrize("rows", [1, 3])
def test_credits_cost_the_same_for_one_and_for_three(rows, django_assert_num_queries):
    contest = ApplicationFactory().contest
    RuleSetFactory(contest=contest)
    for _each in range(rows - 1):
        TeamMemberFactory(application=ApplicationFactory(contest=contest))

    # the applications, their members, the consents, the rules of one edition
    with django_assert_num_queries(4):
        assert len(public_credits(loaded())) == rows


# --- every public surface ----------------------------------------------------------------------


@pytest.fixture
def won_by_a_pupil():
    """A published final whose winner is a pupil with a teacher; both agreed to publication."""
    round_ = scored_final([90], [80])
    RuleSetFactory(contest=round_.contest)
    Application.objects.filter(number=1).update(
        title=PROJECT,
        contact_name=PUPIL,
        contact_birth_date=young_day(),
        contact_phone="+84987654321",
        contact_email="hoctro@vidu.vn",
        guardian_name="Vi Văn Cha",
        organization_name=SCHOOL,
        locality=LocalityFactory(name=PLACE),
    )
    winner = Application.objects.get(number=1)
    teacher = TeamMemberFactory(application=winner, full_name=TEACHER, accepted=True)
    publish(winner, winner.owner)
    publish(winner, teacher.user)
    published_round(round_)
    Article.objects.update(state="published", published_at=timezone.now())
    OrganizationFactory(kind="department", slug="co-quan-mau")
    return {"round": round_, "winner": winner}


PERSONAL = (PUPIL, TEACHER, "Vi Văn Cha", PLACE, "0987654321", "987 654 321", "hoctro@vidu.vn")


def every_surface(world):
    """Every public address, downloads included, searches for the people, the news and the feed."""
    urls = public_urls(world)
    search = reverse("site:search")
    words = (PUPIL, TEACHER, SCHOOL, PROJECT)
    articles = [article.get_absolute_url() for article in Article.objects.all()]
    # a search page repeats the words that were searched for: parts of them are asked
    return [*urls, *articles, *(f"{search}?q={word[:8]}" for word in words)]


def test_no_public_surface_shows_a_person_of_a_pupils_team(client, won_by_a_pupil):
    pages = texts(client, every_surface(won_by_a_pupil))

    # The lists of all communes name the place, and nobody who lives there.
    every_commune = {reverse("ecosystem:locality_list"), reverse("site:support_finder")}
    found = [
        (url, word)
        for url, text in pages.items()
        for word in PERSONAL
        if word in plain(text) and not (word == PLACE and url in every_commune)
    ]
    assert found == []
    showing = {url for url, text in pages.items() if SCHOOL in text and PROJECT in text}
    year = won_by_a_pupil["round"].contest.year
    for name in ("contest_results", "contest_results_download"):
        assert reverse(f"contests:{name}", args=[year]) in showing
    article = Article.objects.get()
    assert article.get_absolute_url() in showing


def test_the_walk_reaches_every_public_name(won_by_a_pupil):
    from django.urls import get_resolver

    ours = {name for name, _pattern in named_patterns(get_resolver()) if ":" in name}

    assert {
        "contests:contest_results",
        "news:feed",
        "site:search",
        "ecosystem:startup_list",
    } <= ours
    assert len(public_urls(won_by_a_pupil)) >= len(ours)
