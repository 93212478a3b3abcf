"""Who may do what in a contest: read aloud, this is the law of the app."""

import rules

from contests.rules.predicates import (
    chairs_recused_judge,
    chairs_sheet,
    is_administrator,
    is_answering,
    is_asked,
    is_assigned_judge,
    is_board,
    is_contest_staff,
    is_editable,
    is_entering_unit,
    is_for_the_office,
    is_in_team_of,
    is_inner_circle,
    is_invited,
    is_judge,
    is_nominator,
    is_nominator_of,
    is_nominator_of_part,
    is_owner,
    is_part_under_seal,
    is_petition_on_paper,
    is_secretary,
    is_sheet_judge,
    is_team_editor,
    is_team_member,
    is_typed_by_office,
    is_under_seal,
    judges_on_it,
    owns_dossier_of,
    owns_sheet,
    typed_it,
    types_in,
)
from portal.roles import is_signed_in

__all__ = [
    "is_contest_staff",
    "is_editable",
    "is_inner_circle",
    "is_nominator_of",
    "is_team_member",
]

rules.add_perm("contests", is_contest_staff | is_administrator)

# An edition and everything it is made of
for model in (
    "contest",
    "criterion",
    "division",
    "divisionplaces",
    "formtemplate",
    "prize",
    "prizefamily",
    "question",
    "round",
    "ruleset",
    "scorelevel",
    "section",
    "tierule",
    "panel",
    "panelmember",
    "officialdecision",
    "problemstatement",
    "historicalfigure",
    "reportedtotal",
    "paperoffice",
    "papertemplate",
    "councilmeeting",
):
    rules.add_perm(f"contests.view_{model}", is_contest_staff)
    rules.add_perm(f"contests.add_{model}", is_secretary)
    rules.add_perm(f"contests.change_{model}", is_secretary)
    rules.add_perm(f"contests.delete_{model}", is_secretary)
rules.add_perm("contests.publish_contest", is_contest_staff)
# Who types an amendment does not put it in force: it binds everybody who entered, like a result.
rules.add_perm("contests.issue_ruleset", is_board)

# The life of an application
rules.add_perm("contests.start_application", is_signed_in & ~is_inner_circle)
rules.add_perm(
    "contests.view_application",
    is_signed_in
    & (
        (is_contest_staff & ~is_under_seal)
        | is_owner
        | is_team_member
        | is_assigned_judge
        | is_nominator_of
    ),
)
# The pages of a dossier: its team's, and those who type it in for people without an account.
rules.add_perm("contests.open_application", is_signed_in & (is_owner | is_team_member | types_in))
rules.add_perm(
    "contests.edit_application", is_signed_in & is_editable & (is_owner | is_team_editor | types_in)
)
rules.add_perm("contests.discard_application", is_signed_in & is_editable & (is_owner | types_in))
# Inviting and removing people, their rights, and handing the dossier over to one of them.
rules.add_perm("contests.lead_application", is_signed_in & (is_owner | types_in))
rules.add_perm(
    "contests.answer_extra", is_signed_in & is_answering & (is_owner | is_team_editor | types_in)
)
rules.add_perm("contests.submit_application", is_signed_in & (is_owner | types_in))
rules.add_perm("contests.correct_application", is_signed_in & (is_owner | types_in))
rules.add_perm(
    "contests.withdraw_application",
    is_signed_in & (is_owner | (is_secretary & ~is_under_seal) | is_entering_unit),
)
# Questions and answers about a dossier: its people on one side, the secretariat on the other.
rules.add_perm(
    "contests.message_application",
    is_signed_in & (is_owner | is_team_member | is_entering_unit | (is_secretary & ~is_under_seal)),
)
rules.add_perm("contests.screen_application", is_secretary & ~is_under_seal)
rules.add_perm("contests.disqualify_application", is_board & ~is_under_seal)
rules.add_perm("contests.export_application", is_secretary)
rules.add_perm("contests.export_consent", is_secretary & ~is_under_seal)
# Dossiers on paper or by e-mail, and the link that hands over what was entered for somebody.
rules.add_perm("contests.enter_application", is_secretary)
rules.add_perm(
    "contests.hand_over_application",
    is_signed_in & ((is_secretary & is_typed_by_office & ~is_under_seal) | is_entering_unit),
)
# More time is the Board's to give; the secretariat records it too, because somebody has to be
# within reach in the last minutes. Every extension names who, why and by which document.
rules.add_perm("contests.grant_extension", is_contest_staff & ~is_under_seal)
rules.add_perm("contests.open_seal", is_board)
rules.add_perm("contests.use_nomination_desk", is_signed_in & is_nominator)
rules.add_perm("contests.endorse_application", is_signed_in & is_nominator_of)
# In the admin a dossier is read and moved by steps; its content is the applicant's.
rules.add_perm("contests.add_application", rules.always_deny)
rules.add_perm("contests.change_application", rules.always_deny)
rules.add_perm("contests.delete_application", rules.always_deny)

