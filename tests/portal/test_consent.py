"""The record of a consent."""

import pytest
from django.utils import translation

from news.domain.questions import Asked, ask, consent_text
from portal.models.consent import as_recorded
from tests.factories.ecosystem import ExpertFactory

pytestmark = pytest.mark.django_db


def test_who_agrees_on_an_english_page_reads_english_and_the_record_is_vietnamese():
    vietnamese = consent_text()
    with translation.override("en"):
        shown = consent_text()
        question = ask(Asked(title="Vay vốn ở đâu?", text="Tôi cần vay vốn.", name="Vi Thị Hoa"))

    assert shown.startswith("I agree that the portal uses the name")
    assert question.consent.text == vietnamese


def test_a_consent_to_a_profile_is_recorded_in_vietnamese_too():
    with translation.override("en"):
        expert = ExpertFactory()

    assert expert.listing_consent.text.startswith("Tôi đủ 18 tuổi")


def test_recording_leaves_the_language_of_the_page_as_it_is():
    with translation.override("en"):
        as_recorded(consent_text)

        assert translation.get_language() == "en"
