"""The newsroom in Django admin."""

from news.admin import (
    articles,  # noqa: F401 -- registers its models
    banners,  # noqa: F401 -- registers its models
    questions,  # noqa: F401 -- registers its models
    taxonomy,  # noqa: F401 -- registers its models
)
