"""Who may do what with the ecosystem's objects."""

import rules

from ecosystem.querysets import units_of
from portal.roles import Role, has_role, is_signed_in

is_directory_editor = has_role(Role.ADMINISTRATOR, Role.SECRETARY, Role.EDITOR)
is_administrator = has_role(Role.ADMINISTRATOR)
is_space_manager = has_role(Role.SPACE_MANAGER)
is_unit_staff = has_role(Role.ASSOCIATION, Role.UNIT_STAFF)
may_look = has_role(Role.ADMINISTRATOR, Role.SECRETARY, Role.EDITOR, Role.BOARD, Role.PUBLISHER)


@rules.predicate
def keeps_profile(user, profile):
    """Acts for the organisation, owns the project, or acts for the company behind it.

    Agrees with ``kept_by`` of the querysets.
    """
    if profile is None or not user.is_authenticated or not user.is_active:
        return False
    return type(profile).objects.kept_by(user).filter(pk=profile.pk).exists()


@rules.predicate
def made_the_claim(user, claim):
    return claim is not None and claim.user_id == user.pk


rules.add_perm("ecosystem", may_look | is_space_manager | is_unit_staff)

for model in (
    "documenttopic",
    "event",
    "field",
    "indicator",
    "indicatorvalue",
    "locality",
    "milestone",
    "organization",
    "plan",
    "policydocument",
    "roadmapstep",
    "startup",
    "supportkind",
    "supportoffer",
):
    rules.add_perm(f"ecosystem.view_{model}", may_look)
    rules.add_perm(f"ecosystem.add_{model}", is_directory_editor)
    rules.add_perm(f"ecosystem.change_{model}", is_directory_editor)
    rules.add_perm(f"ecosystem.delete_{model}", has_role(Role.ADMINISTRATOR))

rules.add_perm("ecosystem.publish_event", is_directory_editor)


@rules.predicate
def registered_oneself(user, registration):
    return (
        registration is not None and bool(registration.user_id) and registration.user_id == user.pk
    )


# Registrations carry addresses and telephone numbers: those who run events read them. Whoever holds
# the mailed link acts without an account, through the system.
rules.add_perm("ecosystem.view_eventregistration", is_directory_editor)
rules.add_perm("ecosystem.add_eventregistration", rules.always_deny)
rules.add_perm("ecosystem.change_eventregistration", rules.always_deny)
rules.add_perm("ecosystem.delete_eventregistration", rules.always_deny)
rules.add_perm("ecosystem.decide_eventregistration", is_directory_editor)
rules.add_perm("ecosystem.check_in_eventregistration", is_directory_editor)
rules.add_perm("ecosystem.export_eventregistration", has_role(Role.ADMINISTRATOR, Role.SECRETARY))
rules.add_perm("ecosystem.cancel_eventregistration", is_signed_in & registered_oneself)

# A relation entered by mistake is taken out again. Correction notes are the history of a document:
# they are added, and a wrong one is corrected by another.
rules.add_perm("ecosystem.view_documentrelation", may_look)
rules.add_perm("ecosystem.add_documentrelation", is_directory_editor)
rules.add_perm("ecosystem.change_documentrelation", is_directory_editor)
rules.add_perm("ecosystem.delete_documentrelation", is_directory_editor)
rules.add_perm("ecosystem.view_documentcorrection", may_look)
rules.add_perm("ecosystem.add_documentcorrection", is_directory_editor)
rules.add_perm("ecosystem.change_documentcorrection", rules.always_deny)
rules.add_perm("ecosystem.delete_documentcorrection", rules.always_deny)

# The people of a profile write what the public reads of it; its name, kind and end stay with staff.
rules.add_perm("ecosystem.keep_profile", keeps_profile)
rules.add_perm("ecosystem.import_organization", is_directory_editor)
rules.add_perm("ecosystem.verify_profile", is_directory_editor | keeps_profile)

