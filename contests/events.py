"""What the contest tells other apps."""

from dataclasses import dataclass

from portal.events import Event


@dataclass(frozen=True, kw_only=True)
class RoundPublished(Event):
    """The result of a round became public, in the transaction that emits this."""

    round_id: int
    contest_id: int
    year: int
    contest_title: str
    round_name: str
    is_final: bool
    results_path: str
    decision_number: str
    # (prize, project, authors) of each award in prize order; empty for rounds before the final
    awards: tuple[tuple[str, str, str], ...] = ()
    advanced_count: int = 0
    # Of a problem statement: no news of the contest.
    is_challenge: bool = False


@dataclass(frozen=True, kw_only=True)
class OutcomesReported(Event):
    """A team told what became of its project: the sums of that year as they are now.

    Demonstration editions are in none of them.
    """

    year: int
    projects_running: int
    projects_on_market: int
    projects_with_capital: int
    jobs: int
    answers: int
