"""The board of needs and offers: posting, the office's word, answering, and the end by itself."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from ecosystem.domain import board as acts
from ecosystem.domain.board_answers import answer_post, senders_for
from ecosystem.domain.board_care import keep_board
from ecosystem.domain.connections import AddressInTextError, accept_request, relay_request
from ecosystem.domain.profile_consents import publish, unpublish
from ecosystem.enums import ConnectionState, PostState
from ecosystem.models import BoardPost, ConnectionRequest
from ecosystem.tasks import keep_board as keep_board_task
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.roles import Role
from portal.search import index
from portal.site.tasks_board import tasks_for
from portal.workflow import RefusedError
from tests.factories.ecosystem import (
    BoardPostFactory,
    ConnectionRequestFactory,
    FieldFactory,
    LocalityFactory,
    OrganizationFactory,
    StartupFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

NOW = "2026-12-01T09:00:00+07:00"
BOARD = "/ket-noi/nhu-cau/"


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def author(client):
    user = UserFactory(verified=True, email="chu-du-an@bimat.test", full_name="Lý Thị Đăng")
    client.force_login(user)
    return user


@pytest.fixture
def startup(author):
    return StartupFactory(owner=author, is_public=True, name="Tinh dầu hồi Xứ Lạng")


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


def days_on(days):
    return timezone.localdate() + timedelta(days=days)


def entered(profile, **values):
    return {
        "in_name_of": profile.profile_key,
        "intent": "need",
        "kind": "offtake",
        "title": "Tìm nơi bao tiêu tinh dầu hồi",
        "text": "Mỗi tháng 50 lít, giao tại xưởng.",
        "field": "",
        "locality": "",
        "last_day": f"{days_on(60):%d/%m/%Y}",
        **values,
    }


def values(**changed):
    given = {
        "intent": "need",
        "kind": "offtake",
        "title": "Tìm nơi bao tiêu tinh dầu hồi",
        "text": "Mỗi tháng 50 lít.",
        "field": None,
        "locality": None,
        "last_day": days_on(60),
    }
    return {**given, **changed}


def answer(user, post, **changed):
    given = {"sender": None, "message": "Chúng tôi mua được.", "contact_way": "email"}
    return answer_post(user, post, **{**given, **changed})


def sent_to(address):
    rows = OutgoingMail.objects.filter(recipient=address).order_by("pk")
    return [name.removeprefix("ecosystem/") for name in rows.values_list("template", flat=True)]


def last_mail(address):
    return OutgoingMail.objects.filter(recipient=address).order_by("pk").last()


# --- posting -------------------------------------------------------------------------------------


def test_a_post_is_shown_once_the_office_has_read_it(client, author, startup, editor):
    page = client.get(reverse("ecosystem:post_create"))
    assert page.context["form"]["last_day"].value() == days_on(60)

    response = client.post(reverse("ecosystem:post_create"), entered(startup))

    post = BoardPost.objects.get()
    assertRedirects(response, post.get_absolute_url())
    assert (post.profile, post.author, post.state) == (startup, author, PostState.RECEIVED)
    assert post.slug == "can-tim-noi-bao-tieu-tinh-dau-hoi"
    assert sent_to(author.email) == ["post_received"]
    assertNotContains(client.get(BOARD), post.title)
    [task] = tasks_for(editor)
    assert (task.key, task.count) == ("board_posts", 1)

    client.force_login(editor)
    assert client.get(task.url).context["cl"].result_count == 1
    step = reverse("admin:ecosystem_boardpost_step", args=[post.pk, "publish"])
    assertContains(client.get(step), "30/01/2027")
    assert client.post(step, {"seen": 1}).status_code == 302

    client.logout()
    assertContains(client.get(BOARD), post.title)
    shown = client.get(post.get_absolute_url())
    assertContains(shown, "Tinh dầu hồi Xứ Lạng")
    assertContains(shown, "0 câu trả lời")
    assertNotContains(shown, author.email)
    assertNotContains(shown, author.full_name)
    assert sent_to(author.email) == ["post_received", "post_published"]


def test_the_office_refuses_with_a_reason_and_the_post_is_mended(client, author, startup, editor):
    post = acts.create_post(author, startup, values())
    acts.refuse_post(post, actor=editor, reason="Ghi rõ địa điểm giao hàng")
    assertContains(client.get(post.get_absolute_url()), "Ghi rõ địa điểm giao hàng")
    edit = reverse("ecosystem:post_edit", args=[post.slug])
    assertContains(client.get(edit), "Ghi rõ địa điểm giao hàng")

    client.post(edit, entered(startup, text="Giao tại Văn Quan.", seen=1))

    post.refresh_from_db()
    assert (post.state, post.text, post.reason) == (PostState.RECEIVED, "Giao tại Văn Quan.", "")
    assert sent_to(author.email) == ["post_received", "post_refused", "post_received"]


def test_a_changed_post_goes_back_to_the_office_and_is_not_shown(client, author, startup, editor):
    post = acts.create_post(author, startup, values())
    acts.publish_post(post, actor=editor, seen=1)
    edit = reverse("ecosystem:post_edit", args=[post.slug])

    client.post(edit, entered(startup, title="Tìm nơi mua hồi", seen=1))

    post.refresh_from_db()
    assert (post.state, post.revision, post.title) == (PostState.RECEIVED, 2, "Tìm nơi mua hồi")
    assert BoardPost.objects.search("mua hoi").exists()
    assert not BoardPost.objects.public().exists()
    with pytest.raises(acts.PostMovedError):
        acts.publish_post(post, actor=editor, seen=1)
    acts.publish_post(post, actor=editor, seen=2)
    assert BoardPost.objects.public().exists()
    stale = client.post(edit, entered(startup, title="Cũ", seen=1))
    assert stale.status_code == 422
    assertContains(stale, "vừa được sửa", status_code=422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("text", ""),
        ("title", "Gọi 0912 345 678"),
        ("text", "Viết cho toi@bimat.test"),
        ("title", "d" * 101),
        ("text", "d" * 2001),
        ("kind", "khác"),
        ("intent", ""),
        ("in_name_of", "startup:999999"),
        ("last_day", "31/11/2026"),
        ("last_day", "30/11/2026"),
        ("last_day", "31/05/2027"),
    ],
)
def test_what_cannot_be_posted_is_said_at_its_field_and_nothing_is_lost(
    client, startup, field, value
):
    response = client.post(
        reverse("ecosystem:post_create"), entered(startup, **{"text": "Giữ lại", field: value})
    )

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    if field != "text":
        assertContains(response, "Giữ lại", status_code=422)
    assert not BoardPost.objects.exists()


@pytest.mark.parametrize("days", [0, 180])
def test_a_post_runs_from_today_to_half_a_year(author, startup, days):
    assert acts.create_post(author, startup, values(last_day=days_on(days))).last_day == days_on(
        days
    )


def test_addresses_are_refused_at_every_door(author, startup):
    with pytest.raises(ValidationError):
        acts.create_post(author, startup, values(text="Gọi 0912345678"))
    post = acts.create_post(author, startup, values())
    with pytest.raises(ValidationError):
        acts.revise_post(post, values(title="a@bimat.test"), actor=author, seen=1)


@pytest.mark.parametrize("case", ["unverified", "no profile", "hidden project", "full"])
def test_who_cannot_post_is_told_why_instead_of_being_asked(client, case):
    user = UserFactory(verified=case != "unverified")
    client.force_login(user)
    if case != "no profile":
        startup = StartupFactory(owner=user, is_public=case != "hidden project")
    if case == "full":
        for _number in range(acts.MAX_OPEN):
            BoardPostFactory(author=user, startup=startup)

    page = client.get(reverse("ecosystem:post_create"))

    words = {
        "unverified": "Xác nhận",
        "no profile": "danh bạ",
        "hidden project": "danh bạ",
        "full": "5 tin",
    }
    assertContains(page, words[case])
    assertNotContains(page, "<textarea")


def test_a_post_that_ended_makes_room_for_another(author, startup):
    posts = [BoardPostFactory(author=author, startup=startup) for _n in range(acts.MAX_OPEN)]
    with pytest.raises(RefusedError):
        acts.create_post(author, startup, values())

    acts.withdraw_post(posts[0], actor=author)

    assert acts.create_post(author, startup, values())


def test_a_refused_post_that_is_sent_again_counts_among_the_others(author, startup):
    refused = BoardPostFactory(author=author, startup=startup, state=PostState.REFUSED)
    open_ones = [BoardPostFactory(author=author, startup=startup) for _n in range(acts.MAX_OPEN)]

    with pytest.raises(RefusedError, match="5 tin"):
        acts.revise_post(refused, values(), actor=author, seen=1)
    # one that waits already may be changed
    assert acts.revise_post(open_ones[0], values(), actor=author, seen=1)
    acts.withdraw_post(open_ones[1], actor=author)
    assert acts.revise_post(refused, values(title="Khác"), actor=author, seen=1)


def test_writing_anew_makes_no_post_run_longer_than_a_new_one(author, startup, time_machine):
    post = BoardPostFactory(author=author, startup=startup, last_day=days_on(150))
    first, latest = timezone.localdate(), days_on(180)
    time_machine.shift(timedelta(days=100))

    with pytest.raises(acts.LastDayError, match=f"{latest:%d/%m/%Y}"):
        acts.revise_post(post, values(last_day=latest + timedelta(days=1)), actor=author, seen=1)
    acts.revise_post(post, values(last_day=latest), actor=author, seen=1)

    time_machine.move_to(timezone.now() + timedelta(days=100))
    BoardPost.objects.update(state=PostState.REFUSED)
    with pytest.raises(acts.LastDayError, match="đăng tin mới"):
        acts.revise_post(post, values(last_day=days_on(9)), actor=author, seen=2)
    assert timezone.localdate() == first + timedelta(days=200)


def test_a_double_click_makes_one_post_and_two_people_may_share_a_title(author, startup):
    acts.create_post(author, startup, values())
    with pytest.raises(RefusedError, match="đã đăng"):
        acts.create_post(author, startup, values())
    other = UserFactory(verified=True)
    second = acts.create_post(other, StartupFactory(owner=other, is_public=True), values())

    assert second.slug == "can-tim-noi-bao-tieu-tinh-dau-hoi-2"
    assert sent_to(author.email) == ["post_received"]


def test_nobody_posts_in_the_name_of_a_profile_they_do_not_keep(author, startup):
    with pytest.raises(PermissionDenied):
        acts.create_post(author, StartupFactory(is_public=True), values())
    with pytest.raises(RefusedError):
        acts.create_post(author, StartupFactory(owner=author, is_public=False), values())


def test_an_organisation_posts_through_any_of_its_people_and_all_of_them_keep_the_post(client):
    organization = OrganizationFactory(name="Hội Nông dân")
    first, second, gone = (UserFactory(verified=True) for _n in range(3))
    for person in (first, second, gone):
        organization.memberships.create(user=person, is_active=person != gone)
    client.force_login(first)
    client.post(reverse("ecosystem:post_create"), entered(organization, intent="offer"))
    post = BoardPost.objects.get()

    assert post.slug.startswith("cung-cap-")
    client.force_login(second)
    assertContains(client.get(reverse("ecosystem:post_list")), post.title)
    acts.withdraw_post(post, actor=second)
    client.force_login(gone)
    assert client.get(post.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        acts.revise_post(post, values(), actor=gone, seen=1)


@pytest.mark.parametrize("name", ["edit", "extend", "close", "withdraw"])
def test_a_strangers_post_does_not_exist_for_those_who_change_posts(client, author, name):
    post = BoardPostFactory(is_shown=True)
    url = reverse(f"ecosystem:post_{name}", args=[post.slug])

    assert client.get(url).status_code == client.post(url).status_code == 404
    post.refresh_from_db()
    assert post.state == PostState.PUBLISHED


def test_steps_are_taken_by_post_alone_and_said_when_impossible(client, author, startup):
    post = BoardPostFactory(author=author, startup=startup, is_shown=True)
    close = reverse("ecosystem:post_close", args=[post.slug])
    client.get(close)
    post.refresh_from_db()
    assert post.state == PostState.PUBLISHED

    client.post(close)

    post.refresh_from_db()
    assert post.state == PostState.CLOSED
    assertContains(client.get(close), "không thực hiện được")
    assertContains(client.post(close, follow=True), "Chưa thể thực hiện")
    assertContains(client.get(reverse("ecosystem:post_edit", args=[post.slug])), "đã kết thúc")
    client.logout()
    assert client.get(post.get_absolute_url()).status_code == 404


# --- time ----------------------------------------------------------------------------------------


def test_a_post_ends_at_midnight_even_if_no_work_comes_round(client, time_machine):
    post = BoardPostFactory(is_shown=True, last_day=days_on(2))

    time_machine.move_to(datetime.fromisoformat("2026-12-03T23:59:59+07:00"), tick=False)
    assert client.get(post.get_absolute_url()).status_code == 200
    assert keep_board()["expired"] == 0
    time_machine.move_to(datetime.fromisoformat("2026-12-04T00:00:00+07:00"), tick=False)
    assert client.get(post.get_absolute_url()).status_code == 404
    assertNotContains(client.get(BOARD), post.title)

    assert keep_board()["expired"] == 1
    assert keep_board()["expired"] == 0
    post.refresh_from_db()
    assert post.state == PostState.EXPIRED
    assert sent_to(post.author.email) == ["post_expiring", "post_expired"]


def test_a_post_that_the_office_never_read_ends_too_and_cannot_be_published_late(
    time_machine, editor
):
    post = BoardPostFactory(last_day=days_on(0))
    time_machine.move_to(datetime.fromisoformat("2026-12-02T00:00:00+07:00"), tick=False)

    with pytest.raises(RefusedError, match="quá ngày"):
        acts.publish_post(post, actor=editor, seen=1)
    keep_board_task()

    post.refresh_from_db()
    assert post.state == PostState.EXPIRED
    assert "chưa được duyệt" in OutgoingMail.objects.get().body_text


def test_a_mail_comes_a_week_before_the_end_and_its_link_extends_once(
    client, author, startup, time_machine
):
    post = BoardPostFactory(author=author, startup=startup, is_shown=True)
    start = timezone.now()

    for days, reminded in ((52, 0), (53, 1), (54, 0)):
        time_machine.move_to(start + timedelta(days=days), tick=False)
        assert keep_board()["reminded"] == reminded
    mail = OutgoingMail.objects.get(template="ecosystem/post_expiring")
    link = re.search(r"https?://[^/\s]+(/ket-noi/\S+)", mail.body_text)[1]
    last = post.last_day
    client.force_login(author)
    client.get(link)
    client.post(link)
    client.post(link)

    post.refresh_from_db()
    assert post.last_day == last + timedelta(days=60)
    assert post.extended_on == timezone.localdate()
    assert acts.extended_day(post) is None
    with pytest.raises(RefusedError):
        acts.extend_post(post, actor=author)
    time_machine.move_to(start + timedelta(days=113), tick=False)
    assert keep_board()["reminded"] == 1
    assert "không gia hạn thêm được" in last_mail(author.email).body_text


def test_no_post_is_extended_beyond_half_a_year_from_today_nor_before_it_is_shown(author, startup):
    far = BoardPostFactory(author=author, startup=startup, is_shown=True, last_day=days_on(150))
    full = BoardPostFactory(author=author, startup=startup, is_shown=True, last_day=days_on(180))
    waiting = BoardPostFactory(author=author, startup=startup)

    assert acts.extended_day(far) == days_on(180)
    assert acts.extended_day(full) is None
    assert acts.extended_day(waiting) is None
    assert not BoardPost.objects.exclude(extended_on=None).exists()


def test_a_short_post_is_reminded_of_the_day_after_it_was_published(time_machine):
    BoardPostFactory(is_shown=True, published_at=timezone.now(), last_day=days_on(3))

    assert keep_board()["reminded"] == 0
    time_machine.shift(timedelta(days=1))
    assert keep_board()["reminded"] == 1


# --- reading -------------------------------------------------------------------------------------


def test_a_post_disappears_with_the_profile_that_it_names(client, author, startup):
    publish(startup, owner=author)
    startup.save()
    post = BoardPostFactory(author=author, startup=startup, is_shown=True)
    assert BoardPost.objects.public().exists()

    unpublish(startup)
    startup.save()

    assert not BoardPost.objects.public().exists()
    assertContains(client.get(post.get_absolute_url()), "không công khai")
    client.logout()
    assert client.get(post.get_absolute_url()).status_code == 404
    assert client.get(reverse("ecosystem:post_answer", args=[post.slug])).status_code == 404


def test_the_list_is_narrowed_by_what_the_address_says_with_counts(client):
    field, place = FieldFactory(name="Nông nghiệp"), LocalityFactory(name="Đông Kinh")
    buyer = BoardPostFactory(is_shown=True, title="Tìm nơi bao tiêu", field=field)
    room = BoardPostFactory(
        is_shown=True, title="Cho thuê xưởng", intent="offer", kind="place", locality=place
    )
    BoardPostFactory(title="Chưa duyệt", kind="capital")

    def found(**query):
        return {post.title for post in client.get(BOARD, query).context["posts"]}

    assert found() == {buyer.title, room.title}
    assert found(**{"can-hay-co": "offer"}) == {room.title}
    assert found(loai="offtake") == {buyer.title}
    assert found(**{"linh-vuc": field.slug}) == {buyer.title}
    assert found(**{"dia-ban": place.slug}) == {room.title}
    assert found(q="bao tieu") == {buyer.title}
    page = client.get(BOARD, {"loai": "offtake"})
    assertContains(page, "Bao tiêu sản phẩm (1)")
    assertNotContains(page, "Vốn, đầu tư (")
    assertContains(client.get(BOARD, {"q": "không có gì"}), "Xóa bộ lọc")


def test_the_newest_post_stands_first(client):
    first = BoardPostFactory(is_shown=True, title="Bưởi")
    second = BoardPostFactory(is_shown=True, title="Cam")

    assert list(client.get(BOARD).context["posts"]) == [second, first]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_and_pages_cost_the_same_for_one_post_and_three(
    client, author, startup, django_assert_num_queries, rows
):
    organization = OrganizationFactory()
    organization.memberships.create(user=author)
    for number in range(rows):
        of = (
            {"startup": startup}
            if number % 2 == 0
            else {"startup": None, "organization": organization}
        )
        post = BoardPostFactory(author=author, is_shown=True, **of)
        ConnectionRequestFactory(expert=None, post=post)
    ConnectionRequestFactory(expert=None, post=post)

    own = reverse("ecosystem:post_list")
    with django_assert_num_queries(5):
        client.get(own)
    client.logout()
    for path, cost in ((BOARD, 4), (post.get_absolute_url(), 1)):
        with django_assert_num_queries(cost):
            assert client.get(path).status_code == 200


def test_posts_are_found_by_the_search_and_the_sitemap(client):
    post = BoardPostFactory(is_shown=True, title="Tìm đối tác xuất khẩu hồng")
    hidden = BoardPostFactory(title="Tìm đối tác kín")
    index.rebuild()

    assertContains(
        client.get("/tim-kiem/", {"q": "doi tac", "loai": "nhu-cau"}), post.get_absolute_url()
    )
    assertNotContains(
        client.get("/tim-kiem/", {"q": "doi tac", "loai": "nhu-cau"}), hidden.get_absolute_url()
    )
    sitemap = client.get("/sitemap.xml")
    assertContains(sitemap, post.get_absolute_url())
    assertNotContains(sitemap, hidden.get_absolute_url())


# --- answering -----------------------------------------------------------------------------------


def test_from_answer_to_contact_nobody_sees_an_address_before_acceptance(
    client, author, startup, editor
):
    post = BoardPostFactory(author=author, startup=startup, is_shown=True, title="Tìm cố vấn")
    mentor = UserFactory(verified=True, email="co-van@bimat.test", full_name="Hoàng Văn Cố")
    client.force_login(mentor)
    path = reverse("ecosystem:post_answer", args=[post.slug])
    assert client.get(path).status_code == 200

    client.post(path, {"sender": "self", "message": "Tôi giúp được.", "contact_way": "email"})

    request = ConnectionRequest.objects.get()
    assert (request.post, request.sender, request.purpose) == (post, "Hoàng Văn Cố", "offtake")
    assert sent_to(author.email) == []
    client.force_login(editor)
    admin = client.get(reverse("admin:ecosystem_connectionrequest_change", args=[request.pk]))
    assertContains(admin, "Tìm cố vấn")
    for secret in (mentor.email, author.email):
        assertNotContains(admin, secret)
    relay_request(request, actor=editor)
    asked = OutgoingMail.objects.get(recipient=author.email)
    assert "Tìm cố vấn" in asked.subject
    assert mentor.email not in asked.body_text
    assert "dự án Hoàng" not in asked.body_text
    link = re.search(r"https?://[^/\s]+(/ket-noi/tra-loi/\S+)", asked.body_text)[1]
    client.logout()
    assertContains(client.get(link), "Có người trả lời tin")
    assertNotContains(client.get(link), "Dự án liên hệ")
    assertContains(client.post(link, {"accept": "1"}), "Nhập cách liên hệ", status_code=422)
    assertNotContains(client.get(link), mentor.email)

    client.post(link, {"accept": "1", "contact": "0912 345 678"})

    assert "0912 345 678" in last_mail(mentor.email).body_text
    assert mentor.email in last_mail(author.email).body_text
    client.force_login(mentor)
    assertContains(client.get(request.get_absolute_url()), "0912 345 678")
    shown = client.get(post.get_absolute_url())
    assertContains(shown, "1 câu trả lời")
    assertNotContains(shown, "0912")


@pytest.mark.parametrize("of", ["project", "organisation"])
def test_one_answers_in_the_name_of_what_one_keeps(of):
    user, post = UserFactory(verified=True), BoardPostFactory(is_shown=True)
    sender = StartupFactory(owner=user) if of == "project" else OrganizationFactory()
    if of == "organisation":
        sender.memberships.create(user=user)

    request = answer(user, post, sender=sender)

    assert senders_for(user) == [sender]
    assert request.sender == sender
    assert sender.name in OutgoingMail.objects.get().body_text
    stranger = StartupFactory(is_public=True)
    with pytest.raises(PermissionDenied):
        answer(UserFactory(verified=True), post, sender=stranger)


@pytest.mark.parametrize("case", ["unverified", "own", "ended", "three open"])
def test_who_cannot_answer_is_told_why_instead_of_being_asked(client, case):
    user = UserFactory(verified=case != "unverified")
    client.force_login(user)
    post = BoardPostFactory(is_shown=True)
    if case == "own":
        post = BoardPostFactory(author=user, is_shown=True)
    if case == "three open":
        ConnectionRequestFactory.create_batch(3, founder=user)
    path = reverse("ecosystem:post_answer", args=[post.slug])
    if case == "ended":
        acts.close_post(post, actor=post.author)
        assert client.get(path).status_code == 404
    else:
        assertNotContains(client.get(path), "<textarea")

    with pytest.raises(RefusedError):
        answer(user, post)


def test_one_person_answers_a_post_once_while_the_answer_is_open(client, author, startup):
    user, post = (
        UserFactory(verified=True),
        BoardPostFactory(author=author, startup=startup, is_shown=True),
    )
    first = answer(user, post)
    with pytest.raises(RefusedError, match="đã trả lời"):
        answer(user, post)
    with pytest.raises(AddressInTextError):
        answer(UserFactory(verified=True), post, message="Gọi 0912 345 678")

    relay_request(first, actor=SYSTEM)
    accept_request(first, contact="0912 345 678")
    assert answer(user, post)


def test_what_a_person_types_as_answer_is_not_lost(client):
    client.force_login(UserFactory(verified=True))
    post = BoardPostFactory(is_shown=True)
    path = reverse("ecosystem:post_answer", args=[post.slug])

    for typed, field in (
        ({"message": "Gọi 0912 345 678"}, "message"),
        ({"message": "Được", "contact_way": "phone"}, "phone"),
        ({"message": "Được", "sender": "startup:1"}, "sender"),
        ({"message": "Được", "sender": ""}, "sender"),
    ):
        response = client.post(path, {"sender": "self", "contact_way": "email", **typed})
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {field}
        assertContains(response, typed["message"], status_code=422)


def test_an_answer_to_a_post_that_ended_is_not_passed_on():
    post = BoardPostFactory(is_shown=True)
    request = answer(UserFactory(verified=True), post)
    acts.close_post(post, actor=post.author)

    with pytest.raises(RefusedError):
        relay_request(request, actor=SYSTEM)

    request.refresh_from_db()
    assert request.state == ConnectionState.RECEIVED


@pytest.mark.parametrize(
    ("state", "counted"), [("received", 1), ("done", 1), ("refused", 0), ("cancelled", 0)]
)
def test_answers_are_counted_but_for_those_refused_or_taken_back(client, state, counted):
    post = BoardPostFactory(is_shown=True)
    ConnectionRequestFactory(expert=None, post=post, state=state)

    assert client.get(BOARD).context["posts"][0].answers_count == counted
