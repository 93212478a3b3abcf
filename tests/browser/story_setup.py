"""What stands in the database before the story begins; run inside ``manage.py shell``."""

from random import Random

from django.utils import timezone

from contests.domain.editions import create_edition, publish_contest
from contests.enums import ApplicationState, ContestState, TieRuleKind
from contests.models import Panel, PanelMember, TieRule
from portal.site.demo import applications, people
from portal.site.demo.contest import set_up as set_dates
from portal.site.demo.schedule import Plan

PLAN = Plan(state=ContestState.DRAFT, opens=-1, deadline=5, mix=((ApplicationState.VALID, 1.0),))


def set_up():
    """An open edition, its juries, and a second dossier that is valid already.

    The edition has no tie rule "submitted earlier": what the others leave tied, the chair decides.
    """
    now, rng = timezone.now(), Random(1)
    staff = people.ensure_staff()
    judges = people.ensure_judges(3, rng)
    contest = create_edition(2026, actor=staff["quantri"])
    TieRule.objects.filter(round__contest=contest, kind=TieRuleKind.EARLIER).delete()
    set_dates(contest, PLAN, now)
    contest = publish_contest(contest, actor=staff["thuky"])
    for round_ in contest.rounds.all():
        panel = Panel.objects.create(round=round_, name="Hội đồng giám khảo")
        PanelMember.objects.bulk_create(
            PanelMember(panel=panel, judge=judge, is_chair=judge == judges[0]) for judge in judges
        )
    applications.make(contest, plan=PLAN, count=1, now=now, rng=rng)
