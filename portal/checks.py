"""System checks of our own: what must be set before the portal serves anybody."""

from django.conf import settings
from django.core.checks import Tags, Warning, register  # noqa: A004 -- Django's name for its level


@register(Tags.security, deploy=True)
def database_is_a_server(app_configs, **kwargs):
    """Production runs on PostgreSQL; SQLite is for development and demonstration."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return [
            Warning(
                "SQLite is used.",
                hint="Set DATABASE_URL to a PostgreSQL database.",
                id="portal.W001",
            )
        ]
    return []
