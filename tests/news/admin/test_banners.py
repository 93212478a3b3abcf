"""Banners in the administration: what is entered, what is refused, what staff see of their time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from news.models import Banner, MediaImage
from portal.roles import Role
from tests.factories.files import picture_bytes, upload
from tests.factories.news import BannerFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

ADD = "admin:news_banner_add"
LIST = "admin:news_banner_changelist"
NOON = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR], is_staff=True)
    client.force_login(user)
    return user


def form(**values):
    return {
        "title": "Nhận hồ sơ",
        "text": "Đến hết ngày 30/11.",
        "url": "/cuoc-thi/",
        "link_label": "Xem thể lệ",
        "image": upload(picture_bytes(size=(960, 540)), "anh.png"),
        "alt_text": "Gian hàng",
        "focus_x": "50",
        "focus_y": "50",
        "starts_at_0": "30/11/2026",
        "starts_at_1": "08:00",
        "ends_at_0": "",
        "ends_at_1": "",
        "order": "1",
        **values,
    }


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_the_newsroom_enters_one(client, role):
    client.force_login(UserFactory(roles=[role], is_staff=True))

    assert client.post(reverse(ADD), form()).status_code == 302

    banner = Banner.objects.get()
    assert (banner.width, banner.height) == (960, 540)
    page = client.get(reverse("admin:news_banner_change", args=[banner.pk])).content.decode()
    assert 'class="picture-preview"' in page


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ADMINISTRATOR])
def test_nobody_else_does(client, role):
    client.force_login(UserFactory(roles=[role], is_staff=True))

    assert client.get(reverse(ADD)).status_code == 403


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "javascript:alert(1)"}, "Nhập địa chỉ trên Cổng bắt đầu bằng /"),
        *(
            ({"url": url}, "Nhập địa chỉ trên Cổng bắt đầu bằng /")
            for url in (
                *("//xau.vn/", "/\\xau.vn/", "https://[x", "https://a]b/", "https://"),
                *("https:///x", "https://langson.gov.vn\\@xau.vn/", "https://ai@xau.vn/"),
            )
        ),
        ({"url": "http://langson.gov.vn/"}, "Nhập địa chỉ trên Cổng bắt đầu bằng /"),
        ({"alt_text": ""}, "đánh dấu ảnh chỉ để trang trí"),
        (
            {"ends_at_0": "30/11/2026", "ends_at_1": "08:00"},
            "Thời điểm kết thúc phải sau thời điểm bắt đầu",
        ),
        ({"focus_x": "101"}, "100"),
        ({"image": upload(b"<svg/>", "anh.png")}, "Tệp phải là"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, wrong, said):
    page = client.post(reverse(ADD), form(**wrong))

    assert page.status_code == 200
    assert said in page.content.decode()
    assert "Đến hết ngày 30/11." in page.content.decode()
    assert not Banner.objects.exists()


@pytest.mark.usefixtures("editor")
def test_a_picture_that_decorates_needs_no_words(client):
    client.post(reverse(ADD), form(alt_text="", is_decoration="on"))

    assert Banner.objects.get().alt_text == ""


@pytest.mark.usefixtures("editor")
def test_the_list_tells_which_are_planned_shown_waiting_and_over(
    client, django_assert_max_num_queries
):
    now = timezone.now()
    BannerFactory(title="Sắp tới", starts_at=now + timedelta(days=1))
    BannerFactory(title="Đã qua", ends_at=now - timedelta(minutes=1))
    for n in range(4):
        BannerFactory(title=f"Tấm {n}", order=n)

    with django_assert_max_num_queries(8):
        page = client.get(reverse(LIST))
    stages = {row.title: row.stage for row in page.context["cl"].result_list}

    assert stages == {
        "Sắp tới": "planned",
        "Đã qua": "over",
        "Tấm 0": "shown",
        "Tấm 1": "shown",
        "Tấm 2": "shown",
        "Tấm 3": "waiting",
    }
    assert page.content.decode().count("Đang hiển thị") >= 3
    assert page.content.decode().count('class="picture-preview"') == 6
    waiting = client.get(reverse(LIST), {"stage": "waiting"})
    assert [row.title for row in waiting.context["cl"].result_list] == ["Tấm 3"]


@pytest.mark.usefixtures("editor")
def test_deleted_from_its_page_or_from_the_list_its_picture_goes_too(
    client, django_capture_on_commit_callbacks
):
    one, two, three = BannerFactory.create_batch(3)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:news_banner_delete", args=[one.pk]), {"post": "yes"})
        client.post(
            reverse(LIST),
            {
                "action": "delete_selected",
                "_selected_action": [two.pk, three.pk],
                "post": "yes",
            },
        )

    assert not Banner.objects.exists()
    said = client.get(reverse(LIST)).content.decode()
    assert "Đã xóa thành công 2 banner trang chủ." in said
    assert not any(default_storage.exists(row.image.name) for row in (one, two, three))


@pytest.mark.usefixtures("editor")
def test_another_picture_drops_the_first(client, django_capture_on_commit_callbacks):
    banner = BannerFactory()
    page = reverse("admin:news_banner_change", args=[banner.pk])

    seen = client.get(page).context["adminform"].form.initial["seen"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, {**form(), "image": "", "seen": seen})
    assert default_storage.exists(banner.image.name)
    with django_capture_on_commit_callbacks(execute=True):
        seen = Banner.objects.get().updated_at.isoformat()
        client.post(page, form(seen=seen))

    assert not default_storage.exists(banner.image.name)
    assert default_storage.exists(Banner.objects.get().image.name)


@pytest.mark.usefixtures("editor")
def test_who_saves_second_is_told_what_the_first_stored_and_loses_nothing(client):
    banner = BannerFactory(text="Câu cũ.", link_label="Xem", starts_at=NOON)
    page = reverse("admin:news_banner_change", args=[banner.pk])
    seen = client.get(page).context["adminform"].form.initial["seen"]
    stored = {
        "title": banner.title,
        "alt_text": banner.alt_text,
        "image": "",
        "starts_at_1": "12:00",
    }
    first = form(**stored, text="Câu mới.", link_label="Xem", order="0", seen=seen)
    second = form(**stored, text="Câu cũ.", link_label="Nộp hồ sơ", order="0", seen=seen)
    assert client.post(page, first).status_code == 302

    told = client.post(page, second)

    text = told.content.decode()
    assert "Người khác đã lưu" in text
    assert "Nội dung đang lưu: Câu mới." in text
    assert "Nội dung đang lưu: Xem<" in text
    assert text.count("Nội dung đang lưu:") == 2
    assert "Nộp hồ sơ" in text
    banner.refresh_from_db()
    assert (banner.text, banner.link_label) == ("Câu mới.", "Xem")
    again = {**second, "seen": told.context["adminform"].form["seen"].value()}
    assert client.post(page, again).status_code == 302
    banner.refresh_from_db()
    assert (banner.text, banner.link_label) == ("Câu cũ.", "Nộp hồ sơ")


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("size", [(1, 1), (479, 1000), (1000, 269)])
def test_a_picture_that_would_be_blown_up_is_refused(client, size):
    page = client.post(reverse(ADD), form(image=upload(picture_bytes(size=size), "anh.png")))

    assert "Ảnh phải rộng ít nhất 480 và cao ít nhất 270 điểm ảnh" in page.content.decode()
    assert not Banner.objects.exists()
    smallest = upload(picture_bytes(size=(480, 270)), "anh.png")
    assert client.post(reverse(ADD), form(image=smallest)).status_code == 302


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("left", [None, b"no picture"])
def test_a_lost_picture_is_asked_for_and_what_was_typed_stays(client, left):
    banner = BannerFactory()
    name = banner.image.name
    default_storage.delete(name)
    if left is not None:
        default_storage.save(name, ContentFile(left))
    page = reverse("admin:news_banner_change", args=[banner.pk])
    typed = {"text": "Đến hết tháng.", "seen": banner.updated_at.isoformat()}

    refused = client.post(page, {**form(**typed), "image": ""})

    assert refused.status_code == 200
    assert "Ảnh này không còn tệp. Hãy chọn lại ảnh" in refused.content.decode()
    assert "Đến hết tháng." in refused.content.decode()
    assert client.post(page, form(**typed)).status_code == 302
    banner.refresh_from_db()
    assert banner.text == "Đến hết tháng."
    assert default_storage.exists(banner.image.name)


@pytest.mark.usefixtures("editor")
def test_a_lost_picture_of_the_store_is_asked_for_too(client):
    image = MediaImage.objects.create(
        image=upload(picture_bytes(), "anh.png"), alt_text="Lễ trao giải"
    )
    default_storage.delete(image.image.name)
    page = reverse("admin:news_mediaimage_change", args=[image.pk])
    typed = {"alt_text": "Trao giải", "focus_x": "50", "focus_y": "50"}

    refused = client.post(page, typed)

    assert "Ảnh này không còn tệp" in refused.content.decode()
    assert (
        client.post(page, {**typed, "image": upload(picture_bytes(), "a.png")}).status_code == 302
    )
