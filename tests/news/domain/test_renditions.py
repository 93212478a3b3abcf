"""Pictures in fixed sizes: where they are cut, what is made once, what happens to small and lost ones."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from news.domain import renditions
from news.domain.renditions import crop_box, shown, widths_of
from news.models import MediaImage
from tests.factories.news import ArticleFactory

RED, BLUE = (200, 20, 20), (20, 20, 200)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """A number of a picture comes again in the next test; the files of the last one must not."""
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("size", "focus", "box"),
    [
        ((1600, 900), (50, 50), (0, 0, 1600, 900)),
        ((1600, 900), (0, 100), (0, 0, 1600, 900)),
        ((3200, 900), (50, 50), (800, 0, 2400, 900)),
        ((3200, 900), (0, 50), (0, 0, 1600, 900)),
        ((3200, 900), (100, 50), (1600, 0, 3200, 900)),
        ((3200, 900), (30, 50), (160, 0, 1760, 900)),
        ((1600, 1800), (50, 0), (0, 0, 1600, 900)),
        ((1600, 1800), (50, 100), (0, 900, 1600, 1800)),
    ],
)
def test_a_picture_is_cut_around_its_focus_and_never_beyond_its_edge(size, focus, box):
    assert crop_box(*size, *focus) == box


def photo(width, height, **fields):
    """Red on the left half, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    content = io.BytesIO()
    image.save(content, "PNG")
    return MediaImage.objects.create(
        image=ContentFile(content.getvalue(), name="anh.png"), alt_text="Gian hàng", **fields
    )


def opened(url):
    return Image.open(default_storage.open(url.removeprefix("/media/")))


@pytest.mark.django_db
@pytest.mark.parametrize(("focus", "is_red"), [(0, True), (100, False)])
def test_both_formats_are_made_around_the_focus(focus, is_red):
    picture = photo(2000, 500, focus_x=focus)

    found = shown(picture, "card")

    for url, kind in ((found.url, "JPEG"), (found.webp.split(" ")[0], "WEBP")):
        image = opened(url)
        assert (image.format, image.size) == (kind, (480, 270))
        red, _green, blue = image.convert("RGB").getpixel((240, 135))
        assert (red > blue) is is_red


@pytest.mark.django_db
def test_no_picture_is_enlarged_beyond_the_smallest_size():
    assert widths_of(photo(300, 200), "wide") == [480]
    assert widths_of(photo(1000, 600), "wide") == [480, 960]
    assert widths_of(photo(1440, 810), "wide") == [480, 960, 1440]


@pytest.mark.django_db
def test_a_rendition_is_made_once_and_anew_for_another_focus(monkeypatch):
    picture = photo(1000, 600)
    first = shown(picture, "card")
    made = []
    original = renditions._made
    monkeypatch.setattr(renditions, "_made", lambda *told: made.append(told) or original(*told))

    assert shown(picture, "card") == first
    assert made == []
    picture.focus_x = 10
    assert shown(picture, "card").url != first.url
    assert made


class Looks:
    """Finds no file at the first look; afterwards tells the truth."""

    def __init__(self, exists):
        self.exists = exists
        self.has_looked = False

    def __call__(self, name):
        if self.has_looked:
            return self.exists(name)
        self.has_looked = True
        return False


@pytest.mark.django_db
def test_of_two_who_make_it_at_once_one_file_is_left(monkeypatch):
    picture = photo(1000, 600)
    name = renditions._kept(picture, 480, "jpg")
    # the first look is before the other one has saved
    monkeypatch.setattr(renditions.default_storage, "exists", Looks(default_storage.exists))

    assert renditions._kept(picture, 480, "jpg") == name
    files = [file for file in default_storage.listdir(renditions.FOLDER)[1] if "-480" in file]
    assert [file for file in files if file.startswith(f"{picture.pk}-")] == [name.split("/")[-1]]


@pytest.mark.django_db
def test_a_lost_file_leaves_the_page_without_picture(client):
    picture = photo(1000, 600)
    article = ArticleFactory(state="published", picture=picture)
    default_storage.delete(picture.image.name)

    page = client.get(article.get_absolute_url())

    assert page.status_code == 200
    assert "<picture>" not in page.content.decode()


@pytest.mark.django_db
def test_a_page_says_size_and_formats_and_loads_only_the_first_at_once(client):
    ArticleFactory.create_batch(2, state="published", picture=photo(1000, 600))

    page = client.get(reverse("news:article_list")).content.decode()

    assert page.count('type="image/webp"') == 2
    assert page.count('width="480" height="270"') == 2
    assert page.count('loading="lazy"') == 1
    assert page.count('fetchpriority="high"') == 1
