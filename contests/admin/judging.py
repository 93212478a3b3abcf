"""Admin of judging."""
