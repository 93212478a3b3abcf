"""Who may do what with training."""

import rules

from portal.roles import Role, has_role, is_signed_in

is_training_officer = has_role(Role.TRAINING_OFFICER, Role.ADMINISTRATOR)
may_look = has_role(
    Role.TRAINING_OFFICER, Role.ADMINISTRATOR, Role.SECRETARY, Role.BOARD, Role.EDITOR
)

rules.add_perm("training", may_look)

rules.add_perm("training.view_historicalattendance", may_look)
rules.add_perm("training.add_historicalattendance", is_training_officer)
rules.add_perm("training.change_historicalattendance", is_training_officer)
rules.add_perm("training.delete_historicalattendance", has_role(Role.ADMINISTRATOR))

for model in ("audience", "course", "courserun"):
    rules.add_perm(f"training.view_{model}", may_look)
    rules.add_perm(f"training.add_{model}", is_training_officer)
    rules.add_perm(f"training.change_{model}", is_training_officer)
    rules.add_perm(f"training.delete_{model}", has_role(Role.ADMINISTRATOR))

# Part of a class: whoever may change it changes them.
for model in ("session", "trainer", "material", "runquestion"):
    rules.add_perm(f"training.view_{model}", may_look)
    rules.add_perm(f"training.add_{model}", is_training_officer)
    rules.add_perm(f"training.change_{model}", is_training_officer)
    rules.add_perm(f"training.delete_{model}", is_training_officer)

rules.add_perm("training.publish_courserun", is_training_officer)


@rules.predicate
def registered_oneself(user, registration):
    return (
        registration is not None and bool(registration.user_id) and registration.user_id == user.pk
    )


# Registrations carry addresses, telephone numbers and what people declare of themselves: those who
# run classes read them. Whoever holds the mailed link acts without an account, through the system.
for model in ("registration", "registrationgroup", "attendance", "runanswer"):
    rules.add_perm(f"training.view_{model}", is_training_officer)
    rules.add_perm(f"training.add_{model}", rules.always_deny)
    rules.add_perm(f"training.change_{model}", rules.always_deny)
    rules.add_perm(f"training.delete_{model}", rules.always_deny)

rules.add_perm("training.decide_registration", is_training_officer)
rules.add_perm("training.check_in_registration", is_training_officer)
rules.add_perm("training.export_registration", is_training_officer)
rules.add_perm("training.cancel_registration", is_signed_in & registered_oneself)

# Who is behind the registrations: those who read registrations see it, and correct what the rules do.
rules.add_perm("training.view_person", is_training_officer)
for verb in ("add", "change", "delete"):
    rules.add_perm(f"training.{verb}_person", rules.always_deny)
rules.add_perm("training.merge_person", is_training_officer)

# Counts of the report name nobody, and are not cut off where they are small.
rules.add_perm(
    "training.export_figures",
    has_role(Role.TRAINING_OFFICER, Role.ADMINISTRATOR, Role.SECRETARY, Role.BOARD),
)

# Promoted teams are asked by those who know them; who was asked is read by those who run classes.
rules.add_perm(
    "training.invite_courserun",
    has_role(Role.TRAINING_OFFICER, Role.ADMINISTRATOR, Role.SECRETARY),
)

# What comes after a class. Answers name nobody; certificates are papers of the office.
rules.add_perm("training.issue_certificate", is_training_officer)
rules.add_perm("training.view_survey", is_training_officer)

# Attendance: trainers hold a mailed link instead of a permission, for their own class alone.
rules.add_perm("training.invite_trainer", is_training_officer)
rules.add_perm("training.import_attendance", is_training_officer)
