"""Vietnamese in the column, English beside it: what pages show, and what everything else reads."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.migrations import AddField
from django.test import Client
from django.utils.translation import override

from contests.domain.editions import copy_contest, create_edition
from contests.domain.official.people import frame_of
from contests.domain.preset_check import read_preset
from contests.domain.preset_files import preset_json
from contests.models import ProblemStatement
from ecosystem.enums import KIND_PATHS
from ecosystem.models import Field, Organization, Startup
from portal.audit import SYSTEM
from portal.bilingual import Bilingual, english_of, told_name
from portal.languages import page_in
from portal.templatetags.bilingual_tags import told, told_list
from tests.factories.contests import ChallengeFactory, ContestFactory
from tests.factories.ecosystem import (
    EventFactory,
    FieldFactory,
    OrganizationFactory,
    ServiceFactory,
    StartupFactory,
)

pytestmark = pytest.mark.django_db

ALL_OF_IT = "This content is only available in Vietnamese."
SOME_OF_IT = "Some of this content is only available in Vietnamese."
ADDED = (
    "ecosystem.migrations.0024_english_of_organizations",
    "ecosystem.migrations.0025_english_of_choices",
    "ecosystem.migrations.0027_english_of_projects_services_and_experts",
    "contests.migrations.0039_english_of_editions",
    "contests.migrations.0040_english_of_the_parts_of_editions",
    "ecosystem.migrations.0028_english_of_events",
    "ecosystem.migrations.0029_english_of_rooms",
    "contests.migrations.0042_english_of_the_contact",
    "training.migrations.0013_english_of_audiences",
    "training.migrations.0014_english_of_courses",
    "news.migrations.0019_english_of_tags_and_series",
    "news.migrations.0014_english_of_articles",
    "news.migrations.0015_english_of_categories",
)


def test_a_row_says_english_where_there_is_some_and_marks_the_rest():
    fund = Organization(name="Quỹ", name_en="Fund", summary="Đầu tư sớm")

    with override("en"):
        here = fund.here
        assert (here.name, here.name.lang) == ("Fund", "")
        assert (here.summary, here.summary.lang) == ("Đầu tư sớm", ' lang="vi"')
        assert (here.description, here.description.lang) == ("", "")
        assert here.note == SOME_OF_IT
    with override("vi"):
        assert (fund.here.name, fund.here.name.lang, fund.here.note) == ("Quỹ", "", "")


@pytest.mark.parametrize("active", ["vi", "en"])
@pytest.mark.parametrize(
    ("url", "vietnamese", "english"),
    [
        ("/tin-tuc/?trang=2#dau", "/tin-tuc/?trang=2#dau", "/en/tin-tuc/?trang=2#dau"),
        ("/en/cuoc-thi/", "/cuoc-thi/", "/en/cuoc-thi/"),
        ("/admin/", "/admin/", "/admin/"),
        ("/khong-co/", "/khong-co/", "/khong-co/"),
        (
            "https://portal.test/en/lien-he/",
            "https://portal.test/lien-he/",
            "https://portal.test/en/lien-he/",
        ),
    ],
)
def test_the_same_page_in_the_other_language(active, url, vietnamese, english):
    with override(active):
        assert page_in("vi", url) == vietnamese
        assert page_in("en", url) == english


def test_the_note_tells_whether_anything_is_english():
    whole = Organization(name="Quỹ", name_en="Fund")
    with override("en"):
        assert whole.here.note == ""
        assert Organization(name="Quỹ").here.note == ALL_OF_IT
        assert EventFactory.build().here.note == ALL_OF_IT


TRANSLATED = [
    model for model in apps.get_models() if issubclass(model, Bilingual) and model.translated
]


@pytest.mark.parametrize("model", TRANSLATED)
def test_every_translated_column_has_a_twin_that_takes_the_same_text(model):
    """A twin of another class would let in what the Vietnamese column cleans or refuses."""
    for name, english in zip(model.translated, english_of(*model.translated), strict=True):
        column, twin = model._meta.get_field(name), model._meta.get_field(english)
        assert (type(twin), twin.max_length) == (type(column), column.max_length)
        assert twin.blank


def test_what_is_no_page_reads_vietnamese_whoever_has_an_english_page_open():
    """The papers of an agency do not depend on the browser of the officer who prints them."""
    contest = ContestFactory(title="Cuộc thi 2026", title_en="Contest 2026")

    with override("en"):
        assert frame_of(contest)["contest"] == "Cuộc thi 2026"
        assert str(contest) == "Cuộc thi 2026"
        made = OrganizationFactory(name="Quỹ mới", slug="", name_en="New fund")

    made.refresh_from_db()
    assert (made.name, made.slug) == ("Quỹ mới", "quy-moi")
    assert Organization.objects.search("quy moi").get() == made
    assert Organization.objects.search("new fund").get() == made


def test_the_copy_of_an_edition_keeps_its_english():
    contest = ContestFactory(year=2026, title_en="Contest 2026", summary_en="For all.")

    copy = copy_contest(contest, actor=SYSTEM, year=2027)

    assert (copy.title_en, copy.summary_en) == ("Contest 2027", "For all.")


@pytest.mark.parametrize("path", ADDED)
def test_the_migrations_only_add_columns_so_that_both_ways_keep_the_vietnamese(path):
    operations = import_module(path).Migration.operations

    assert all(isinstance(row, AddField) and row.name.endswith("_en") for row in operations)
    assert all(
        apps.get_model(path.split(".")[0], row.model_name)._meta.get_field(row.name)
        for row in operations
    )


def test_pages_in_both_languages_show_their_own_words():
    contest = ContestFactory(
        title="Cuộc thi 2026", title_en="Contest 2026", summary="Tóm tắt", summary_en="A summary"
    )
    client = Client()
    vietnamese = client.get(f"/cuoc-thi/{contest.year}/").content.decode()
    english = client.get(f"/en/cuoc-thi/{contest.year}/").content.decode()

    assert "<h1>Cuộc thi 2026</h1>" in vietnamese
    assert "A summary" not in vietnamese
    assert "<h1>Contest 2026</h1>" in english
    assert '<div class="prose"><p>A summary</p></div>' in english
    for page in (vietnamese, english):
        assert 'hreflang="en" href="' in page.split("</head>")[0]


def test_an_english_page_without_english_says_so_once_and_marks_the_words():
    fund = OrganizationFactory(name="Quỹ", kind="fund", summary="Đầu tư sớm", is_public=True)
    address = fund.get_absolute_url()
    page = Client().get(f"/en{address}").content.decode()

    assert page.count(ALL_OF_IT) == 1
    assert '<h1 lang="vi">Quỹ</h1>' in page
    assert '<p class="lead" lang="vi">Đầu tư sớm</p>' in page
    assert "hreflang" not in page.split("</head>")[0]
    assert ALL_OF_IT not in Client().get(address).content.decode()


def test_lists_mark_each_name_by_its_language():
    OrganizationFactory(name="Quỹ A", name_en="Fund A", kind="fund", is_public=True)
    OrganizationFactory(name="Quỹ B", kind="fund", is_public=True)
    page = Client().get(f"/en/he-sinh-thai/{KIND_PATHS['fund']}/").content.decode()

    assert ">Fund A</a>" in page
    assert ' lang="vi">Quỹ B</a>' in page


def test_words_amid_others_are_marked_by_themselves():
    assert told(None, "name") == ""
    with override("en"):
        fields = [Field(name="Du lịch", name_en="Tourism"), Field(name="Nông <nghiệp>")]
        assert told_list(fields, "name") == ('Tourism; <span lang="vi">Nông &lt;nghiệp&gt;</span>')
        assert told_name(fields[0]) == "Tourism"
    with override("vi"):
        assert told_list(fields, "name") == "Du lịch; Nông &lt;nghiệp&gt;"


def test_lists_to_choose_from_say_names_in_the_language_of_the_page():
    field = FieldFactory(name="Du lịch", name_en="Tourism")
    FieldFactory(name="Nông nghiệp")
    OrganizationFactory(name="Quỹ", kind="fund", is_public=True).fields.add(field)

    english = Client().get("/en/he-sinh-thai/").content.decode()
    vietnamese = Client().get("/he-sinh-thai/").content.decode()

    assert "Tourism (1)" in english
    assert "Du lịch" not in english
    assert "Du lịch (1)" in vietnamese


def test_the_parts_of_an_edition_are_read_in_english():
    contest = create_edition(2031, actor=SYSTEM)
    contest.state = "published"
    contest.save()
    contest.prizes.filter(order=2).update(name_en="")
    prizes = list(contest.prizes.all())
    pages = {
        name: [
            Client().get(f"{prefix}/cuoc-thi/2031/{name}").content.decode()
            for prefix in ("/en", "")
        ]
        for name in ("", "tieu-chi/")
    }

    english, vietnamese = pages[""]
    assert "<h1>Innovative Startup Contest of Lạng Sơn Province 2031</h1>" in english
    assert "<strong>Startup ideas</strong>: No product on the market yet." in english
    assert '<th scope="row">First prize</th>' in english
    assert f'<th scope="row"><span lang="vi">{prizes[1].name}</span></th>' in english
    assert ">Certificate of the Organising Board</td>" in english
    assert '<th scope="row">Giải Nhất</th>' in vietnamese
    assert "lang=" not in vietnamese.split("<h2>Giải thưởng</h2>")[1].split("</table>")[0]

    english, vietnamese = pages["tieu-chi/"]
    assert ">Preliminary round</h2>" in english
    assert "Innovation" in english
    assert "Innovation" not in vietnamese


def test_a_file_of_an_edition_keeps_its_english():
    contest = create_edition(2031, actor=SYSTEM)
    described = read_preset(preset_json(contest).encode())
    other = create_edition(2032, actor=SYSTEM, preset=described)

    for name in ("divisions", "rounds", "prizes"):
        of_first = getattr(contest, name).values_list("name", "name_en")
        assert list(of_first) == list(getattr(other, name).values_list("name", "name_en"))
    copy = copy_contest(contest, actor=SYSTEM, year=2033)
    assert copy.title_en == "Innovative Startup Contest of Lạng Sơn Province 2033"
    assert copy.rounds.first().criteria.first().name_en == "Innovation"


def test_the_problem_of_an_organisation_is_read_in_english():
    contest = ChallengeFactory()
    ProblemStatement.objects.filter(contest=contest).update(
        reward_en="A pilot", requirements_en="Fast\nCheap"
    )
    page = Client().get(f"/en{contest.get_absolute_url()}").content.decode()

    assert '<div class="prose"><p>A pilot</p></div>' in page
    assert "<ul><li>Fast</li><li>Cheap</li></ul>" in page


def test_investors_read_what_projects_and_services_say():
    tourism = FieldFactory(name="Du lịch", name_en="Tourism")
    startup = StartupFactory(
        name="Mận sấy", summary="Sấy mận", summary_en="Dried plums", field=tourism, is_public=True
    )
    service = ServiceFactory(
        name="Tư vấn", name_en="Advice", cost="Miễn phí", cost_en="Free", what_you_get_en="A plan"
    )
    addresses = {row: row.get_absolute_url() for row in (startup, service)}
    english = {row: Client().get(f"/en{path}").content.decode() for row, path in addresses.items()}

    assert '<h1 lang="vi">Mận sấy</h1>' in english[startup]
    assert '<p class="lead">Dried plums</p>' in english[startup]
    assert "<dd>Tourism</dd>" in english[startup]
    assert "<h1>Advice</h1>" in english[service]
    assert "<dd>Free</dd>" in english[service]
    assert "<li>A plan</li>" in english[service]
    assert Startup.objects.search("dried plums").get() == startup
    card = Client().get("/en/du-an/").content.decode()
    assert "<p>Dried plums</p>" in card
    assert "Dried plums" not in Client().get("/du-an/").content.decode()
