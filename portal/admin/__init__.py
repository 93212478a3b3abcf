"""The kernel in Django admin, and the base class that gives every workflow its buttons."""

from portal.admin import (
    deletion,  # noqa: F401 -- says what a deletion takes along
    documents,  # noqa: F401 -- registers its models
    fields,  # noqa: F401 -- sets the defaults of every admin form
    jobs,  # noqa: F401 -- registers its models
    log,  # noqa: F401 -- registers its models
    mail,  # noqa: F401 -- registers its models
    newsletter,  # noqa: F401 -- registers its models
    notices,  # noqa: F401 -- registers its models
    old_addresses,  # noqa: F401 -- registers its models
    search,  # noqa: F401 -- registers its models
    users,  # noqa: F401 -- registers its models
)
from portal.admin.workflow import AdminStep, WorkflowAdmin

__all__ = ["AdminStep", "WorkflowAdmin"]
