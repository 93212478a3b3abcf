"""Pages for applicant."""