# Claims carry proofs and private words: only those who decide them read them. A claim opens the
# profile and nothing else, which is why editors may decide it.
rules.add_perm("ecosystem.view_profileclaim", is_directory_editor)
rules.add_perm("ecosystem.add_profileclaim", rules.always_deny)
rules.add_perm("ecosystem.change_profileclaim", rules.always_deny)
rules.add_perm("ecosystem.delete_profileclaim", rules.always_deny)
rules.add_perm("ecosystem.decide_profileclaim", is_directory_editor)
rules.add_perm("ecosystem.withdraw_profileclaim", made_the_claim)


@rules.predicate
def keeps_post(user, post):
    """Keeps the profile that the post is of."""
    return post is not None and keeps_profile(user, post.profile)


@rules.predicate
def sent_the_request(user, request):
    return request is not None and request.founder_id == user.pk


# Experts and requests carry private addresses and words: only those who pass requests on read them.
rules.add_perm("ecosystem.view_expert", is_directory_editor)
rules.add_perm("ecosystem.add_expert", is_directory_editor)
rules.add_perm("ecosystem.change_expert", is_directory_editor)
rules.add_perm("ecosystem.delete_expert", is_administrator)
rules.add_perm("ecosystem.view_connectionrequest", is_directory_editor)
rules.add_perm("ecosystem.add_connectionrequest", rules.always_deny)
rules.add_perm("ecosystem.change_connectionrequest", rules.always_deny)
rules.add_perm("ecosystem.delete_connectionrequest", rules.always_deny)
rules.add_perm("ecosystem.relay_connectionrequest", is_directory_editor)
rules.add_perm("ecosystem.cancel_connectionrequest", is_signed_in & sent_the_request)
# Whoever holds the mailed link answers, and the last outcome finishes: no account does either.
rules.add_perm("ecosystem.answer_connectionrequest", rules.always_deny)
rules.add_perm("ecosystem.finish_connectionrequest", rules.always_deny)

# The board: its people write, the office reads before the public does.
rules.add_perm("ecosystem.post_to_board", keeps_profile)
rules.add_perm("ecosystem.answer_boardpost", is_signed_in)
rules.add_perm("ecosystem.keep_boardpost", is_signed_in & keeps_post)
rules.add_perm("ecosystem.decide_boardpost", is_directory_editor)
rules.add_perm("ecosystem.view_boardpost", is_directory_editor)
rules.add_perm("ecosystem.add_boardpost", rules.always_deny)
rules.add_perm("ecosystem.change_boardpost", rules.always_deny)
rules.add_perm("ecosystem.delete_boardpost", rules.always_deny)
# Time alone: no account does it.
rules.add_perm("ecosystem.expire_boardpost", rules.always_deny)

# Records: written by the acts they tell of.
for model in ("profilechange", "actorimport"):
    rules.add_perm(f"ecosystem.view_{model}", is_directory_editor)
    rules.add_perm(f"ecosystem.add_{model}", rules.always_deny)
    rules.add_perm(f"ecosystem.change_{model}", rules.always_deny)
    rules.add_perm(f"ecosystem.delete_{model}", rules.always_deny)
rules.add_perm("ecosystem.read_profilechange", is_directory_editor)

# Who acts for an organisation reads dossiers in its name: editors of the directory do not decide it.
appoints = has_role(Role.ADMINISTRATOR, Role.SECRETARY)
rules.add_perm("ecosystem.view_membership", appoints)
rules.add_perm("ecosystem.add_membership", appoints)
rules.add_perm("ecosystem.change_membership", appoints)
rules.add_perm("ecosystem.delete_membership", appoints)


# --- the co-working space: its staff run their own rooms and see nothing of another space ----------


@rules.predicate
def is_of_no_space(user, obj):
    """The question is asked about spaces at large."""
    return obj is None


