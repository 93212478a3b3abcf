"""Decisions that can be contested, and petitions on them, made by the acts of the office."""

from django.utils import timezone

from contests.domain import screening
from contests.domain.petitions import answer_petition, examine_petition, file_petition
from tests.factories.contests import ApplicationFactory, RuleSetFactory
from tests.factories.portal import board_member, secretary

REPLY = {"number": "25/TB-BTC", "signer": "Trần Thị Ký"}


def refused_application(*, by=None, **rules):
    """A dossier that ``by`` (a secretary) found not valid a moment ago."""
    application = ApplicationFactory(state="submitted", number=1, reference="LS26-0001-X")
    application.rule_set = RuleSetFactory(contest=application.contest, **rules)
    application.save()
    return screening.mark_invalid(application, actor=by or secretary(), reason="Thiếu bản cam kết")


def filed(application, **values):
    usual = {
        "actor": application.owner,
        "ground_key": "hop-le",
        "text": "Bản cam kết ở trang 3.",
    }
    return file_petition(application, **(usual | values))


def examined(petition):
    return examine_petition(petition, actor=secretary(), officer=board_member())


def answered(petition, step="uphold", **values):
    return answer_petition(
        petition,
        step,
        actor=board_member(),
        **{
            "answer": "Ban Tổ chức đã xem lại.",
            "issued_on": timezone.localdate(),
            **REPLY,
            **values,
        },
    )
