"""Who may do what in a contest: read aloud, this is the law of the app."""

import rules

from contests.enums import ANSWERING_STATES, EDITABLE_STATES, GONE_STATES
from portal.roles import Role, has_role, is_signed_in

is_secretary = has_role(Role.SECRETARY)
is_board = has_role(Role.BOARD)
is_judge = has_role(Role.JUDGE)
is_administrator = has_role(Role.ADMINISTRATOR)
is_contest_staff = is_secretary | is_board


@rules.predicate
def is_owner(user, application):
    return application is not None and application.owner_id == user.pk


@rules.predicate
def is_editable(user, application):
    return application is not None and application.state in EDITABLE_STATES


@rules.predicate
def is_answering(user, application):
    """In judging: what a round asks in addition may be answered; the domain knows until when."""
    return application is not None and application.state in ANSWERING_STATES


@rules.predicate
def is_assigned_judge(user, application):
    """Assigned in a round whose assignments are published, and free of a conflict."""
    if application is None or not user.is_authenticated:
        return False
    return (
        application.entries.filter(
            assignments__judge=user, round__assignments_published_at__isnull=False
        ).exists()
        and not application.conflicts.filter(judge=user).exists()
    )


@rules.predicate
def is_sheet_judge(user, assignment):
    """The judge of this assignment: published, free of a conflict, still in the contest."""
    return (
        assignment is not None
        and assignment.judge_id == user.pk
        and assignment.entry.round.assignments_published_at is not None
        and assignment.entry.application.state not in GONE_STATES
        and not assignment.entry.application.conflicts.filter(judge=user).exists()
    )


@rules.predicate
def owns_sheet(user, sheet):
    """The judge whose sheet it is."""
    return sheet is not None and is_sheet_judge(user, sheet.assignment)


@rules.predicate
def chairs_sheet(user, sheet):
    """Chair of a panel of the round that the sheet belongs to."""
    return (
        sheet is not None
        and sheet.assignment.entry.round.panels.filter(
            members__judge=user, members__is_chair=True
        ).exists()
    )


@rules.predicate
def is_inner_circle(user):
    """Organisers, secretariat and judges may not enter their own contest."""
    return bool(is_contest_staff(user) or is_judge(user) or is_administrator(user))


rules.add_perm("contests", is_contest_staff | is_administrator)

# An edition and everything it is made of
for model in (
    "contest",
    "criterion",
    "division",
    "formtemplate",
    "prize",
    "question",
    "round",
    "ruleset",
    "section",
    "tierule",
    "panel",
    "panelmember",
    "officialdecision",
    "historicalfigure",
    "reportedtotal",
):
    rules.add_perm(f"contests.view_{model}", is_contest_staff)
    rules.add_perm(f"contests.add_{model}", is_secretary)
    rules.add_perm(f"contests.change_{model}", is_secretary)
    rules.add_perm(f"contests.delete_{model}", is_secretary)
rules.add_perm("contests.publish_contest", is_contest_staff)

# The life of an application
rules.add_perm("contests.start_application", is_signed_in & ~is_inner_circle)
rules.add_perm(
    "contests.view_application", is_signed_in & (is_contest_staff | is_owner | is_assigned_judge)
)
rules.add_perm("contests.edit_application", is_signed_in & is_owner & is_editable)
rules.add_perm("contests.answer_extra", is_signed_in & is_owner & is_answering)
rules.add_perm("contests.submit_application", is_signed_in & is_owner)
rules.add_perm("contests.correct_application", is_signed_in & is_owner)
rules.add_perm("contests.withdraw_application", is_signed_in & (is_owner | is_secretary))
rules.add_perm("contests.screen_application", is_secretary)
rules.add_perm("contests.disqualify_application", is_board)
rules.add_perm("contests.export_application", is_secretary)
# In the admin a dossier is read and moved by steps; its content is the applicant's.
rules.add_perm("contests.add_application", rules.always_deny)
rules.add_perm("contests.change_application", rules.always_deny)
rules.add_perm("contests.delete_application", rules.always_deny)

# Rounds, judging, results
rules.add_perm("contests.run_round", is_secretary)
rules.add_perm("contests.propose_round", is_contest_staff)
rules.add_perm("contests.approve_round", is_board)
rules.add_perm("contests.publish_round", is_board)
rules.add_perm("contests.assign_judge", is_secretary)
rules.add_perm("contests.view_pending_result", is_contest_staff)
rules.add_perm("contests.export_ranking", is_contest_staff)
rules.add_perm("contests.score_assignment", is_signed_in & is_judge & is_sheet_judge)
rules.add_perm("contests.use_judge_pages", is_signed_in & is_judge)
rules.add_perm("contests.send_scoresheet", is_signed_in & is_judge & owns_sheet)
rules.add_perm("contests.unlock_scoresheet", is_board | (is_signed_in & is_judge & chairs_sheet))
rules.add_perm("contests.declare_conflict", is_secretary)
for model in (
    "assignment",
    "conflictdeclaration",
    "roundentry",
    "roundresult",
    "scoresheet",
    "score",
    "award",
    "eligibilitycheck",
    "supplementrequest",
    "applicationsnapshot",
    "attachment",
    "answer",
    "teammember",
    "extension",
    "lookalike",
    "dossiermessage",
    "claimlink",
):
    rules.add_perm(f"contests.view_{model}", is_contest_staff)
    rules.add_perm(f"contests.add_{model}", rules.always_deny)
    rules.add_perm(f"contests.change_{model}", rules.always_deny)
    rules.add_perm(f"contests.delete_{model}", rules.always_deny)
