"""Who may do what with the kernel's own objects."""

import rules

from portal.roles import Role, has_role

is_administrator = has_role(Role.ADMINISTRATOR)
is_secretary = has_role(Role.SECRETARY)

rules.add_perm("portal", is_administrator | is_secretary)

rules.add_perm("portal.view_user", is_administrator | is_secretary)
rules.add_perm("portal.add_user", is_administrator)
rules.add_perm("portal.change_user", is_administrator)
rules.add_perm("portal.delete_user", rules.always_deny)

# The outbox is a record: rows are resent, never typed or deleted by hand.
rules.add_perm("portal.view_outgoingmail", is_administrator | is_secretary)
rules.add_perm("portal.change_outgoingmail", rules.always_deny)
rules.add_perm("portal.add_outgoingmail", rules.always_deny)
rules.add_perm("portal.delete_outgoingmail", rules.always_deny)
rules.add_perm("portal.resend_outgoingmail", is_administrator | is_secretary)

rules.add_perm("portal.view_mailtemplate", is_administrator | is_secretary)
rules.add_perm("portal.add_mailtemplate", is_administrator | is_secretary)
rules.add_perm("portal.change_mailtemplate", is_administrator | is_secretary)
rules.add_perm("portal.delete_mailtemplate", is_administrator)

rules.add_perm("portal.view_consent", is_administrator | is_secretary)
rules.add_perm("portal.add_consent", rules.always_deny)
rules.add_perm("portal.change_consent", rules.always_deny)
rules.add_perm("portal.delete_consent", rules.always_deny)
