"""Writing in the administration: revisions, two editors at once, addresses, what comes when."""

import datetime as dt
import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.models import Article, ArticleRedirect
from portal.roles import Role
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


@pytest.fixture
def approver(client):
    user = UserFactory(roles=[Role.PUBLISHER])
    client.force_login(user)
    return user


def change_url(article):
    return reverse("admin:news_article_change", args=[article.pk])


def page_url(article, name, *more):
    return reverse(f"admin:news_article_{name}", args=[article.pk, *more])


# What the form sends of a founder, and of pictures, files and films, where there is none.
NOTHING_BESIDE = {
    "story-TOTAL_FORMS": "0",
    "story-INITIAL_FORMS": "0",
    "enclosures-TOTAL_FORMS": "0",
    "enclosures-INITIAL_FORMS": "0",
}


def typed(article, **changes):
    return {
        "seen": article.version,
        "kind": article.kind,
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "category": article.category_id,
        "slug": article.slug,
        **NOTHING_BESIDE,
    } | changes


def test_who_entered_an_article_is_kept_with_its_first_revision(client, editor):
    data = typed(ArticleFactory.build(category=CategoryFactory()), slug="", seen="")
    client.post(reverse("admin:news_article_add"), data)

    article = Article.objects.get()
    assert article.created_by == editor
    assert [row.created_by for row in article.revisions.all()] == [editor]


