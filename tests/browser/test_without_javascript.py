"""The same story in browsers that run no script: every journey works without JavaScript.

Founder, judges, secretariat and Organising Board keep to the forms and links of the pages.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import story
from tests.browser.stage import Stage

SCRIPT = "data:text/html,<title>as written</title><script>document.title = 'changed'</script>"


@pytest.fixture
def stage(story_portal, new_context):
    """The story's portal before browsers that run no script, which the first page proves."""
    made = Stage(story_portal, new_context, scripts=False)
    page = made.stranger()
    page.goto(SCRIPT)
    expect(page).to_have_title("as written")
    return made


def test_an_edition_reaches_its_award_without_javascript(stage):
    story.walk(stage)

    assert stage.complaints == []
