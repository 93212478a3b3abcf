"""Admin of editions."""
