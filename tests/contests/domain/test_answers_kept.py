"""Whatever happens to a form, submitted versions stand still and no stored answer is lost.

A random sequence of edits, closings, reopenings, supplements, corrections and submissions. After
each act: every version submitted before has the same content and digest, and for each question the
stored answer is the last one that was saved, whether the question is asked at the moment or not.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contests.domain.answers import PageEdit, fingerprint, save_page, stored_page
from contests.domain.applications import submit_application, withdraw_to_correct
from contests.domain.question_closing import close_question, reopen_question
from contests.domain.questionnaire import Questionnaire
from contests.domain.snapshots import content_digest
from contests.domain.supplements import request_supplement
from contests.enums import QuestionKind
from contests.models import Answer, Application, ApplicationSnapshot
from portal.audit import SYSTEM
from portal.workflow import RefusedError
from tests.contests.dossiers import ready_application
from tests.factories.contests import QuestionFactory, SectionFactory
from tests.factories.portal import secretary

pytestmark = pytest.mark.django_db

PLACE = st.integers(0, 3)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), PLACE, st.sampled_from(["", "yes", "no", "Hồi", "Quế"])),
        st.tuples(st.sampled_from(["close", "reopen"]), PLACE, st.just("")),
        st.tuples(st.sampled_from(["submit", "correct", "supplement"]), st.just(0), st.just("")),
    ),
    min_size=1,
    max_size=12,
)


class Story:
    """One dossier with four questions, two of which wait for the answer to the first."""

    def __init__(self):
        self.application = ready_application()
        section = SectionFactory(contest=self.application.contest, slug="tom-tat")
        parent = QuestionFactory(section=section, kind=QuestionKind.YES_NO, is_required=False)
        waiting = {"depends_on": parent, "depends_values": "yes", "is_required": False}
        self.questions = [
            parent,
            QuestionFactory(section=section, **waiting),
            QuestionFactory(section=section, kind=QuestionKind.SHORT_TEXT, **waiting),
            QuestionFactory(section=section, is_required=False),
        ]
        Application.objects.filter(pk=self.application.pk).update(completed_sections=["tom-tat"])
        self.secretary = secretary()
        self.saved = {}
        self.frozen = {}

    def take(self, act, place, value):
        # What is refused must not have changed anything either.
        with suppress(RefusedError):
            getattr(self, act)(self.questions[place], value)
        self.check()

    def edit(self, question, value):
        fresh = Application.objects.for_snapshot().get(pk=self.application.pk)
        asked = Questionnaire(fresh).page_of(question.section)
        if question not in asked:
            return
        edit = PageEdit(path="tom-tat", questions=(question.pk,), answers={question.pk: value})
        seen = fingerprint(stored_page(fresh, (), [question.pk]))
        save_page(fresh, edit, actor=fresh.owner, seen=seen)
        self.saved[question.pk] = value

    def close(self, question, _value):
        close_question(question, actor=self.secretary)

    def reopen(self, question, _value):
        reopen_question(question, actor=self.secretary)

    def submit(self, _question, _value):
        submit_application(self.application, actor=SYSTEM)

    def correct(self, _question, _value):
        withdraw_to_correct(self.application, actor=self.application.owner)

    def supplement(self, _question, _value):
        due = timezone.now() + timedelta(days=3)
        request_supplement(self.application, actor=self.secretary, text="Bổ sung", due_at=due)

    def check(self):
        stored = dict(
            Answer.objects.filter(application=self.application).values_list("question", "value")
        )
        assert stored == self.saved
        for snapshot in ApplicationSnapshot.objects.filter(application=self.application):
            now = (snapshot.content, snapshot.sha256)
            assert self.frozen.setdefault(snapshot.sequence, now) == now
            assert content_digest(snapshot.content) == snapshot.sha256
        assert len(self.frozen) == self.application.snapshots.count()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTS)
def test_versions_stand_still_and_no_stored_answer_is_lost(acts):
    with transaction.atomic():
        story = Story()
        for act, place, value in acts:
            story.take(act, place, value)
        transaction.set_rollback(True)  # the next example starts afresh


def test_a_story_that_meets_every_act():
    story = Story()

    for act in (
        ("edit", 0, "yes"), ("edit", 1, "Hồi"), ("submit", 0, ""), ("correct", 0, ""), ("close", 1, ""),
        ("edit", 0, "no"), ("submit", 0, ""), ("supplement", 0, ""), ("reopen", 1, ""),
        ("edit", 0, "yes"), ("edit", 1, "Quế"), ("submit", 0, ""),
    ):  # fmt: skip
        story.take(*act)

    contents = [row.content for row in story.application.snapshots.order_by("sequence")]
    values = [
        [answer["value"] for answer in content["sections"][0]["answers"]] for content in contents
    ]
    assert values == [["yes", "Hồi", "", ""], ["no", ""], ["yes", "Quế", "", ""]]