@pytest.mark.usefixtures("editor")
def test_two_editors_at_once_are_told_and_nothing_typed_is_lost(client):
    article = ArticleFactory(title="Một", lead="Mở đầu.")
    page = client.get(change_url(article))
    assert page.context["adminform"].form.initial["seen"] == 1
    other = Client()
    other.force_login(UserFactory(full_name="Hoàng Thị Lan", roles=[Role.EDITOR]))
    other.post(change_url(article), typed(article, title="Của người khác"))

    late = typed(article, lead="Tôi đã viết rất lâu.")
    response = client.post(change_url(article), late)

    content = response.content.decode()
    assert response.status_code == 200
    assert "Tôi đã viết rất lâu." in content
    assert "Hoàng Thị Lan" in content
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Của người khác", "Mở đầu.")

    again = response.context["adminform"].form["seen"].value()
    client.post(change_url(article), late | {"seen": again})
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Một", "Tôi đã viết rất lâu.")
    assert article.revisions.filter(content__title="Của người khác").exists()


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("seen", ["", "x", "0", "99"])
def test_a_form_that_does_not_say_what_it_saw_saves_nothing(client, seen):
    article = ArticleFactory(title="Một")

    client.post(change_url(article), typed(article, title="Hai", seen=seen))

    article.refresh_from_db()
    assert article.title == "Một"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_in_the_same_moment_one_is_told():
    article = ArticleFactory(title="Một")
    clients = [Client(), Client()]
    for one in clients:
        one.force_login(UserFactory(roles=[Role.EDITOR]))
    barrier, answers = threading.Barrier(2), []

    def save(one, title):
        barrier.wait()
        answers.append(one.post(change_url(article), typed(article, title=title)).status_code)
        connections.close_all()

    threads = [
        threading.Thread(target=save, args=(one, title))
        for one, title in zip(clients, ("Hai", "Ba"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 302]
    assert article.revisions.count() == 2


def test_a_new_address_of_a_published_article_is_told_to_readers_of_the_old_one(client, approver):
    article = ArticleFactory(state="published", slug="mot", title="Một")
    old = article.get_absolute_url()

    client.post(change_url(article), typed(article, slug="hai"))

    article.refresh_from_db()
    response = Client().get(old)
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())
    listed = client.get(reverse("admin:news_articleredirect_changelist")).content.decode()
    assert "cuoc-thi/mot" in listed
    assert "cuoc-thi/hai" in listed


@pytest.mark.usefixtures("approver")
def test_an_address_that_leads_to_another_article_is_not_taken(client):
    moved = ArticleFactory(state="published", slug="moi")
    ArticleRedirect.objects.create(path="cuoc-thi/cu", article=moved)
    article = ArticleFactory(title="Một", slug="mot")

    response = client.post(change_url(article), typed(article, slug="cu"))

    assert response.context["errors"]
    article.refresh_from_db()
    assert article.slug == "mot"


@pytest.mark.usefixtures("editor")
def test_revisions_are_read_compared_and_brought_back(client):
    article = ArticleFactory(title="Hồng treo gió")
    client.post(change_url(article), typed(article, title="Hồng sấy dẻo"))

    assert "Hồng" in client.get(page_url(article, "revisions")).content.decode()
    shown = client.get(page_url(article, "revision", 2)).content.decode()
    assert "<del> treo gió</del>" in shown
    assert "<ins> sấy dẻo</ins>" in shown
    client.post(page_url(article, "revision", 1))

    article.refresh_from_db()
    assert article.title == "Hồng treo gió"
    assert client.get(page_url(article, "revision", 9)).status_code == 404


@pytest.mark.usefixtures("editor")
def test_an_editor_reads_what_is_published_and_changes_none_of_it(client):
    article = ArticleFactory(state="published", title="Một")
    client.post(change_url(article), typed(article, title="Hai"))
    assert client.post(page_url(article, "revision", 1)).status_code == 404

    article.refresh_from_db()
    assert article.title == "Một"
    assert client.get(change_url(article)).status_code == 200
    for name in ("correct", "withdrawal"):
        assert client.post(page_url(article, name), {"text": "a"}).status_code == 403


@pytest.mark.usefixtures("approver")
def test_comments_corrections_and_withdrawals_are_entered_on_pages_of_their_own(client):
    article = ArticleFactory(state="published")
    at = (timezone.localtime() + dt.timedelta(days=3)).replace(second=0, microsecond=0)

    client.post(page_url(article, "comment"), {"text": "Xem lại số liệu."})
    client.post(page_url(article, "correct"), {"text": "Số giải là 15."})
    client.post(
        page_url(article, "withdrawal"),
        {"withdraw_at_0": f"{at:%d/%m/%Y}", "withdraw_at_1": f"{at:%H:%M}"},
    )

    article.refresh_from_db()
    assert article.withdraw_at == at
    page = client.get(change_url(article)).content.decode()
    assert "Xem lại số liệu." in page
    assert "Số giải là 15." in page
    coming = client.get(reverse("admin:news_article_coming")).content.decode()
    assert article.title in coming
    assert f"{at:%d/%m/%Y}" in coming


@pytest.mark.usefixtures("approver")
@pytest.mark.parametrize("name", ["comment", "correct"])
def test_an_empty_word_is_refused_at_its_field(client, name):
    article = ArticleFactory(state="published")

    assert client.post(page_url(article, name), {"text": " "}).status_code == 422


@pytest.mark.parametrize("name", ["coming", "revisions"])
def test_a_page_costs_the_same_for_one_and_three(
    client, approver, name, django_assert_max_num_queries
):
    article = ArticleFactory(state="published", title="0")
    url = reverse("admin:news_article_coming") if name == "coming" else page_url(article, name)

    def count():
        with django_assert_max_num_queries(15) as queries:
            client.get(url)
        return len(queries)

    def add(number):
        if name == "coming":
            ArticleFactory(
                state="published", withdraw_at=timezone.now() + dt.timedelta(days=number)
            )
        else:
            article.refresh_from_db()
            client.post(change_url(article), typed(article, title=str(number)))

    add(1)
    one = count()
    add(2)
    add(3)

    assert count() == one


def test_pages_of_the_newsroom_are_for_the_newsroom(client):
    article = ArticleFactory()
    client.force_login(UserFactory(roles=[Role.JUDGE]))

    for url in (
        reverse("admin:news_article_coming"),
        page_url(article, "comment"),
        page_url(article, "revisions"),
        page_url(article, "revision", 1),
    ):
        assert client.get(url).status_code in {403, 404, 302}


def test_who_only_reads_sees_the_text_and_not_its_html(client, editor):
    article = ArticleFactory(state="published", body="<p>Chữ <strong>đậm</strong></p>")

    html = client.get(change_url(article)).content.decode()

    assert "<p>Chữ <strong>đậm</strong></p>" in html
    assert "&lt;strong&gt;" not in html


@pytest.mark.parametrize(("state", "is_offered"), [("draft", False), ("published", True)])
def test_the_page_of_readers_is_offered_once_there_is_one(client, approver, state, is_offered):
    article = ArticleFactory(state=state)

    html = client.get(change_url(article)).content.decode()

    assert ("/r/" in html) is is_offered


def test_what_is_being_written_stands_above_what_is_out(client, editor):
    out = ArticleFactory(state="published")
    draft = ArticleFactory(published_at=None)

    page = client.get(reverse("admin:news_article_changelist"))

    assert list(page.context["cl"].result_list) == [draft, out]


def test_the_editor_has_words_of_ours_for_all_that_it_offers(client, editor):
    words = client.get(reverse("admin:news_article_add")).context["editor_words"]

    assert words["insert link"] == "Chèn liên kết"
    assert all(words.values())


@pytest.mark.usefixtures("editor")
def test_the_english_of_an_article_is_sanitised_kept_in_revisions_and_told_to_the_other_editor(
    client,
):
    article = ArticleFactory(title="Hồng", body="<p>Một.</p>")
    hostile = '<p onclick="x()">Persimmons<script>alert(1)</script></p>'
    english = {"title_en": "Persimmons", "lead_en": "A crop.", "body_en": hostile}

    assert client.post(change_url(article), typed(article, **english)).status_code == 302

    article.refresh_from_db()
    assert (article.title, article.body) == ("Hồng", "<p>Một.</p>")
    assert (article.title_en, article.body_en) == ("Persimmons", "<p>Persimmons</p>")
    kept = article.revisions.first().content
    assert (kept["title_en"], kept["body_en"]) == ("Persimmons", "<p>Persimmons</p>")

    late = client.post(change_url(article), typed(article, seen=1, title_en="Dried persimmons"))
    assert "Dried" in "".join(
        part.text for row in late.context["adminform"].form.conflict for part in row.segments
    )