@rules.predicate
def acts_for_space(user, obj):
    """Belongs to the people of the space that the room, booking or closure is of."""
    room = getattr(obj, "room", None)
    holder = room if room is not None else obj
    return getattr(holder, "organization_id", None) in units_of(user)


@rules.predicate
def is_holder(user, booking):
    return booking is not None and booking.holder_id is not None and booking.holder_id == user.pk


runs_space = is_administrator | (is_space_manager & (is_of_no_space | acts_for_space))

rules.add_perm("ecosystem.run_every_space", is_administrator)
rules.add_perm("ecosystem.run_space", is_administrator | is_space_manager)

for model in ("room", "roompicture", "opening", "closure"):
    rules.add_perm(f"ecosystem.view_{model}", runs_space)
    rules.add_perm(f"ecosystem.add_{model}", runs_space)
    rules.add_perm(f"ecosystem.change_{model}", runs_space)
    rules.add_perm(f"ecosystem.delete_{model}", runs_space)

# A booking moves by its workflow only, and stays as a record.
rules.add_perm("ecosystem.request_booking", is_signed_in)
rules.add_perm("ecosystem.view_booking", is_signed_in & (is_holder | runs_space))
rules.add_perm("ecosystem.cancel_booking", is_signed_in & is_holder)
rules.add_perm("ecosystem.add_booking", runs_space)
rules.add_perm("ecosystem.decide_booking", runs_space)
rules.add_perm("ecosystem.record_booking", runs_space)
rules.add_perm("ecosystem.change_booking", rules.always_deny)
rules.add_perm("ecosystem.delete_booking", rules.always_deny)


# --- support services: a unit's staff answer their own requests and see nothing of another unit ----


@rules.predicate
def is_of_no_unit(user, obj):
    """The question is asked about units at large."""
    return obj is None


@rules.predicate
def acts_for_unit(user, obj):
    """Does the work of the unit that offers the service, or that the request was sent to."""
    service = getattr(obj, "service", obj)
    return getattr(service, "organization_id", None) in units_of(user)


@rules.predicate
def is_requester(user, request):
    return request is not None and request.requester_id == user.pk


runs_unit = is_administrator | (is_unit_staff & (is_of_no_unit | acts_for_unit))

rules.add_perm("ecosystem.run_every_unit", is_administrator)
rules.add_perm("ecosystem.run_unit", is_administrator | is_unit_staff)

# The catalogue is public: the secretariat looks after it together with the units.
sees_services = has_role(Role.ADMINISTRATOR, Role.SECRETARY)
rules.add_perm("ecosystem.see_every_service", sees_services)
rules.add_perm("ecosystem.view_service", sees_services | runs_unit)
rules.add_perm("ecosystem.add_service", runs_unit)
rules.add_perm("ecosystem.change_service", runs_unit)
rules.add_perm("ecosystem.delete_service", is_administrator)

# Requests hold what somebody tells a lawyer. They are for the unit that was asked; administrators,
# who give the roles, may step in for a unit that has nobody left. The secretariat has no part in it.
handles_request = is_signed_in & runs_unit
rules.add_perm("ecosystem.send_servicerequest", is_signed_in)
rules.add_perm("ecosystem.view_servicerequest", is_signed_in & (is_requester | runs_unit))
rules.add_perm("ecosystem.handle_servicerequest", handles_request)
rules.add_perm("ecosystem.message_servicerequest", is_signed_in & (is_requester | runs_unit))
rules.add_perm("ecosystem.cancel_servicerequest", is_signed_in & is_requester)
rules.add_perm("ecosystem.rate_servicerequest", is_signed_in & is_requester)
# A request moves by its workflow only, and stays as a record.
rules.add_perm("ecosystem.add_servicerequest", rules.always_deny)
rules.add_perm("ecosystem.change_servicerequest", rules.always_deny)
rules.add_perm("ecosystem.delete_servicerequest", rules.always_deny)
