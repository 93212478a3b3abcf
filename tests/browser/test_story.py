"""The whole story of one edition, walked with real processes: from an account to the award."""

import pytest
from django.conf import settings

from portal.templatetags.format_tags import doc_number
from tests.browser import story_applicant as applicant
from tests.browser.stage import Stage, sees
from tests.browser.story_office import Office, score_everything

RESULTS = "/cuoc-thi/2026/ket-qua/"
JUDGES = ("giamkhao1", "giamkhao2", "giamkhao3")
NOT_FOUND = 404


@pytest.fixture
def stage(empty_portal, new_context):
    """The running portal with an open edition."""
    empty_portal.manage(code="from tests.browser.story_setup import set_up; set_up()")
    empty_portal.start()
    return Stage(empty_portal, new_context, settings.BASE_DIR / "var" / "story")


def test_an_edition_from_the_first_account_to_the_published_award(stage):
    applicants_page, office = stage.stranger(), Office(stage)

    dossier, reference = apply(stage, applicants_page)
    be_found_valid(stage, applicants_page, office, dossier, reference)
    run_preliminary(stage, office, reference)
    run_final(stage, office)
    look_at_the_result(stage, applicants_page, dossier)

    check_the_mails(stage, reference)
    assert stage.complaints == []


def apply(stage, page):
    """From no account to a submitted dossier with its receipt, over two visits."""
    applicant.sign_up(stage, page)
    dossier = applicant.start(stage, page)
    applicant.fill_first_half(stage, page, dossier)
    applicant.sign_out_and_in(stage, page)
    applicant.fill_second_half(stage, page, dossier)
    reference = applicant.submit(stage, page, dossier)
    stage.portal.mailbox.wait_for(applicant.EMAIL, f"[{reference}] Đã tiếp nhận")
    assert applicant.download_pdf(page).startswith(b"%PDF")
    return dossier, reference


def be_found_valid(stage, page, office, dossier, reference):
    """A supplement is asked for and sent under the same number; then the dossier is valid."""
    mailbox = stage.portal.mailbox
    office.request_supplement(reference)
    mailbox.wait_for(applicant.EMAIL, f"[{reference}] Đề nghị bổ sung")
    assert applicant.answer_supplement(stage, page, dossier) == reference
    office.mark_valid(reference)
    mailbox.wait_for(applicant.EMAIL, f"[{reference}] Kết quả kiểm tra tính hợp lệ")


def run_preliminary(stage, office, reference):
    """Equal totals: the chair decides; nothing is public before the publication."""
    office.begin("Vòng sơ khảo")
    for judge in JUDGES:
        stage.portal.mailbox.wait_for(f"{judge}@khoinghiep.test", "Phân công chấm Vòng sơ khảo")
        score_everything(stage, judge, "so-khao")
    office.close("Vòng sơ khảo")
    office.break_tie(reference)
    assert stage.status(stage.stranger(), RESULTS) == NOT_FOUND
    office.conclude("Vòng sơ khảo", "12/TB-BTC")
    stage.portal.mailbox.wait_for(applicant.EMAIL, f"[{reference}] Kết quả vòng sơ khảo")


def run_final(stage, office):
    """The final, its award and its decision."""
    office.begin("Vòng chung kết")
    for judge in JUDGES:
        score_everything(stage, judge, "chung-ket", favourite=applicant.TITLE)
    office.close("Vòng chung kết")
    office.award(applicant.TITLE)
    office.conclude("Vòng chung kết", "34/QĐ-UBND")


def look_at_the_result(stage, applicants_page, dossier):
    """Anybody sees the winner, the winner sees it too, and the editor finds a draft to write."""
    visitor = stage.stranger()
    visitor.goto(f"{stage.portal.url}{RESULTS}")
    sees(visitor, "main", doc_number("34/QĐ-UBND"))
    sees(visitor, "main table", applicant.TITLE)
    stage.shot(visitor, "ket-qua")
    applicants_page.goto(dossier)
    stage.shot(applicants_page, "ho-so-dat-giai")
    editor = stage.person("bientap")
    editor.goto(f"{stage.portal.url}/admin/news/article/?state__exact=draft")
    sees(editor, "#result_list tbody tr")
    stage.shot(editor, "bai-viet-du-thao")


def check_the_mails(stage, reference):
    """Everybody got what concerns them, once."""
    mailbox = stage.portal.mailbox
    mailbox.wait_for(applicant.EMAIL, f"[{reference}] Kết quả vòng chung kết")
    subjects = [subject.split(" trước ")[0] for subject in subjects_to(mailbox, applicant.EMAIL)]
    received = f'[{reference}] Đã tiếp nhận hồ sơ dự thi "{applicant.TITLE}"'
    assert subjects == [
        "Xác nhận địa chỉ thư điện tử của bạn",
        received,
        f"[{reference}] Đề nghị bổ sung hồ sơ",
        received,
        f"[{reference}] Kết quả kiểm tra tính hợp lệ của hồ sơ",
        f"[{reference}] Kết quả vòng sơ khảo",
        f"[{reference}] Kết quả vòng chung kết",
    ]
    mailbox.wait_for("thisinh1@khoinghiep.test", "Kết quả vòng chung kết")
    assert len(mailbox.to("thisinh1@khoinghiep.test")) == len(("so-khao", "chung-ket"))
    for judge in JUDGES:
        assert subjects_to(mailbox, f"{judge}@khoinghiep.test") == [
            "Phân công chấm Vòng sơ khảo: 2 hồ sơ mới",
            "Phân công chấm Vòng chung kết: 2 hồ sơ mới",
        ]


def subjects_to(mailbox, address):
    """Subjects in the order of arrival; a folded header begins with a blank."""
    return [message["Subject"].strip() for message in mailbox.to(address)]
