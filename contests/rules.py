"""Who may do what in a contest: read aloud, this is the law of the app."""

import rules

from contests.enums import (
    ANSWERING_STATES,
    EDITABLE_STATES,
    GONE_STATES,
    OFFICE_CHANNELS,
    ApplicationState,
    AttachmentKind,
    Channel,
    InvitationState,
    TeamAccess,
)
from portal.roles import Role, has_role, is_signed_in

is_secretary = has_role(Role.SECRETARY)
is_board = has_role(Role.BOARD)
is_judge = has_role(Role.JUDGE)
is_administrator = has_role(Role.ADMINISTRATOR)
is_nominator = has_role(Role.NOMINATOR)
is_contest_staff = is_secretary | is_board


@rules.predicate
def is_owner(user, application):
    return application is not None and application.owner_id == user.pk


@rules.predicate
def is_team_member(user, application):
    """A member whose account accepted the invitation: reads the dossier."""
    return _access_of(user, application) != TeamAccess.NONE


@rules.predicate
def is_team_editor(user, application):
    """A member who may also change the pages and files."""
    return _access_of(user, application) == TeamAccess.EDIT


def _access_of(user, application):
    if application is None or not user.is_authenticated:
        return TeamAccess.NONE
    # .all() uses the rows that a page has loaded anyway
    for member in application.members.all():
        if member.user_id == user.pk and member.invitation == InvitationState.ACCEPTED:
            return member.access
    return TeamAccess.NONE


@rules.predicate
def is_editable(user, application):
    return application is not None and application.state in EDITABLE_STATES


@rules.predicate
def is_answering(user, application):
    """In judging: what a round asks in addition may be answered; the domain knows until when."""
    return application is not None and application.state in ANSWERING_STATES


@rules.predicate
def is_under_seal(user, application):
    """Of an edition whose intake is sealed: staff may count it, not read it."""
    return application is not None and application.is_under_seal


@rules.predicate
def is_part_under_seal(user, part):
    """A file, an answer, a version … of such a dossier."""
    return part is not None and _dossier_of(part).is_under_seal


def _dossier_of(part):
    """The dossier that ``part`` belongs to; the admin asks about a kind of part with the dossier itself."""
    return getattr(part, "application", part)


@rules.predicate
def is_typed_by_office(user, application):
    """Entered for people who have not claimed it, or on paper and not submitted yet."""
    return application is not None and (
        application.is_for_someone
        or (application.channel in OFFICE_CHANNELS and application.number is None)
    )


@rules.predicate
def acts_for_its_unit(user, application):
    """Somebody of the unit that the dossier names."""
    return (
        application is not None
        and application.nominating_unit_id is not None
        and user.memberships.nominating()
        .filter(organization=application.nominating_unit_id)
        .exists()
    )


@rules.predicate
def is_entered_by_unit(user, application):
    return (
        application is not None
        and application.owner_id is None
        and application.channel == Channel.UNIT
    )


@rules.predicate
def has_reached_unit(user, application):
    return application is not None and application.state != ApplicationState.DRAFT


@rules.predicate
def is_for_the_office(user, attachment):
    """The paper as it came, and what a guardian signed: a nominating unit reads neither."""
    return getattr(attachment, "kind", None) in {AttachmentKind.SCAN, AttachmentKind.GUARDIAN}


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
def judges_on_it(user, part):
    """The judge whose sheet it is, asked of an assignment or of what belongs to one."""
    assignment = getattr(part, "assignment", part)
    return assignment is not None and assignment.judge_id == user.pk


@rules.predicate
def typed_it(user, paper):
    """Who typed a paper sheet in; nobody for what is no paper sheet."""
    return getattr(paper, "typed_by_id", None) == user.pk


@rules.predicate
def is_invited(user, invitation):
    """The account with the invited address."""
    return invitation is not None and user.email.lower() == invitation.email.lower()


@rules.predicate
def chairs_sheet(user, sheet):
    """Chair of the panel that the sheet's judge sits on, of any panel for a judge without one.

    Not of the own sheet, nor in conflict with the application: that is the secretariat's to open.
    """
    if sheet is None or sheet.assignment.judge_id == user.pk:
        return False
    entry = sheet.assignment.entry
    if entry.application.conflicts.filter(judge=user).exists():
        return False
    panels = entry.round.panels
    of_judge = panels.filter(members__judge=sheet.assignment.judge_id).values("pk")
    chaired = panels.filter(members__judge=user, members__is_chair=True)
    return chaired.filter(pk__in=of_judge).exists() or (not of_judge and chaired.exists())


@rules.predicate
def is_asked(user, participation):
    """The representative who was asked whether the team takes part."""
    return participation is not None and participation.entry.application.owner_id == user.pk


@rules.predicate
def chairs_recused_judge(user, conflict):
    """Chair of a panel of the declaring judge, not in conflict with the dossier themselves."""
    return (
        conflict is not None
        and conflict.judge_id != user.pk
        and conflict.judge.panel_memberships.filter(
            panel__round__entries__application=conflict.application_id,
            panel__members__judge=user,
            panel__members__is_chair=True,
        ).exists()
        and not conflict.application.conflicts.filter(judge=user).exists()
    )


@rules.predicate
def owns_dossier_of(user, part):
    """Who owns the dossier that a petition or a follow-up is about."""
    return part is not None and is_owner(user, part.application)


@rules.predicate
def is_petition_on_paper(user, petition):
    """Received by the office, which also records that it is taken back."""
    return petition is not None and petition.channel in OFFICE_CHANNELS


@rules.predicate
def is_in_team_of(user, part):
    return part is not None and is_team_member(user, part.application)


# Staff who act for a unit as well do not look behind the seal by that door.
is_kept_from = is_contest_staff & is_under_seal
is_nominator_of = (
    is_nominator & (has_reached_unit | is_entered_by_unit) & acts_for_its_unit & ~is_kept_from
)
is_entering_unit = is_nominator_of & is_entered_by_unit
types_in = (is_secretary & is_typed_by_office & ~is_under_seal) | is_entering_unit


@rules.predicate
def is_nominator_of_part(user, part):
    """For the parts of a dossier: who reads the dossier for its unit."""
    return part is not None and is_nominator_of(user, _dossier_of(part))


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
    is_signed_in & (owns_dossier_of | (is_contest_staff & is_petition_on_paper)),
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
