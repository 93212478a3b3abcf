"""The pages of words in English: structure, functions and contacts, as the law asks (NĐ 42/2022 art. 7)."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from ecosystem.domain.facts import load_facts
from ecosystem.domain.loading import Loader
from ecosystem.domain.profile_consents import given
from ecosystem.models import Organization
from portal.site.units import RUNNING
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

PAGES = ["about", "contact", "accessibility", "privacy"]
VIETNAMESE_LETTERS = re.compile(
    r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE
)
# Names that English text keeps as they are written.
KEPT = ("Lạng Sơn", "NĐ-CP", "TT-BTTTT")


def body(client, name, language):
    """What stands in the main part of a page of words."""
    with override(language):
        page = client.get(reverse(f"site:{name}")).content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("name", PAGES)
def test_english_pages_are_english_and_say_as_much_as_the_vietnamese(client, name):
    vietnamese, english = body(client, name, "vi"), body(client, name, "en")

    for part in ("<h2", "<h3", "<li>", "<dt>", "href="):
        assert english.count(part) == vietnamese.count(part), part
    text = re.sub(r"<[^>]+>", " ", english)
    for word in KEPT:
        text = text.replace(word, "")
    assert not VIETNAMESE_LETTERS.search(text)
    assert 'lang="vi"' not in english
    assert VIETNAMESE_LETTERS.search(vietnamese)


def test_functions_of_the_units_that_run_the_portal_are_read_in_english(client):
    load_facts(Loader())

    page = body(client, "about", "en")

    assert "Department of Science and Technology" in page
    assert "Training in startup knowledge" in page
    assert 'lang="vi"' not in page
    assert "Tập huấn kiến thức khởi nghiệp" in body(client, "about", "vi")


def test_a_unit_of_before_gets_its_english_once_and_staff_keep_theirs():
    load_facts(Loader())
    department, space, _association = (Organization.objects.get(slug=path) for path in RUNNING)
    Organization.objects.filter(pk=department.pk).update(
        name_en="", summary_en="", support_offered_en=""
    )
    Organization.objects.filter(pk=space.pk).update(name_en="Our space", summary_en="")

    load_facts(Loader())

    department.refresh_from_db()
    space.refresh_from_db()
    assert department.name_en == "Department of Science and Technology"
    assert (space.name_en, space.summary_en) == ("Our space", "")


def test_contact_officials_are_named_in_english_while_they_agree(client):
    unit = OrganizationFactory(
        slug=RUNNING[0], name="Sở", name_en="The department", phone="0205 3812 345", is_public=True,
        contact_name="Hoàng Thị Lan", contact_position="Chuyên viên", contact_position_en="Officer",
    )  # fmt: skip
    assert "Hoàng Thị Lan" not in body(client, "contact", "en")

    unit.contact_consent = given(unit, UserFactory(), "contact", lambda: "Đồng ý.")
    unit.save()

    page = body(client, "contact", "en")
    assert "Hoàng Thị Lan" in page
    assert "<span>Officer</span>" in page
    assert "0205 3812 345" in page
    assert "Chuyên viên" in body(client, "contact", "vi")
