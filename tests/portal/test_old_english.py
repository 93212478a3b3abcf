"""English that is older than the Vietnamese beside it: noted, listed, confirmed, told to staff."""

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from ecosystem.models import Field, Organization, Startup
from news.domain import revisions
from news.models import Article
from portal.bilingual import EnglishState
from portal.roles import Role
from portal.site.tasks_board import tasks_for
from tests.factories.ecosystem import FieldFactory, OrganizationFactory, RoomFactory, StartupFactory
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def fund(**values):
    english = {"name_en": "Fund", "summary": "Đầu tư", "summary_en": "Invests"}
    return OrganizationFactory(**{"name": "Quỹ", **english, "kind": "fund", **values})


def editor():
    return UserFactory(roles=[Role.EDITOR])


def state(row):
    row.refresh_from_db()
    return row.english_state


def test_english_is_current_until_the_vietnamese_changes_without_it():
    row = fund()
    assert state(row) == EnglishState.CURRENT

    row.phone = "0205 3812 345"
    row.save()
    assert state(row) == EnglishState.CURRENT

    row.summary = "Đầu tư sớm"
    row.save()
    assert state(row) == EnglishState.OLD

    row.phone = ""
    row.save()
    assert state(row) == EnglishState.OLD


def test_writing_the_english_or_confirming_it_makes_it_current():
    row = fund()
    Organization.objects.get().save()
    row.name = "Quỹ Đổi mới"
    row.save()
    row.name_en = "Innovation Fund"
    row.save()
    assert state(row) == EnglishState.CURRENT

    row.name = "Quỹ đổi mới"
    row.confirm_english()
    row.save()
    assert state(row) == EnglishState.CURRENT


def test_vietnamese_that_goes_back_to_what_it_was_needs_nobody():
    row = fund()
    for name in ("Quỹ khác", "Quỹ"):
        row.name = name
        row.save()
    assert state(row) == EnglishState.CURRENT


def test_a_row_without_english_has_none_to_be_old():
    row = fund(name_en="", summary_en="")
    row.name = "Quỹ khác"
    row.save()
    assert state(row) == EnglishState.MISSING
    row.name_en = "Fund"
    row.save()
    assert state(row) == EnglishState.CURRENT
    row.name_en = ""
    row.save()
    assert (state(row), row.english_mark) == (EnglishState.MISSING, {})


def test_what_stood_there_before_anybody_noted_it_is_taken_as_right():
    row = fund()
    Organization.objects.update(english_mark={}, is_english_old=False)
    row.refresh_from_db()
    row.name = "Quỹ khác"
    row.save()
    assert state(row) == EnglishState.OLD


def test_saving_some_columns_notes_what_they_change_and_nothing_else():
    row = fund()
    row.name = "Quỹ khác"
    row.save(update_fields=["name"])
    assert state(row) == EnglishState.OLD

    row = Organization.objects.defer("description").get()
    row.phone = "1"
    row.save()
    assert state(row) == EnglishState.OLD


def test_rows_are_found_by_what_their_english_is():
    rows = {
        "missing": FieldFactory(name="Du lịch"),
        "current": FieldFactory(name="Dịch vụ", name_en="Services"),
        "old": FieldFactory(name="Nông", name_en="Farms"),
    }
    rows["old"].name = "Nông nghiệp"
    rows["old"].save()

    for key, row in rows.items():
        assert Field.objects.filter(Field.in_english_state(key)).get() == row
        assert row.english_state == key


