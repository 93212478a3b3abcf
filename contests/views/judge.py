"""Pages for judge."""
