"""Training in the administration, one module per part."""

from training.admin import courses, history, persons, registrations, runs

__all__ = ["courses", "history", "persons", "registrations", "runs"]
