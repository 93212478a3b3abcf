"""The whole story of one edition, walked with real processes: from an account to the award."""

import pytest
from django.conf import settings

from tests.browser import story_applicant as applicant
from tests.browser.stage import Stage


@pytest.fixture
def stage(empty_portal, new_context):
    """The running portal with an open edition."""
    empty_portal.manage(code="from tests.browser.story_setup import set_up; set_up()")
    empty_portal.start()
    return Stage(empty_portal, new_context, settings.BASE_DIR / "var" / "story")


def test_an_edition_from_the_first_account_to_the_published_award(stage):
    page = stage.stranger()

    applicant.sign_up(stage, page)
    dossier = applicant.start(stage, page)
    applicant.fill_first_half(stage, page, dossier)
    applicant.sign_out_and_in(stage, page)
    applicant.fill_second_half(stage, page, dossier)
    reference = applicant.submit(stage, page, dossier)
    stage.portal.mailbox.wait_for(applicant.EMAIL, f"[{reference}] Đã tiếp nhận")
    assert applicant.download_pdf(page).startswith(b"%PDF")

    assert stage.complaints == []
