"""One dossier before the rules: what a rule says of it, and one person more in its team."""

from datetime import date

from contests.domain.eligibility import evaluate
from contests.models import TeamMember


def result_of(application, rule):
    return {outcome.rule: outcome for outcome in evaluate(application)}[rule]


def add_member(application, **fields):
    values = {"full_name": "Lý Văn Tày", "role": "Kế toán", "birth_date": date(1999, 1, 1)}
    return TeamMember.objects.create(application=application, **(values | fields))
