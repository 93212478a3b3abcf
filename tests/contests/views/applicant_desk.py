"""What the tests of an applicant's pages do again and again: address a page, and send it."""

from django.urls import reverse

from tests.factories.contests import QuestionFactory, SectionFactory

AUTOSAVE = {"X-Autosave": "1"}


def page(name, application, *args):
    return reverse(f"contests:{name}", args=[application.public_id, *args])


def section_of(draft, **question):
    """A question on a page of its own, and the address of that page."""
    section = SectionFactory(contest=draft.contest, slug="tom-tat")
    return QuestionFactory(section=section, **question), page(
        "application_section", draft, "tom-tat"
    )


def send(client, url, headers=None, **data):
    """Send a page as it was opened just now."""
    seen = data.pop("seen", None) or client.get(url).context["seen"]
    return client.post(url, {"seen": seen, "action": "continue", **data}, headers=headers)
