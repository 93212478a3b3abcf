"""Every page of the portal keeps to the strict Content-Security-Policy, in a real browser.

The list is the permission matrix's: an address that is added there is opened here.
"""

import json

import pytest
from playwright.sync_api import Error

from portal.site.open_data.datasets import DATASETS
from tests.browser.addresses import is_address
from tests.browser.stage import Stage

# Addresses that show nothing of their own, and why.
NO_PAGE = {
    "admin:autocomplete": "answers scripts only",
    "admin:contests_application_look_alikes": "answers a form only",
    "admin:contests_contest_make_paper": "answers a form only",
    "admin:contests_round_award_remove": "answers a form only",
    "admin:contests_round_feedback_release": "answers a form only",
    "admin:training_person_apart": "asks for two persons in its query",
    "admin:training_person_merge": "asks for two persons in its query",
    "admin:training_courserun_certificate_files": "answers a form only",
    "site_staff:language": "answers a form only",
    "admin:login": "whoever may enter is sent on",
    "admin:logout": "answers a form only",
    "admin:view_on_site": "leads to a public page",
    "contests:attachment_remove": "answers a form only",
    "ecosystem:feed_key": "answers a form only",
    "ecosystem:waiting_remove": "answers a form only",
    "contests:paper_code": "leads on to a form or a sheet",
    "ecosystem:document_file": "no document of the demo set has a file",
    "favicon": "leads to a picture",
    "training:trainer_link": "leads on to the class",
    "healthz_ready": "answers machines only",
    "open-data:api-root": "leads nowhere",
    **{
        f"{name}{form}": "answers readers of feeds"
        for name in (
            *("news:feed", "news:category_feed", "news:story_feed", "news:question_feed"),
            *(
                "ecosystem:document_feed",
                "ecosystem:event_entries",
                "training:feed",
                "contests:feed",
            ),
        )
        for form in ("", "_atom")
    },
    "open-data:openapi-json": "answers programs only",
    **{
        name: "answers programs only"
        for dataset in DATASETS
        for name in (f"open-data:{dataset.list_name}", f"open-data:{dataset.read_name}")
    },
}


@pytest.fixture
def stage(portal, new_context):
    return Stage(portal, new_context)


class Visitor:
    """Opens paths as anybody; each person has one browser page for all of them."""

    def __init__(self, stage, sessions):
        self.stage = stage
        self.sessions = sessions
        self.pages = {}

    def page_of(self, email):
        if email not in self.pages:
            page = self.stage.stranger()
            if email:
                cookie = {"name": "sessionid", "value": self.sessions[email]}
                page.context.add_cookies([{**cookie, "url": self.stage.portal.url}])
            self.pages[email] = page
        return self.pages[email]

    def shows(self, name, path, email):
        """Open ``path``; whether the address ``name`` is what came."""
        page, known = self.page_of(email), len(self.stage.complaints)
        kind = kind_shown(page, name, f"{self.stage.portal.url}{path}")
        if kind and kind != "text/html":
            # The browser's own viewer of such a file: no page of ours.
            del self.stage.complaints[known:]
        return bool(kind)


def kind_shown(page, name, url):
    """The type of what ``url`` shows, with "" for nothing of this address."""
    try:
        answer = page.goto(url)
    except Error as error:
        if "ERR_HTTP_RESPONSE_CODE_FAILURE" in error.message:  # refused without a word
            return ""
        if "Download is starting" not in error.message:
            raise
        return "download"
    if not answer.ok or not is_address(page.url, name):
        return ""
    return answer.headers["content-type"].partition(";")[0]


def test_every_page_of_the_matrix_obeys_the_content_security_policy(portal, stage):
    told = portal.manage(code="from tests.browser.addresses import pages; print(pages())")
    told = json.loads(told)
    visitor = Visitor(stage, told["sessions"])

    unseen = [
        name
        for name, tries in told["pages"]
        if name not in NO_PAGE and not any(visitor.shows(name, *one) for one in tries)
    ]

    assert stage.complaints == [], "\n" + "\n".join(stage.complaints)
    assert unseen == []


def test_what_breaks_the_policy_or_throws_is_heard(stage):
    page = stage.stranger()
    page.goto(stage.portal.url)

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('thrown') })")

    violation, *_, thrown = stage.complaints
    assert "Content Security Policy" in violation
    assert thrown.endswith("thrown")
