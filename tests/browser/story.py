"""The acts of the story, each a chapter: from an account to the award."""

from portal.templatetags.format_tags import doc_number
from tests.browser import story_applicant as applicant
from tests.browser.stage import sees
from tests.browser.story_office import Office, score_everything

RESULTS = "/cuoc-thi/2026/ket-qua/"
JUDGES = ("giamkhao1", "giamkhao2", "giamkhao3")
NOT_FOUND = 404


def walk(stage):
    """Walk the edition from beginning to end; returns the dossier's reference number."""
    applicants_page, office = stage.stranger(), Office(stage)
    dossier, reference = apply(stage, applicants_page)
    be_found_valid(stage, applicants_page, office, dossier, reference)
    run_preliminary(stage, office, reference)
    run_final(stage, office)
    look_at_the_result(stage, applicants_page, dossier)
    return reference


def apply(stage, page):
    """From no account to a submitted dossier with its receipt, over two visits, corrected once."""
    applicant.sign_up(stage, page)
    dossier = applicant.start(stage, page)
    applicant.fill_first_half(stage, page, dossier)
    applicant.sign_out_and_in(stage, page)
    applicant.fill_second_half(stage, page, dossier)
    reference = applicant.submit(stage, page, dossier)
    stage.portal.mailbox.wait_for(applicant.EMAIL, f"[{reference}] Đã tiếp nhận")
    assert applicant.download_pdf(page).startswith(b"%PDF")
    assert applicant.withdraw_to_correct(stage, page, dossier) == reference
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
    office.leave_the_rest_empty()
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