rules.add_perm("contests.export_report", is_contest_staff)
# The whole chain of one result: names of judges, every mark, who did what.
rules.add_perm("contests.trace_result", is_contest_staff & ~is_under_seal)
rules.add_perm("contests.export_hand_over", is_secretary)
# Petitions: filed by the representative, examined by the staff, answered by the Board
rules.add_perm("contests.file_petition", is_signed_in & is_owner)
# What came on paper or by e-mail; its people need no account.
rules.add_perm("contests.enter_petition", is_contest_staff & ~is_under_seal)
rules.add_perm(
    "contests.view_petition",
    is_signed_in & ((is_contest_staff & ~is_part_under_seal) | owns_dossier_of | is_in_team_of),
)
rules.add_perm(
    "contests.withdraw_petition",
    is_signed_in
    & (owns_dossier_of | (is_contest_staff & is_petition_on_paper & ~is_part_under_seal)),
)
rules.add_perm("contests.handle_petition", is_contest_staff & ~is_part_under_seal)
rules.add_perm("contests.answer_petition", is_board & ~is_part_under_seal)
rules.add_perm("contests.add_petition", rules.always_deny)
rules.add_perm("contests.change_petition", rules.always_deny)
rules.add_perm("contests.delete_petition", rules.always_deny)

# What became of projects: asked by the secretariat, told by their people
rules.add_perm("contests.view_followup", is_contest_staff)
rules.add_perm("contests.run_followup", is_secretary)
rules.add_perm("contests.answer_followup", is_signed_in & (is_secretary | owns_dossier_of))
rules.add_perm("contests.add_followup", rules.always_deny)
rules.add_perm("contests.change_followup", rules.always_deny)
rules.add_perm("contests.delete_followup", rules.always_deny)

# Rounds, judging, results
rules.add_perm("contests.run_round", is_secretary)
rules.add_perm("contests.record_pilot", is_contest_staff)
rules.add_perm("contests.propose_round", is_contest_staff)
rules.add_perm("contests.approve_round", is_board)
rules.add_perm("contests.publish_round", is_board)
# The mailed link answers without an account; the secretariat records what it hears by telephone.
rules.add_perm("contests.answer_participation", is_signed_in & (is_contest_staff | is_asked))
rules.add_perm("contests.release_feedback", is_contest_staff)
rules.add_perm("contests.keep_scan", is_contest_staff)
rules.add_perm("contests.hand_over_award", is_contest_staff)
rules.add_perm("contests.issue_certificate", is_contest_staff)
rules.add_perm("contests.revoke_award", is_board)
rules.add_perm("contests.call_up_reserve", is_contest_staff)
rules.add_perm("contests.assign_judge", is_secretary)
rules.add_perm("contests.run_final_day", is_contest_staff)
rules.add_perm("contests.view_pending_result", is_contest_staff)
rules.add_perm("contests.export_ranking", is_contest_staff)
# Official papers; those about a result also ask for ``view_pending_result``.
rules.add_perm("contests.make_paper", is_contest_staff)
rules.add_perm("contests.make_print_pack", is_contest_staff)
# Marks on paper: one person types, another one reads the paper again, neither the judge of it.
rules.add_perm("contests.type_papersheet", is_secretary & ~judges_on_it)
rules.add_perm("contests.check_papersheet", is_contest_staff & ~typed_it & ~judges_on_it)
rules.add_perm("contests.drop_papersheet", is_contest_staff & ~judges_on_it)
rules.add_perm("contests.score_assignment", is_signed_in & is_judge & is_sheet_judge)
rules.add_perm("contests.use_judge_pages", is_signed_in & is_judge)
rules.add_perm("contests.send_scoresheet", is_signed_in & is_judge & owns_sheet)
rules.add_perm(
    "contests.unlock_scoresheet", is_contest_staff | (is_signed_in & is_judge & chairs_sheet)
)
rules.add_perm("contests.declare_conflict", is_secretary)
rules.add_perm(
    "contests.confirm_recusal", is_board | (is_signed_in & is_judge & chairs_recused_judge)
)
rules.add_perm("contests.dismiss_hint", is_secretary)
# Nobody is put on a jury unasked: the secretariat invites, the invited address answers.
rules.add_perm("contests.invite_judge", is_secretary)
rules.add_perm("contests.answer_judgeinvitation", is_signed_in & is_invited)
for model in (
    "assignment",
    "conflictdeclaration",
    "hintdismissal",
    "judgeinvitation",
    "roundentry",
    "roundresult",
    "resultversion",
    "organiserscore",
    "scoresheet",
    "score",
    "papersheet",
    "award",
    "participation",
    "sitevisit",
    "sitevisitphoto",
    "madepaper",
    "pilotreport",
):
    rules.add_perm(f"contests.view_{model}", is_contest_staff)
    rules.add_perm(f"contests.add_{model}", rules.always_deny)
    rules.add_perm(f"contests.change_{model}", rules.always_deny)
    rules.add_perm(f"contests.delete_{model}", rules.always_deny)

# What a dossier is made of: read by staff outside a seal; its versions and files by its unit too
for model in (
    "eligibilitycheck",
    "supplementrequest",
    "answer",
    "teammember",
    "extension",
    "lookalike",
    "dossiermessage",
    "claimlink",
    "applicationsnapshot",
    "attachment",
):
    rules.add_perm(f"contests.view_{model}", is_contest_staff & ~is_part_under_seal)
    rules.add_perm(f"contests.add_{model}", rules.always_deny)
    rules.add_perm(f"contests.change_{model}", rules.always_deny)
    rules.add_perm(f"contests.delete_{model}", rules.always_deny)
rules.set_perm(
    "contests.view_applicationsnapshot",
    is_signed_in & ((is_contest_staff & ~is_part_under_seal) | is_nominator_of_part),
)
rules.set_perm(
    "contests.view_attachment",
    is_signed_in
    & ((is_contest_staff & ~is_part_under_seal) | (is_nominator_of_part & ~is_for_the_office)),
)
