"""Pages for public."""
