"""The whole story of one edition, walked with real processes: from an account to the award."""

import pytest
from django.conf import settings

from tests.browser import story
from tests.browser import story_applicant as applicant
from tests.browser.stage import Stage


@pytest.fixture
def stage(story_portal, new_context):
    return Stage(story_portal, new_context, settings.BASE_DIR / "var" / "story")


def test_an_edition_from_the_first_account_to_the_published_award(stage):
    reference = story.walk(stage)

    check_the_mails(stage, reference)
    assert stage.complaints == []


def check_the_mails(stage, reference):
    """Everybody got what concerns them, once."""
    mailbox = stage.portal.mailbox
    mailbox.wait_for(applicant.EMAIL, f"[{reference}] Kết quả vòng chung kết")
    subjects = [subject.split(" trước ")[0] for subject in subjects_to(mailbox, applicant.EMAIL)]
    received = f'[{reference}] Đã tiếp nhận hồ sơ "{applicant.TITLE}"'
    assert subjects == [
        "Xác nhận địa chỉ thư điện tử của bạn",
        received,
        f"[{reference}] Hồ sơ đã được rút để sửa, hiện CHƯA NỘP",
        received,
        f"[{reference}] Đề nghị bổ sung hồ sơ",
        received,
        f"[{reference}] Kết quả kiểm tra tính hợp lệ của hồ sơ",
        f"[{reference}] Kết quả vòng sơ khảo",
        f"[{reference}] Kết quả vòng chung kết",
    ]
    mailbox.wait_for("thisinh1@khoinghiep.test", "Kết quả vòng chung kết")
    assert len(mailbox.to("thisinh1@khoinghiep.test")) == len(("so-khao", "chung-ket"))
    for judge in story.JUDGES:
        assert subjects_to(mailbox, f"{judge}@khoinghiep.test") == [
            "Phân công chấm Vòng sơ khảo: 2 hồ sơ mới",
            "Phân công chấm Vòng chung kết: 2 hồ sơ mới",
        ]


def subjects_to(mailbox, address):
    """Subjects in the order of arrival; a folded header begins with a blank."""
    return [message["Subject"].strip() for message in mailbox.to(address)]
