"""Texts of libraries that people here meet and that lack Vietnamese: listed so that our catalogue keeps them.

Nothing imports this module. ``makemessages`` reads it, and the project's catalogue wins over theirs.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

TEXTS = [
    # What Django says at forms and fields
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens."),
    _(
        "File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s."
    ),
    _("Null characters are not allowed."),
    _("“%(value)s” value must be either True or False."),
    _("“%(value)s” value must be either True, False, or None."),
    _("“%(value)s” value must be either None, True or False."),
    _("“%(value)s” value has an invalid date format. It must be in YYYY-MM-DD format."),
    _("“%(value)s” value has the correct format (YYYY-MM-DD) but it is an invalid date."),
    _(
        "“%(value)s” value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format."
    ),
    _(
        "“%(value)s” value has the correct format (YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ]) but it is an invalid date/time."
    ),
    _("“%(value)s” value must be a decimal number."),
    _("“%(value)s” value must be a float."),
    _("“%(value)s” value must be an integer."),
    _("“%(value)s” is not a valid UUID."),
    _("Value must be valid JSON."),
    _("%(model)s instance with %(field)s %(value)r does not exist."),
    _("Enter a complete value."),
    _("Enter a valid UUID."),
    _("Enter a valid JSON."),
    _("Enter a valid duration."),
    _(
        "ManagementForm data is missing or has been tampered with. Missing fields: %(field_names)s. You may need to file a bug report if the issue persists."
    ),
    _("The inline value did not match the parent instance."),
    _("“%(pk)s” is not a valid value."),
    _(
        "%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; it may be ambiguous or it may not exist."
    ),
    _("This is not a valid IPv6 address."),
    _("Messages"),
    _("%(truncated_text)s…"),
    # What Django says on pages and in lists
    _("That page number is not an integer"),
    _("That page number is less than 1"),
    _("That page contains no results"),
    _("Page is not “last”, nor can it be converted to an int."),
    _("Forbidden"),
    _("CSRF verification failed. Request aborted."),
    _("Toggle navigation"),
    _("Filter navigation items"),
    # django-filter
    _("Range query expects two values."),
    _("Multiple values may be separated by commas."),
    _("Any date"),
    _("Today"),
    _("Yesterday"),
    _("Past 7 days"),
    _("This month"),
    _("This year"),
    _("Ordering"),
    _("%s (descending)"),
    _("Field filters"),
    _("exclude"),
    _("Unknown"),
    _("Submit"),
    _("Select a lookup."),
    # django-auditlog
    _("Audit log"),
    _("Audit log: %s"),
    _("Changes"),
    _("Click to filter by records with this correlation id"),
    _("Correlation ID"),
    _("Created {repr:s}"),
    _("Created"),
    _("Deleted {repr:s}"),
    _("Logged {repr:s}"),
    _("Updated {repr:s}"),
    _("Objects"),
    _("Relationship"),
    _("Resource Type"),
    _("Resource"),
    _("access"),
    _("action"),
    _("actor"),
    _("actor email"),
    _("additional data"),
    _("change message"),
    _("content type"),
    _("create"),
    _("delete"),
    _("update"),
    _("log entry"),
    _("log entries"),
    _("object id"),
    _("object pk"),
    _("object representation"),
    _("remote address"),
    _("remote port"),
    _("timestamp"),
    _("No field changes"),
    _("No log entries found."),
    _("system"),
    # django-allauth
    _("Accounts"),
    _("email address"),
    _("email addresses"),
    _("email confirmation"),
    _("email confirmations"),
    _("primary"),
    _("The email address is not assigned to any user account."),
    _("You cannot remove your primary email address."),
    _("Your primary email address must be verified."),
    _("Invalid or expired key."),
    _("Invalid login."),
]


def plurals(n):
    """Plural texts of Django's form sets."""
    return [
        ngettext("Please submit at most %d form.", "Please submit at most %d forms.", n),
        ngettext("Please submit at least %d form.", "Please submit at least %d forms.", n),
    ]
