"""What the tests of paper sheets begin with."""

from tests.contests.domain.judging.conftest import scored

__all__ = ["scored"]
