"""Admin of awards."""
