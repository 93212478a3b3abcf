"""Who may do what with the kernel's own objects."""

import rules

from portal.documents import KINDS
from portal.roles import Role, has_role, is_signed_in

is_administrator = has_role(Role.ADMINISTRATOR)
is_secretary = has_role(Role.SECRETARY)
may_run_jobs = has_role(Role.ADMINISTRATOR, Role.SECRETARY, Role.BOARD, Role.TRAINING_OFFICER)


@rules.predicate
def is_of_no_job(user, job):
    """The question is asked about jobs at large."""
    return job is None


@rules.predicate
def is_requester(user, job):
    return job is not None and job.requested_by_id == user.pk


@rules.predicate
def may_read_result(user, job):
    """Holds the permission that guards what the job makes."""
    return job is not None and bool(job.permission) and user.has_perm(job.permission)


@rules.predicate
def is_result_free(user, job):
    return job is not None and not job.permission


rules.add_perm("portal", may_run_jobs | has_role(Role.PUBLISHER))

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

# Readers are addresses: they come and go by themselves, or are ended when somebody asks by telephone.
rules.add_perm("portal.view_subscriber", is_administrator | has_role(Role.PUBLISHER))
rules.add_perm("portal.add_subscriber", rules.always_deny)
rules.add_perm("portal.change_subscriber", rules.always_deny)
rules.add_perm("portal.delete_subscriber", rules.always_deny)
rules.add_perm("portal.end_subscriber", is_administrator | has_role(Role.PUBLISHER))

rules.add_perm("portal.view_mailtemplate", is_administrator | is_secretary)
rules.add_perm("portal.add_mailtemplate", is_administrator | is_secretary)
rules.add_perm("portal.change_mailtemplate", is_administrator | is_secretary)
rules.add_perm("portal.delete_mailtemplate", is_administrator)

rules.add_perm("portal.view_consent", is_administrator | is_secretary)
rules.add_perm("portal.add_consent", rules.always_deny)
rules.add_perm("portal.change_consent", rules.always_deny)
rules.add_perm("portal.delete_consent", rules.always_deny)

# Papers that were issued are a record: revoked with a reason, never changed or deleted.
may_issue = has_role(Role.ADMINISTRATOR, Role.SECRETARY, Role.BOARD)


@rules.predicate
def may_issue_its_kind(user, document):
    """Holds the permission that guards papers of this kind."""
    kind = KINDS.get(document.kind) if document is not None else None
    return kind is not None and bool(kind.permission) and user.has_perm(kind.permission)


rules.add_perm("portal.view_issueddocument", may_issue | may_issue_its_kind)
rules.add_perm("portal.revoke_issueddocument", may_issue | may_issue_its_kind)
rules.add_perm("portal.add_issueddocument", rules.always_deny)
rules.add_perm("portal.change_issueddocument", rules.always_deny)
rules.add_perm("portal.delete_issueddocument", rules.always_deny)

# Jobs are started by the pages that need them; a result holds what its kind's permission guards.
rules.add_perm("portal.oversee_backgroundjob", is_administrator)
rules.add_perm(
    "portal.view_backgroundjob",
    is_signed_in
    & (is_administrator | is_requester | may_read_result | (is_of_no_job & may_run_jobs)),
)
rules.add_perm(
    "portal.download_backgroundjob",
    is_signed_in & (may_read_result | (is_requester & is_result_free)),
)
rules.add_perm("portal.add_backgroundjob", rules.always_deny)
rules.add_perm("portal.change_backgroundjob", rules.always_deny)
rules.add_perm("portal.delete_backgroundjob", rules.always_deny)

# What stands above every page is the office's word.
keeps_notices = has_role(Role.ADMINISTRATOR, Role.SECRETARY, Role.PUBLISHER)
for _act in ("view", "add", "change", "delete"):
    rules.add_perm(f"portal.{_act}_sitenotice", keeps_notices)

# Old links lead where the newsroom says.
keeps_old_addresses = has_role(Role.ADMINISTRATOR, Role.PUBLISHER)
for _act in ("view", "add", "change", "delete"):
    rules.add_perm(f"portal.{_act}_oldaddress", keeps_old_addresses)

# The index of the search is written by the portal alone; its words are kept by the newsroom.
keeps_search = has_role(Role.ADMINISTRATOR, Role.EDITOR, Role.PUBLISHER)
for _model in ("searchsynonym", "promotedanswer"):
    for _act in ("view", "add", "change", "delete"):
        rules.add_perm(f"portal.{_act}_{_model}", keeps_search)
rules.add_perm("portal.view_missedsearch", keeps_search)
rules.add_perm("portal.add_missedsearch", rules.always_deny)
rules.add_perm("portal.change_missedsearch", rules.always_deny)
rules.add_perm("portal.delete_missedsearch", rules.always_deny)
