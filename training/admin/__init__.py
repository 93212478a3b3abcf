"""Training in the administration, one module per part."""

from training.admin import courses, history, runs

__all__ = ["courses", "history", "runs"]
