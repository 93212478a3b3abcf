"""The people of the story, each in a browser of their own, and what is seen of it."""

from playwright.sync_api import expect

from tests.browser.conftest import _is_complaint
from tests.browser.pages import Album, sideways, sign_in

WIDTHS = (360, 1280)


class Stage:
    """Opens browsers, takes the pictures, and keeps the complaints of every console.

    Without ``scripts`` its browsers run no JavaScript; without a ``folder`` no picture is taken.
    """

    def __init__(self, portal, new_context, folder=None, *, scripts=True):
        self.portal = portal
        self.new_context = new_context
        self.scripts = scripts
        self.album = Album(folder) if folder else None
        self.complaints = []
        self.pages = {}

    def stranger(self):
        """A browser in which nobody has signed in."""
        page = self.new_context(java_script_enabled=self.scripts).new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self._listen(page, message))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def person(self, local):
        """The browser of a demo account, signed in at its first use."""
        if local not in self.pages:
            self.pages[local] = self.stranger()
            sign_in(self.pages[local], self.portal, f"{local}@khoinghiep.test")
        return self.pages[local]

    def shot(self, page, name):
        """Phone and desktop take turns; no page may be wider than its window."""
        if self.album is None:
            return
        width = WIDTHS[self.album.count % 2]
        page.set_viewport_size({"width": width, "height": 900})
        if sideways(page) > 0:
            self.complaints.append(f"{page.url}: wider than {width} px by {sideways(page)}")
        self.album.shot(page, name)

    def status(self, page, path):
        """Go to ``path`` and tell the answer's status."""
        return page.goto(f"{self.portal.url}{path}").status

    def _listen(self, page, message):
        if _is_complaint(message):
            self.complaints.append(f"{page.url}: {message.text}")


def press(page, selector="main form button[type=submit]"):
    """Press the button and wait for the page that follows."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def sees(page, selector, text=""):
    """The page shows ``selector``, holding ``text``."""
    expect(page.locator(selector).first).to_contain_text(text)
