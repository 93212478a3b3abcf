"""The contest in Django admin, one module per aggregate."""

from contests.admin import applications, awards, editions, history, judging, rounds, rule_sets

__all__ = ["applications", "awards", "editions", "history", "judging", "rounds", "rule_sets"]
