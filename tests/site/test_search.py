"""One box finds everything public and nothing else."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from contests.enums import ContestState
from ecosystem.models import Organization, Startup
from news.models import Article, Category, Story
from portal.models import Consent, MissedSearch, PromotedAnswer, SearchEntry, SearchSynonym
from portal.roles import Role
from portal.search import index, misses, spelling, vocabulary
from portal.search.sources import every_source, source_of
from portal.site.search import Search
from portal.site.search_views import MISSES
from portal.tasks import rebuild_search, repair_search
from tests.factories.contests import ApplicationFactory, ChallengeFactory, ContestFactory
from tests.factories.ecosystem import (
    BoardPostFactory,
    EventFactory,
    ExpertFactory,
    OpenEventFactory,
    OrganizationFactory,
    PolicyDocumentFactory,
    RoomFactory,
    ServiceFactory,
    StartupFactory,
    SupportOfferFactory,
)
from tests.factories.news import ReaderQuestionFactory
from tests.factories.portal import UserFactory
from tests.factories.training import CourseFactory, CourseRunFactory, HistoricalAttendanceFactory

pytestmark = pytest.mark.django_db


def article(**values):
    category = Category.objects.first() or Category.objects.create(name="Tin", slug="tin")
    defaults = {"category": category, "lead": "", "body": "", "published_at": timezone.now()}
    return Article.objects.create(**{"state": "published", **defaults, **values})


def find(words, **options):
    """Search in an index that is up to date."""
    index.rebuild()
    return Search(words, **options)


def titles(words, **options):
    return [hit.title for hit in find(words, **options).hits]


def make_hits(count):
    for number in range(count):
        ContestFactory(title=f"Cuộc thi khởi nghiệp {number}")
        ChallengeFactory(title=f"Bài toán khởi nghiệp {number}")
        article(title=f"Tin khởi nghiệp {number}")
        article(title=f"Gương khởi nghiệp {number}", kind="story")
        ReaderQuestionFactory(title=f"Hỏi về khởi nghiệp {number}", state="published")
        OrganizationFactory(name=f"Quỹ khởi nghiệp {number}")
        ExpertFactory(name=f"Chuyên gia khởi nghiệp {number}")
        ServiceFactory(name=f"Tư vấn khởi nghiệp {number}")
        OpenEventFactory(title=f"Ngày hội khởi nghiệp {number}")
        PolicyDocumentFactory(subject=f"Hỗ trợ khởi nghiệp {number}")
        SupportOfferFactory(name=f"Hỗ trợ khởi nghiệp {number}")
        StartupFactory(name=f"Dự án khởi nghiệp {number}", is_public=True)
        BoardPostFactory(title=f"Tìm cố vấn khởi nghiệp {number}", is_shown=True)
        RoomFactory(name=f"Phòng khởi nghiệp {number}")
        HistoricalAttendanceFactory(title=f"Lớp khởi nghiệp {number}")
        CourseRunFactory(
            course=CourseFactory(name=f"Khóa khởi nghiệp {number}"),
            name="Khóa một",
            state="published",
        )


KEYS = [source.key for source in every_source()]


@pytest.mark.parametrize("rows", [1, 3])
def test_every_kind_is_found_without_marks_at_the_same_cost(
    client, django_assert_num_queries, rows
):
    make_hits(rows)
    index.rebuild()

    for kind in ("", *KEYS):
        vocabulary.forget()
        # The words of staff (kept for a minute), counts, the page (2), who may still be read.
        with django_assert_num_queries(5):
            response = client.get("/tim-kiem/", {"q": "khoi nghiep", "loai": kind})

        counts = {tab.key: tab.count for tab in response.context["search"].tabs}
        assert counts == {"": rows * len(KEYS)} | dict.fromkeys(KEYS, rows)
        assert len(response.context["hits"]) == min(20, counts[kind])
        for hit in response.context["hits"]:
            assertContains(response, f'href="{hit.url}"')


def test_finding_nothing_and_forgiving_cost_no_more_than_eight(client, django_assert_num_queries):
    StartupFactory(name="Bún ngô", is_public=True)
    index.rebuild()

    with django_assert_num_queries(5):
        assert client.get("/tim-kiem/?q=xyzzy").context["hits"] == []
    vocabulary.forget()
    with django_assert_num_queries(8):
        assert client.get("/tim-kiem/?q=bunn").context["hits"] != []


# --- Only what is public ---------------------------------------------------------------------


def test_nothing_unpublished_is_found():
    ContestFactory(title="Kín", state=ContestState.DRAFT)
    article(title="Kín", state="draft")
    article(title="Kín", slug="kin-2", published_at=timezone.now() + timezone.timedelta(days=1))
    OrganizationFactory(name="Kín", is_public=False)
    StartupFactory(name="Kín")
    ExpertFactory(name="Kín", listed=False)
    ServiceFactory(name="Kín", is_public=False)
    EventFactory(title="Kín")
    SupportOfferFactory(name="Kín", is_published=False)
    ApplicationFactory(title="Kín")
    BoardPostFactory(title="Kín")
    RoomFactory(name="Kín", is_public=False)
    article(title="Kín", slug="kin-3", kind="story", state="in_review")
    ReaderQuestionFactory(title="Kín", state="answered")
    CourseRunFactory(course=CourseFactory(name="Kín", is_public=False))
    CourseRunFactory(course=CourseFactory(name="Mở"), name="Kín", state="draft")

    assert find("kin").total == 0
    assert not SearchEntry.objects.filter(folded__contains=" kin ").exists()


def hide_contest(row):
    type(row).objects.filter(pk=row.pk).update(state=ContestState.DRAFT)


def hide_article(row):
    Article.objects.filter(pk=row.pk).update(state="archived")


def hide_run(row):
    type(row).objects.filter(pk=row.pk).update(state="draft")


def hide_event(row):
    type(row).objects.filter(pk=row.pk).update(state="draft")


def hide_post(row):
    type(row).objects.filter(pk=row.pk).update(last_day=timezone.localdate() - ONE_DAY)


def withdraw(consent):
    consent.withdrawn_at = timezone.now()
    consent.save()


def set_field(**values):
    def act(row):
        type(row).objects.filter(pk=row.pk).update(**values)

    return act


ONE_DAY = timezone.timedelta(days=1)
# Each kind: a public row, and an act that hides it without telling the index.
HIDING = {
    "cuoc-thi": (lambda: ContestFactory(title="Lộ"), hide_contest),
    "bai-toan": (lambda: ChallengeFactory(title="Lộ"), hide_contest),
    "tin-tuc": (lambda: article(title="Lộ"), hide_article),
    "guong-khoi-nghiep": (lambda: article(title="Lộ", kind="story"), hide_article),
    "hoi-dap": (
        lambda: ReaderQuestionFactory(title="Lộ", state="published"),
        set_field(state="answered"),
    ),
    "he-sinh-thai": (
        lambda: OrganizationFactory(name="Lộ"),
        set_field(hidden_on=timezone.localdate()),
    ),
    "co-van": (lambda: ExpertFactory(name="Lộ"), set_field(listing_consent=None)),
    "dich-vu": (
        lambda: ServiceFactory(name="Lộ"),
        lambda row: Organization.objects.filter(pk=row.organization_id).update(is_public=False),
    ),
    "su-kien": (lambda: OpenEventFactory(title="Lộ"), hide_event),
    "khoa-hoc": (lambda: CourseFactory(name="Lộ"), set_field(is_public=False)),
    "lop-hoc": (lambda: CourseRunFactory(name="Lộ"), hide_run),
    "dao-tao-da-qua": (
        lambda: HistoricalAttendanceFactory(title="Lộ"),
        lambda row: type(row).objects.filter(pk=row.pk).delete(),
    ),
    "van-ban": (
        lambda: PolicyDocumentFactory(subject="Lộ"),
        lambda row: type(row).objects.filter(pk=row.pk).delete(),
    ),
    "chinh-sach-ho-tro": (
        lambda: SupportOfferFactory(name="Lộ"),
        set_field(valid_to=timezone.localdate() - ONE_DAY),
    ),
    "du-an": (
        lambda: StartupFactory(name="Lộ", is_public=True),
        set_field(is_public=False),
    ),
    "nhu-cau": (lambda: BoardPostFactory(title="Lộ", is_shown=True), hide_post),
    "phong": (lambda: RoomFactory(name="Lộ"), set_field(is_public=False)),
}


def test_every_kind_has_its_case():
    assert list(HIDING) == KEYS


@pytest.mark.parametrize("kind", KEYS)
def test_what_is_hidden_is_gone_at_once_and_leaves_the_index_with_the_next_repair(kind):
    make, hide = HIDING[kind]
    row = make()
    entries = SearchEntry.objects.filter(kind=kind, object_id=row.pk)
    assert len(find("lo", kind=kind).hits) == 1

    hide(row)

    assert Search("lo", kind=kind).hits == []
    assert entries.exists()
    index.repair(source_of(kind))
    assert not entries.exists()
    assert Search("lo", kind=kind).total == 0


@pytest.mark.parametrize("kind", KEYS)
def test_a_saved_row_is_found_after_its_commit(kind, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = HIDING[kind][0]()

    assert len(Search("lo", kind=kind).hits) == 1
    assert SearchEntry.objects.filter(kind=kind, object_id=row.pk).count() == 1


def test_a_withdrawn_consent_takes_the_entry_away(django_capture_on_commit_callbacks):
    expert = ExpertFactory(name="Lộ")
    index.rebuild()

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(expert.listing_consent)

    assert not SearchEntry.objects.exists()


def consent():
    return Consent.objects.create(purpose="publication", text_version="1", text="Đồng ý")


def test_a_founder_is_found_by_name_until_the_consent_is_withdrawn(
    django_capture_on_commit_callbacks,
):
    story = Story.objects.create(
        article=article(title="Gương", kind="story"), founder_name="Nông Thị Lụa", consent=consent()
    )
    assert find("nong thi lua", kind="guong-khoi-nghiep").total == 1

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story.consent)

    assert Search("nong thi lua").total == 0
    assert Search("guong").total == 1


def test_a_story_is_found_by_the_project_that_readers_see(django_capture_on_commit_callbacks):
    startup = StartupFactory(name="Hồi Xứ Lạng", is_public=True)
    article(title="Chuyện làng", kind="story", startup=startup)
    assert titles("hoi xu lang", kind="guong-khoi-nghiep") == ["Chuyện làng"]

    with django_capture_on_commit_callbacks(execute=True):
        startup.is_public = False
        startup.save()

    assert Search("hoi xu lang").total == 0


def test_an_article_that_becomes_a_story_changes_its_tab(django_capture_on_commit_callbacks):
    row = article(title="Chuyện làng")
    index.rebuild()

    with django_capture_on_commit_callbacks(execute=True):
        row.kind = "story"
        row.save()

    assert list(SearchEntry.objects.values_list("kind", flat=True)) == ["guong-khoi-nghiep"]


def test_a_question_is_found_by_its_answer_but_never_by_who_asked(
    django_capture_on_commit_callbacks,
):
    question = ReaderQuestionFactory(
        title="Được không?", answer="Hợp tác xã được dự thi.", state="published", consent=consent()
    )
    assert [hit.title for hit in find("hop tac xa").hits] == ["Được không?"]
    assert Search("mai").total == 0  # the factory's asker

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(question.consent)

    assert Search("hop tac xa").total == 0


def test_a_hidden_organisation_takes_its_services_and_rooms_along(
    django_capture_on_commit_callbacks,
):
    service, room = ServiceFactory(), RoomFactory()
    index.rebuild()

    with django_capture_on_commit_callbacks(execute=True):
        for unit in (service.organization, room.organization):
            unit.is_public = False
            unit.save()

    assert not SearchEntry.objects.exists()


def test_what_time_makes_public_comes_with_the_repair():
    article(title="Sắp đăng", published_at=timezone.now() + ONE_DAY)
    assert find("sap dang").total == 0

    Article.objects.update(published_at=timezone.now())
    repair_search()

    assert Search("sap dang").total == 1


def test_making_the_index_anew_changes_nothing_when_nothing_changed():
    make_hits(1)
    index.rebuild()
    before = list(SearchEntry.objects.order_by("pk").values_list("pk", "digest"))

    assert set(index.rebuild().values()) == {0}
    assert list(SearchEntry.objects.order_by("pk").values_list("pk", "digest")) == before

    Startup.objects.filter(name__contains="khởi nghiệp").update(summary="Khác")
    assert sum(index.rebuild().values()) == 1
    assert Search("khac", kind="du-an").total == 1


def test_the_command_says_what_it_touched(capsys):
    StartupFactory(is_public=True)

    call_command("rebuild_search")

    assert "du-an: 1\n" in capsys.readouterr().out


def test_private_columns_are_not_in_the_index():
    OrganizationFactory(name="Hội A", note="mật", contact_name="mật")
    EventFactory(title="Ngày B", state="published", online_url="https://mat.example/mật")
    ExpertFactory(name="Chị C", email="mat@example.org")

    assert find("mat").total == 0


# --- Finding ---------------------------------------------------------------------------------


def test_everything_is_shown_together_with_its_kind(client):
    StartupFactory(name="Bún ngô", is_public=True)
    article(title="Bún ngô ra chợ")
    index.rebuild()

    response = client.get("/tim-kiem/?q=bun")

    assert [tab.key for tab in response.context["search"].tabs] == ["", "tin-tuc", "du-an"]
    assertContains(response, '<p class="meta">Dự án khởi nghiệp</p>')
    assert client.get("/tim-kiem/?q=bun&loai=bay").context["search"].source is None


def test_hits_are_marked_and_nothing_of_the_text_is_taken_for_html(client):
    article(title="Hồi <b>Lạng Sơn</b>", lead="Rừng hồi & <script>alert(1)</script> của xứ Lạng")
    index.rebuild()

    response = client.get("/tim-kiem/?q=hoi+lang")

    assertContains(response, "<mark>Hồi</mark> &lt;b&gt;<mark>Lạng</mark> Sơn&lt;/b&gt;")
    assertContains(response, "Rừng <mark>hồi</mark> &amp; &lt;script&gt;alert(1)&lt;/script&gt;")
    assertNotContains(response, "<script>alert")


@pytest.mark.parametrize("words", ["201/KH-UBND", "201 kh ubnd", "201/kh-ubnd", "201/kh"])
def test_a_number_finds_its_document_before_those_that_cite_it(words):
    wanted = PolicyDocumentFactory(number="201/KH-UBND")
    PolicyDocumentFactory.create_batch(
        2, subject="Sửa đổi 201/KH-UBND", issued_on=timezone.localdate()
    )

    hits = find(words).hits

    assert hits[0].url == wanted.get_absolute_url()
    assert len(hits) == 3


@pytest.mark.parametrize("words", ["", "   ", "!!!", "-", '""'])
def test_asking_for_nothing_finds_nothing(client, words):
    StartupFactory(is_public=True)
    index.rebuild()

    response = client.get("/tim-kiem/", {"q": words})

    assert response.context["search"].is_empty
    assert response.context["search"].total == 0
    assert response.context["hits"] == []


@pytest.mark.parametrize(
    "words",
    ["a " * 3000, "%", "'; drop table", "201/KH-UBND", "<script>x", "' | !a:*", '"a b', "x" * 300],
)
def test_odd_words_do_no_harm(client, words):
    StartupFactory(is_public=True)
    index.rebuild()

    response = client.get("/tim-kiem/", {"q": words})

    assert response.status_code == 200
    assertNotContains(response, "<script>x")


def test_pages_are_turned_in_both_directions_and_lose_nothing(client):
    for number in range(45):
        # Many of one moment, and both tiers: in the title and in the text.
        article(
            title=f"Chè {number}" if number % 2 else f"Tin {number}",
            lead="Về chè",
            slug=f"bai-{number}",
            published_at=timezone.now() - ONE_DAY * (number // 10),
        )
    index.rebuild()

    url, seen, pages = "/tim-kiem/?q=che", [], []
    while url:
        response = client.get(url)
        pages.append([hit.url for hit in response.context["hits"]])
        seen += pages[-1]
        place = response.context["search"].next_place
        url = place and f"/tim-kiem/?q=che&sau={place}"

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len(set(seen)) == 45
    assertContains(response, "Kết quả 41 đến 45")
    back = []
    place = response.context["search"].previous_place
    while place:
        response = client.get(f"/tim-kiem/?q=che&truoc={place}")
        back.append([hit.url for hit in response.context["hits"]])
        place = response.context["search"].previous_place
    assert back == [pages[1], pages[0]]
    assert response.context["search"].first_number == 1


@pytest.mark.parametrize(
    "place", ["abc", "1-2-3", "1-2-3-4-5", "-1-0-0-0", "9" * 400, "1-9-99999999999999999-1"]
)
def test_odd_places_show_a_page(client, place):
    StartupFactory.create_batch(2, is_public=True)
    index.rebuild()

    for name in ("sau", "truoc"):
        assert client.get("/tim-kiem/", {"q": "du an", name: place}).status_code == 200


def test_tabs_and_pages_keep_the_words_and_the_kind(client):
    for number in range(21):
        StartupFactory(name=f"Hồi {number}", is_public=True)
    index.rebuild()

    response = client.get("/tim-kiem/?q=hoi&loai=du-an")

    assertContains(response, "?q=hoi&amp;loai=du-an&amp;sau=20-")
    assertContains(response, 'name="loai" value="du-an"')


# --- Words of staff --------------------------------------------------------------------------


@pytest.fixture
def synonyms():
    SearchSynonym.objects.create(words="HTX\nhợp tác xã")


@pytest.mark.parametrize("words", ["htx", "HTX nông sản", "hợp tác xã", "hop tac xa nong san"])
def test_synonyms_find_one_another(synonyms, words):
    StartupFactory(name="Hợp tác xã nông sản Chi Lăng", is_public=True)
    StartupFactory(name="HTX nông sản Hữu Lũng", is_public=True)
    StartupFactory(name="Công tác phù hợp ở xã nông sản", is_public=True)

    found = set(titles(words))

    assert {"Hợp tác xã nông sản Chi Lăng", "HTX nông sản Hữu Lũng"} <= found
    if "htx" in words.lower():
        assert "Công tác phù hợp ở xã nông sản" not in found


def test_the_administration_knows_the_same_words(synonyms):
    wanted = OrganizationFactory(name="Hợp tác xã Vạn Linh")
    OrganizationFactory(name="Xã Vạn Linh")

    assert list(Organization.objects.search("htx van linh")) == [wanted]
    assert list(Organization.objects.search('"tac xa"')) == [wanted]
    assert not Organization.objects.search('"hop xa"').exists()


def test_a_promoted_answer_stands_above_for_its_words_alone(client):
    PromotedAnswer.objects.create(
        title="Đăng ký dự thi", url="/ho-so/", words="dự thi\nnộp hồ sơ", text="Nộp ở đây."
    )

    for words in ("du thi", "Nộp  HỒ SƠ"):
        assertContains(client.get("/tim-kiem/", {"q": words}), 'href="/ho-so/">Đăng ký dự thi</a>')
    assertNotContains(client.get("/tim-kiem/", {"q": "dự"}), "Đăng ký dự thi")
    PromotedAnswer.objects.all()[0].delete()
    assertNotContains(client.get("/tim-kiem/", {"q": "dự thi"}), "Đăng ký dự thi")


def test_synonyms_are_marked_as_a_whole(synonyms, client):
    StartupFactory(name="Hợp tác xã", summary="Một xã hợp lực: hợp tác\u00a0xã", is_public=True)
    index.rebuild()

    response = client.get("/tim-kiem/?q=htx")

    assertContains(response, "<mark>Hợp tác xã</mark>")
    assertContains(response, "Một xã hợp lực: <mark>hợp tác xã</mark>")


def test_three_letters_are_respelled_only_by_changing_places():
    assert spelling.is_one_slip("mca", "mac")
    assert not spelling.is_one_slip("tau", "tai")
    assert not spelling.is_one_slip("tau", "ta")
    assert spelling.is_one_slip("bunn", "bun")
    assert spelling.is_one_slip("nghep", "nghiep")
    assert spelling.is_one_slip("nghiap", "nghiep")
    assert not spelling.is_one_slip("ngheip", "hiepp")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "http://a.example", "x y"]
)
def test_a_promoted_answer_leads_into_the_portal_or_to_a_secure_address(url):
    with pytest.raises(ValidationError) as refused:
        PromotedAnswer(title="A", url=url, words="a").full_clean()

    assert set(refused.value.message_dict) == {"url"}


def test_a_group_of_synonyms_needs_two_expressions():
    for words in ("HTX", "HTX\nhtx\n", "--\nHTX"):
        with pytest.raises(ValidationError):
            SearchSynonym(words=words).full_clean()
    SearchSynonym(words="HTX\nhợp tác xã").full_clean()


# --- What was looked for in vain -------------------------------------------------------------


def test_searches_without_result_are_counted_by_day_and_word(client):
    for words in ("Tàu  vũ trụ", "tau vu tru", "TÀU VŨ TRỤ"):
        client.get("/tim-kiem/", {"q": words})

    row = MissedSearch.objects.get()
    assert (row.words, row.day, row.count) == ("tau vu tru", timezone.localdate(), 3)


@pytest.mark.parametrize(
    "words",
    [
        "0912345678",
        "0912 345 678",
        "+84 912.345.678",
        "cccd 020195001234",
        "ai@example.org",
        "anh Nam 091-234-5678",
        "a b c d e f g h i",
        "mot tu that la dai " * 2,
        "x" * 50 + " " + "y" * 50,
    ],
)
def test_what_may_be_of_a_person_is_not_kept(client, words):
    client.get("/tim-kiem/", {"q": words})

    assert not MissedSearch.objects.exists()


def test_what_finds_something_is_not_kept(client):
    StartupFactory(name="Bún ngô", is_public=True)
    PromotedAnswer.objects.create(title="A", url="/a/", words="khuyến nông")
    index.rebuild()

    for words in ("bun ngo", "bunn ngo", "khuyen nong", ""):
        client.get("/tim-kiem/", {"q": words})

    assert not MissedSearch.objects.exists()


def test_one_address_does_not_fill_the_list(client):
    for number in range(MISSES + 5):
        client.get("/tim-kiem/", {"q": f"vo ich {number}"})

    assert MissedSearch.objects.count() == MISSES


def test_old_searches_go_with_the_nightly_work():
    today = timezone.localdate()
    MissedSearch.objects.create(words="cũ", day=today - ONE_DAY * (misses.KEPT_DAYS + 1))
    kept = MissedSearch.objects.create(words="mới", day=today - ONE_DAY * misses.KEPT_DAYS)

    rebuild_search()

    assert list(MissedSearch.objects.all()) == [kept]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_staff_read_what_was_looked_for_in_vain_and_change_nothing(client, role):
    client.force_login(UserFactory(roles=[role]))
    row = MissedSearch.objects.create(words="tau vu tru", count=7)

    assertContains(client.get(reverse("admin:portal_missedsearch_changelist")), "tau vu tru")
    page = reverse("admin:portal_missedsearch_change", args=[row.pk])
    assert client.post(page, {"words": "x"}).status_code == 403
    assert client.get(reverse("admin:portal_missedsearch_add")).status_code == 403


def test_editors_keep_synonyms_and_answers(client):
    client.force_login(UserFactory(roles=[Role.EDITOR]))

    client.post(reverse("admin:portal_searchsynonym_add"), {"words": "HTX\nhợp tác xã"})
    client.post(
        reverse("admin:portal_promotedanswer_add"),
        {"title": "A", "url": "/a/", "text": "", "words": "a", "is_shown": "on"},
    )

    assert SearchSynonym.objects.get().expressions == ["HTX", "hợp tác xã"]
    assert PromotedAnswer.objects.get().searches == ["a"]


# --- Slips -----------------------------------------------------------------------------------


def test_a_slip_shows_what_was_meant_and_says_so(client):
    article(title="Khởi nghiệp xứ Lạng")
    index.rebuild()

    response = client.get("/tim-kiem/", {"q": "khởi nghệip"})

    assert [hit.title for hit in response.context["hits"]] == ["Khởi nghiệp xứ Lạng"]
    assertContains(response, "“khởi nghiep”")


def test_several_meanings_of_a_slip_are_offered(client):
    article(title="Chè hoa vàng")
    article(title="Chè hoang dã", slug="b")
    article(title="Chè hoan hỉ", slug="c")
    index.rebuild()

    response = client.get("/tim-kiem/", {"q": "che hoakg"})

    assert response.context["search"].forgiven.words == "che hoang"
    assert [other.words for other in response.context["search"].others] == []


def test_a_word_that_only_a_hidden_page_held_is_not_suggested():
    hidden = StartupFactory(name="Mộc Nhĩ Bímật", is_public=True)
    index.rebuild()
    Startup.objects.filter(pk=hidden.pk).update(is_public=False)
    repair_search()

    assert Search("bimatt").suggestions == []


def test_the_reader_may_insist(client):
    article(title="Khởi nghiệp")
    index.rebuild()

    response = client.get("/tim-kiem/", {"q": "khoi nghiepp", "dung": "1"})

    assert response.context["hits"] == []
    assertContains(response, 'href="?q=khoi+nghiep')


def test_english_words_find_what_has_them():
    OrganizationFactory(name="Quỹ Đổi mới", name_en="Innovation Fund", is_public=True)
    article(title="Hồng treo gió", title_en="Hanging persimmons", body_en="<p>Sweet crop.</p>")

    assert titles("innovation fund") == ["Quỹ Đổi mới"]
    assert titles("sweet crop") == ["Hồng treo gió"]


def test_the_english_search_shows_english_and_marks_what_is_not(client):
    OrganizationFactory(
        name="Sở Tài chính", name_en="Department of Finance", summary="Quản lý ngân sách",
        summary_en="Keeps public finance", is_public=True,
    )  # fmt: skip
    article(title="Hồng treo gió", lead="Chuyện của finance")
    index.rebuild()

    english = client.get("/en/tim-kiem/?q=finance")
    vietnamese = client.get("/tim-kiem/?q=finance")

    assertContains(english, "Department of <mark>Finance</mark></a>")
    assertContains(english, '<p class="excerpt">Keeps public <mark>finance</mark></p>')
    assertContains(english, ' lang="vi">Hồng treo gió</a>')
    assertContains(english, '<p class="excerpt" lang="vi">Chuyện của <mark>finance</mark></p>')
    assertNotContains(english, "Quản lý")
    assertContains(vietnamese, ">Sở Tài chính</a>")
    assertContains(vietnamese, '<p class="excerpt" lang="en">Keeps public <mark>finance</mark></p>')


@pytest.mark.parametrize(
    ("address", "beginning"), [("/tim-kiem/", "/tin-tuc/"), ("/en/tim-kiem/", "/en/tin-tuc/")]
)
def test_hits_lead_to_the_page_in_the_language_of_the_search(client, address, beginning):
    article(title="Hồng treo gió", slug="hong")
    index.rebuild()

    hits = client.get(address, {"q": "hong treo gio"}).context["hits"]

    assert hits
    assert all(hit.url.startswith(beginning) for hit in hits)
