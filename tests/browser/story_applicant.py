"""The applicant's part of the story: account, dossier, correction, supplement."""

import re
from pathlib import Path

import typst

from tests.browser.pages import PASSWORD, sign_in
from tests.browser.stage import press, sees

EMAIL = "nong.thi.hoa@vidu.vn"
NAME = "Nông Thị Hoa"
TITLE = "Bánh khảo hoa hồi Kỳ Lừa"
LINK = re.compile(r"https?://\S+")
TEXT = (
    "Mỗi vụ, hoa hồi ở xã bị thương lái ép giá vì chưa có nơi sấy. Nhóm sấy lạnh, đóng gói theo mẻ "
    "nhỏ và bán qua hợp tác xã; ba tháng bán thử đã có hơn một trăm khách mua lại."
)
SECTIONS = ["tom-tat", "van-de-giai-phap", "tinh-moi", "thi-truong", "tai-chinh", "tac-dong"]


def sign_up(stage, page):
    """Create an account; the mail arrives by SMTP and its link confirms the address."""
    page.goto(f"{stage.portal.url}/tai-khoan/tao/")
    page.fill("input[name=full_name]", NAME)
    page.fill("input[name=email]", EMAIL)
    page.fill("input[name=password1]", PASSWORD)
    stage.shot(page, "tao-tai-khoan")
    press(page)
    stage.shot(page, "da-gui-thu-xac-nhan")
    mail = stage.portal.mailbox.wait_for(EMAIL, "Xác nhận địa chỉ")
    page.goto(LINK.search(mail.get_body(("plain",)).get_content())[0])
    stage.shot(page, "xac-nhan-dia-chi")
    press(page)


def start(stage, page):
    """From the edition's page over the three questions to the draft; returns its address."""
    page.goto(f"{stage.portal.url}/cuoc-thi/2026/")
    stage.shot(page, "trang-cuoc-thi")
    press(page, "main a.btn-cta")
    press(page, "main a.btn-cta")
    for question, answer in (("in_province", "yes"), ("past_winner", "no"), ("inner_circle", "no")):
        page.check(f"input[name={question}][value={answer}]")
    stage.shot(page, "dieu-kien-du-thi")
    press(page)
    page.fill("input[name=title]", TITLE)
    press(page)
    stage.shot(page, "danh-sach-phan-viec")
    return page.url


def fill_first_half(stage, page, dossier):
    """Project, representative, one member, three sections of questions."""
    page.goto(f"{dossier}bang-thi/")
    page.check("input[name=applicant_type][value=group]")
    page.locator("input[name=division]").first.check()
    page.locator("select[name=field]").select_option(index=1)
    _save(page)
    page.goto(f"{dossier}dai-dien/")
    page.fill("input[name=contact_name]", NAME)
    page.fill("input[name=contact_birth_date]", "27/3/1998")
    page.fill("input[name=contact_phone]", "0912 345 678")
    page.fill("input[name=contact_email]", EMAIL)
    page.locator("select[name=locality]").select_option(index=1)
    stage.shot(page, "nguoi-dai-dien")
    _save(page)
    page.goto(f"{dossier}thanh-vien/them/")
    page.fill("input[name=full_name]", "Lý Văn Sơn")
    page.fill("input[name=birth_date]", "2/9/2000")
    page.fill("input[name=role]", "Vùng nguyên liệu")
    page.fill("textarea[name=contribution]", "Chăm sóc và thu hái hoa hồi")
    press(page)
    page.check("input[name=is_complete][value=yes]")
    _save(page)
    for section in SECTIONS[:3]:
        _fill_section(page, f"{dossier}{section}/")


def sign_out_and_in(stage, page):
    """Leave for the day, and come back."""
    page.goto(f"{stage.portal.url}/tai-khoan/dang-xuat/")
    press(page)
    sign_in(page, stage.portal, EMAIL)


def fill_second_half(stage, page, dossier):
    """The other sections, and the project explanation as a real PDF."""
    page.goto(dossier)
    sees(page, "main", "6")
    stage.shot(page, "tro-lai-ho-so")
    for section in SECTIONS[3:]:
        _fill_section(page, f"{dossier}{section}/")
    page.goto(f"{dossier}thuyet-minh/")
    _upload(page, "= Thuyết minh dự án\nTrà hoa hồi sấy lạnh.")
    stage.shot(page, "thuyet-minh")


def submit(stage, page, dossier):
    """Check, agree, submit; returns the reference number on the confirmation."""
    page.goto(f"{dossier}kiem-tra/")
    stage.shot(page, "kiem-tra-cau-tra-loi")
    press(page, "main a.btn-cta")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    stage.shot(page, "cam-ket")
    press(page)
    sees(page, ".panel-confirm")
    stage.shot(page, "da-nop")
    return re.search(r"LS26-\d{4}-[A-Z]", page.locator(".panel-confirm").inner_text())[0]


def download_pdf(page):
    """The confirmation as a file."""
    with page.expect_download() as download:
        page.locator("main a[href*=ban-pdf]").first.click()
    return Path(download.value.path()).read_bytes()


def withdraw_to_correct(stage, page, dossier):
    """Take the submitted dossier back, change a part, submit again."""
    page.goto(dossier)
    press(page, "main a[href$='/rut-de-sua/']")
    stage.shot(page, "rut-de-sua")
    press(page)
    sees(page, ".task-list")
    return _change_and_submit(stage, page, dossier, "thi-truong", "Khách quen đặt hàng hằng tháng.")


def answer_supplement(stage, page, dossier):
    """Read what is asked for, change the part, send again."""
    page.goto(dossier)
    sees(page, ".notice-warning", "vùng nguyên liệu")
    stage.shot(page, "yeu-cau-bo-sung")
    more = "Vùng nguyên liệu rộng mười héc-ta."
    return _change_and_submit(stage, page, dossier, "tai-chinh", more)


def _change_and_submit(stage, page, dossier, section, more):
    page.goto(f"{dossier}{section}/")
    page.locator("textarea").first.fill(f"{TEXT} {more}")
    _save(page)
    return submit(stage, page, dossier)


def _fill_section(page, url):
    page.goto(url)
    number = "7" if "tac-dong" in url else "150.000.000"
    for box in page.locator("main form textarea").all():
        box.fill(TEXT)
    for box in page.locator("main form input[type=text]").all():
        box.fill(number)
    choices = page.locator("main form input[type=radio]:not([name=is_complete])")
    if choices.count():
        choices.first.check()
    page.check("input[name=is_complete][value=yes]")
    _save(page)


def _save(page):
    press(page, "button[name=action][value=continue]:not([aria-hidden])")
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def _upload(page, source):
    pdf = typst.compile(source.encode())
    page.set_input_files(
        "input[type=file]",
        {
            "name": "thuyet-minh.pdf",
            "mimeType": "application/pdf",
            "buffer": pdf,
        },
    )
    press(page, "button[value=upload]")
    sees(page, ".row-list", "thuyet-minh")
