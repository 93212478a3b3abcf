"""What the journeys do again and again: sign in, look, measure."""

from pathlib import Path

PASSWORD = "LangSon-2026"
THEMES = {
    "light": {},
    "dark": {"giao_dien": "toi"},
    "contrast-light": {"tuong_phan": "1"},
    "contrast-dark": {"tuong_phan": "2"},
}


def sign_in(page, portal, email, password=PASSWORD):
    """Sign in through the page people use."""
    page.goto(f"{portal.url}/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_load_state()


def set_theme(context, portal, theme):
    """Choose a theme the way the display bar does: by cookie."""
    context.clear_cookies(name="giao_dien")
    context.clear_cookies(name="tuong_phan")
    context.add_cookies(
        [{"name": k, "value": v, "url": portal.url} for k, v in THEMES[theme].items()]
    )


def sideways(page):
    """Pixels by which the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


class Album:
    """Numbered screenshots of a story, kept as its artefact."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            old.unlink()
        self.count = 0

    def shot(self, page, name):
        self.count += 1
        page.screenshot(path=self.folder / f"{self.count:02d}-{name}.png", full_page=True)
