"""Who may do what with the ecosystem's objects."""

import rules

from portal.roles import Role, has_role

is_directory_editor = has_role(Role.ADMINISTRATOR, Role.SECRETARY, Role.EDITOR)
may_look = has_role(Role.ADMINISTRATOR, Role.SECRETARY, Role.EDITOR, Role.BOARD, Role.PUBLISHER)

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
):
    rules.add_perm(f"ecosystem.view_{model}", may_look)
    rules.add_perm(f"ecosystem.add_{model}", is_directory_editor)
    rules.add_perm(f"ecosystem.change_{model}", is_directory_editor)
    rules.add_perm(f"ecosystem.delete_{model}", has_role(Role.ADMINISTRATOR))

# Who acts for an organisation reads dossiers in its name: editors of the directory do not decide it.
appoints = has_role(Role.ADMINISTRATOR, Role.SECRETARY)
rules.add_perm("ecosystem.view_membership", appoints)
rules.add_perm("ecosystem.add_membership", appoints)
rules.add_perm("ecosystem.change_membership", appoints)
rules.add_perm("ecosystem.delete_membership", appoints)
