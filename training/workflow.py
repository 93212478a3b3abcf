"""The lives of training, as tables."""

from django.utils.translation import pgettext_lazy

from ecosystem.workflow import registration_life
from portal.workflow import Transition, Workflow
from training.enums import RunState as R

RUN = Workflow(
    Transition(
        name="publish",
        label=pgettext_lazy("class", "Publish"),
        sources=frozenset({R.DRAFT}),
        target=R.PUBLISHED,
        permission="training.publish_courserun",
    ),
    Transition(
        name="cancel",
        label=pgettext_lazy("class", "Cancel the class"),
        sources=frozenset({R.PUBLISHED}),
        target=R.CANCELLED,
        permission="training.publish_courserun",
        needs_reason=True,
    ),
    states=R,
)

REGISTRATION = registration_life("training", "registration")
