"""Who may do what with the ecosystem's objects."""

import rules

from portal.roles import Role, has_role

is_directory_editor = has_role(Role.ADMINISTRATOR, Role.SECRETARY, Role.EDITOR)
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


rules.add_perm("ecosystem", may_look)

for model in (
    "event",
    "field",
    "indicator",
    "indicatorvalue",
    "locality",
    "organization",
    "plan",
    "policydocument",
    "startup",
    "supportkind",
):
    rules.add_perm(f"ecosystem.view_{model}", may_look)
    rules.add_perm(f"ecosystem.add_{model}", is_directory_editor)
    rules.add_perm(f"ecosystem.change_{model}", is_directory_editor)
    rules.add_perm(f"ecosystem.delete_{model}", has_role(Role.ADMINISTRATOR))

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