def test_lists_and_forms_of_staff_tell_and_a_tick_confirms():
    row = fund()
    row.summary = "Đầu tư sớm"
    row.save()
    fund(name="Quỹ khác")
    client = Client()
    client.force_login(editor())
    page = reverse("admin:ecosystem_organization_change", args=[row.pk])

    listed = client.get(reverse("admin:ecosystem_organization_changelist"), {"english": "old"})
    assert [found.pk for found in listed.context["cl"].result_list] == [row.pk]
    assert "cũ hơn bản tiếng Việt" in listed.content.decode()

    form = client.get(page)
    assert "english_is_right" in form.context["adminform"].form.fields
    typed = {
        name: value
        for name, value in form.context["adminform"].form.initial.items()
        if value not in (None, [], "")
    } | {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    assert client.post(page, typed).status_code == 302
    assert state(row) == EnglishState.OLD

    assert client.post(page, {**typed, "english_is_right": "on"}).status_code == 302
    assert state(row) == EnglishState.CURRENT
    assert "english_is_right" not in client.get(page).context["adminform"].form.fields


def test_the_board_tells_whoever_may_change_the_rows():
    row = fund()
    row.summary = "Đầu tư sớm"
    row.save()

    (task,) = [t for t in tasks_for(editor()) if t.key.startswith("english_")]
    assert (task.key, task.count) == ("english_organization", 1)
    assert task.url.endswith("?english=old")


def test_the_log_tells_of_the_words_and_not_of_the_notes():
    row = fund()
    row.name = "Quỹ khác"
    row.save()
    entry = LogEntry.objects.get_for_object(row).first()
    assert "name" in entry.changes
    assert not {"english_mark", "is_english_old"} & set(entry.changes)


def test_an_article_that_is_published_keeps_what_was_noted():
    article = ArticleFactory(title="Quýt", title_en="Tangerines")
    article.title = "Cam"
    article.save()
    Article.objects.get().save(update_fields=["state"])
    assert state(article) == EnglishState.OLD


def test_english_without_an_english_heading_is_told_too():
    """Readers of the English page read it all the same."""
    row = StartupFactory(name="Mật ong", description="Tổ hợp tác", description_en="A group")
    row.description = "Hợp tác xã"
    row.save()

    assert state(row) == EnglishState.OLD
    assert list(Startup.objects.filter(Startup.in_english_state(EnglishState.OLD))) == [row]
    assert not Startup.objects.filter(Startup.in_english_state(EnglishState.MISSING)).exists()


@pytest.mark.parametrize(
    "body", ["<p><a href='https://vidu.vn'>Một</a></p>", "<p>Một  hai\u200b</p>"]
)
def test_text_that_is_cleaned_on_its_way_in_is_not_taken_for_a_change(body):
    """A link gets its ``rel`` when it is saved."""
    row = ArticleFactory(title="Hồng", title_en="Persimmons", body=body, body_en=body)
    assert state(row) == EnglishState.CURRENT
    row.save()
    assert state(row) == EnglishState.CURRENT

    row.title = "Hồng treo gió"
    row.body_en = body
    row.save()
    assert state(row) == EnglishState.OLD


def test_a_contact_with_english_typed_at_once_is_current_and_the_next_one_starts_anew():
    row = fund()
    client = Client()
    client.force_login(editor())
    page = reverse("admin:ecosystem_organization_change", args=[row.pk])
    typed = {
        name: value
        for name, value in client.get(page).context["adminform"].form.initial.items()
        if value not in (None, [], "")
    } | {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    first = {"contact_name": "Bà A", "contact_position": "Giám đốc", "contact_agreed": "on"}

    client.post(page, {**typed, **first, "contact_position_en": "Director"})
    assert state(row) == EnglishState.CURRENT
    assert (row.contact_position, row.contact_position_en) == ("Giám đốc", "Director")

    second = {"contact_name": "Ông B", "contact_position": "Kế toán", "contact_agreed": "on"}
    client.post(page, {**typed, **second, "contact_position_en": "Director"})
    row.refresh_from_db()
    assert (row.contact_name, row.contact_position_en) == ("Ông B", "")


def test_the_board_counts_what_its_list_shows():
    """Rooms of another space are another unit's work."""
    room = RoomFactory(name="Phòng họp", name_en="Meeting room")
    room.name = "Phòng lớn"
    room.save()
    manager = UserFactory(roles=[Role.SPACE_MANAGER])

    tasks = {task.key for task in tasks_for(manager)}

    assert "english_room" not in tasks


def test_the_tick_stands_once_on_a_form():
    row = CategoryFactory(name="Tin", name_en="News")
    row.name = "Tin mới"
    row.save()
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    page = client.get(reverse("admin:news_category_change", args=[row.pk])).content.decode()

    assert page.count('id="id_english_is_right"') == 1


def test_each_column_is_old_by_itself():
    """A comma in one English column says nothing of the others."""
    row = fund(summary="Vốn", summary_en="Capital")
    row.summary = "Vốn mồi"
    row.save()
    assert state(row) == EnglishState.OLD

    row.name_en = "The Fund"
    row.save()
    assert state(row) == EnglishState.OLD

    row.summary_en = "Seed capital"
    row.save()
    assert state(row) == EnglishState.CURRENT


def test_vietnamese_without_english_beside_it_makes_nothing_old():
    row = fund(summary_en="")
    row.summary = "Vốn mồi"
    row.save()

    assert state(row) == EnglishState.CURRENT


def test_blanks_that_a_form_takes_away_are_no_new_english():
    row = fund(summary="Vốn", summary_en="Capital", support_offered_en="Advice\n")
    row.support_offered = "Tư vấn"
    row.support_offered_en = "Advice"
    row.save()

    assert state(row) == EnglishState.OLD


def test_a_revision_that_is_brought_back_tells_how_old_its_english_was():
    row = ArticleFactory(lead="Một", lead_en="One", title_en="Persimmons")
    actor = UserFactory(is_superuser=True)
    revisions.keep_as_it_is(row)
    row.lead = "Hai"
    row.save()
    old = revisions.keep_revision(row, actor=actor)
    row.lead_en = "Two"
    row.save()
    revisions.keep_revision(row, actor=actor)
    assert state(row) == EnglishState.CURRENT

    revisions.restore_revision(old, actor=actor)

    assert state(row) == EnglishState.OLD
