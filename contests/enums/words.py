"""What an edition and its dossiers are called where people read it, for each kind of edition.

The engine is the same; a problem statement is no contest, and its answers are no entries.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contests.enums.editions import EditionKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, kw_only=True)
class EditionWords:
    """Whole phrases, so that each language may say them in its own way."""

    edition: "_StrPromise"
    audience: "_StrPromise"
    enter: "_StrPromise"
    prepare: "_StrPromise"
    start: "_StrPromise"
    precheck: "_StrPromise"
    office: "_StrPromise"
    rules: "_StrPromise"
    apply: "_StrPromise"
    conditions: "_StrPromise"
    conditions_intro: "_StrPromise"
    conditions_given: "_StrPromise"
    results_told: "_StrPromise"
    first_step: "_StrPromise"
    not_taken: "_StrPromise"
    person_refused: "_StrPromise"
    project_refused: "_StrPromise"
    back: "_StrPromise"
    dossier: "_StrPromise"
    entered: "_StrPromise"
    submit: "_StrPromise"
    press_submit: "_StrPromise"
    submitted: "_StrPromise"
    course: "_StrPromise"
    withdraw: "_StrPromise"
    leaves: "_StrPromise"
    withdrawn: "_StrPromise"
    against_rules: "_StrPromise"
    excluded: "_StrPromise"
    who: "_StrPromise"
    choose_who: "_StrPromise"
    field: "_StrPromise"
    paper: "_StrPromise"
    over: "_StrPromise"
    opens: "_StrPromise"
    sent_already: "_StrPromise"
    insiders: "_StrPromise"
    insiders_refused: "_StrPromise"


EDITION_WORDS = {
    EditionKind.CONTEST: EditionWords(
        edition=_("Contest"),
        audience=_("Who may enter"),
        enter=_("Enter the contest"),
        prepare=_(
            "Prepare 45 to 60 minutes, the project explanation and the list of members. You may stop and come back at any time."
        ),
        start=_("Start an application"),
        precheck=_("May I enter? Check in two minutes"),
        office=_("Secretariat of the contest"),
        rules=_("Read the rules of the contest"),
        apply=_("Apply to the contest"),
        conditions=_("Conditions for entering"),
        conditions_intro=_(
            "A few questions show whether your project can enter. You need no account for them."
        ),
        conditions_given=_(
            "You answered these questions when you started. If an answer is no longer right, write to the contact of the contest."
        ),
        results_told=_("The results of each round are announced to everybody at the same time."),
        first_step=_("Answer a few questions about the conditions."),
        not_taken=_("Applications are not taken now"),
        person_refused=_("You cannot enter the contest"),
        project_refused=_("This project cannot enter the contest"),
        back=_("Back to the contest"),
        dossier=_("Application: %(title)s"),
        entered=_("Entered %(contest)s"),
        submit=_("Submit this application"),
        press_submit=_(
            "The application is not submitted until you press the button on the next page."
        ),
        submitted=_("Application submitted"),
        course=_("Course of the contest"),
        withdraw=_("Withdraw from the contest"),
        leaves=_(
            "“%(title)s” (%(reference)s) leaves the contest for good. You cannot submit it again."
        ),
        withdrawn=_("The application was withdrawn from the contest."),
        against_rules=_(
            "The application does not meet the rules of the contest and is not judged."
        ),
        excluded=_("The application was excluded from the contest."),
        who=_("Who enters the contest?"),
        choose_who=_("Choose who enters the contest"),
        field=_("Field of the contest"),
        paper=_("Application to the contest"),
        over=_("The time for submitting applications is over."),
        opens=_("Applications are taken from %(time)s."),
        sent_already=_("How many applications have you submitted to this contest already?"),
        insiders=_(
            "Is anybody in the team a member of the Organising Board, the secretariat or the jury of this contest?"
        ),
        insiders_refused=_(
            "Members of the Organising Board, the secretariat and the jury cannot enter the contest."
        ),
    ),
    EditionKind.CHALLENGE: EditionWords(
        edition=_("Problem statement"),
        audience=_("Who may answer"),
        enter=_("Send a solution"),
        prepare=_(
            "Read what a solution must do, and prepare the list of members. You may stop and come back at any time."
        ),
        start=_("Start a solution"),
        precheck=_("May I answer? Check in two minutes"),
        office=_("Secretariat"),
        rules=_("Read the rules of this problem statement"),
        apply=_("Send a solution"),
        conditions=_("Conditions for answering"),
        conditions_intro=_(
            "A few questions show whether you can answer. You need no account for them."
        ),
        conditions_given=_(
            "You answered these questions when you started. If an answer is no longer right, write to the contact of the problem statement."
        ),
        results_told=_("The result is announced to everybody at the same time."),
        first_step=_("Answer a few questions on whether you can answer."),
        not_taken=_("Solutions are not taken now"),
        person_refused=_("You cannot answer this problem statement"),
        project_refused=_("This solution cannot be taken"),
        back=_("Back to the problem statement"),
        dossier=_("Solution: %(title)s"),
        entered=_("Sent a solution to “%(contest)s”"),
        submit=_("Send this solution"),
        press_submit=_("The solution is not sent until you press the button on the next page."),
        submitted=_("Solution sent"),
        course=_("Course of the problem statement"),
        withdraw=_("Withdraw the solution"),
        leaves=_("“%(title)s” (%(reference)s) is withdrawn for good. You cannot send it again."),
        withdrawn=_("The solution was withdrawn."),
        against_rules=_("The solution does not meet the rules and is not judged."),
        excluded=_("The solution was excluded."),
        who=_("Who answers?"),
        choose_who=_("Choose who answers"),
        field=_("Field of the solution"),
        paper=_("Solution to a problem statement"),
        over=_("The time for sending solutions is over."),
        opens=_("Solutions are taken from %(time)s."),
        sent_already=_("How many solutions to this problem have you sent already?"),
        insiders=_(
            "Does anybody in the team belong to the organisation that poses the problem, to the secretariat or to the jury?"
        ),
        insiders_refused=_(
            "People of the organisation that poses the problem, of the secretariat and of the jury do not answer it."
        ),
    ),
}
