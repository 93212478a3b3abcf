"""What the public lists can be narrowed by, one module per part."""

from ecosystem.filters.actors import ActorFilter
from ecosystem.filters.documents import DocumentFilter, SupportFilter

__all__ = ["ActorFilter", "DocumentFilter", "SupportFilter"]
