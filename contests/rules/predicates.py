"""Who somebody is to an edition, a dossier or a sheet: the words that the rules are made of."""

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
from portal.roles import Role, has_role

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
