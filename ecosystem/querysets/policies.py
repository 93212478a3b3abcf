"""Documents, offers of support, and what plans promise."""

import re

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from ecosystem.enums import (
    DocumentStatus,
    RelationKind,
)
from ecosystem.querysets.folded import FoldedQuerySet
from ecosystem.validators import number_key
from portal.text import fold

_FIRST_DIGIT = re.compile(r"\d")


class DocumentQuerySet(FoldedQuerySet):
    @staticmethod
    def begins_with(words):
        """People write the kind in front of the number: “kế hoạch 201/KH-UBND”."""
        folded = fold(words)
        digit = _FIRST_DIGIT.search(folded)
        number = number_key(folded[digit.start() :]) if digit else ""
        begins = Q(folded__startswith=folded)
        return begins | Q(number_key__startswith=number) if number else begins

    def without_text(self):
        """Rows for a list: the words of a document may be a hundred pages."""
        return self.defer("folded", "full_text", "note")

    def with_namesakes(self):
        """Annotated with ``has_namesake``: another document of another year bears the number."""
        others = self.model.objects.filter(number_key=OuterRef("number_key"))
        return self.annotate(has_namesake=Exists(others.exclude(pk=OuterRef("pk"))))

    def with_validity(self, today=None):
        """Annotated with ``validity``: what is known of the document on ``today``.

        Days and replacing documents count first, then what staff determined. A day in force that
        has come does not make a document valid: it may have been repealed where nobody looked.
        """
        today = today or timezone.localdate()
        relations = apps.get_model("ecosystem", "DocumentRelation").objects.filter(
            target=OuterRef("pk"), source__effective_on__lte=today
        )
        replaced = Exists(relations.filter(kind=RelationKind.REPLACES))
        cut = Exists(relations.filter(kind=RelationKind.REPEALS_PART))
        status = DocumentStatus
        return self.annotate(
            validity=Case(
                When(
                    Q(status=status.EXPIRED) | Q(expires_on__lt=today) | Q(replaced),
                    then=Value(status.EXPIRED),
                ),
                When(
                    Q(effective_on__gt=today) | Q(status=status.NOT_YET, effective_on=None),
                    then=Value(status.NOT_YET),
                ),
                When(Q(status=status.PARTLY) | Q(cut), then=Value(status.PARTLY)),
                # Staff said from which day it is in force, and that day has come.
                When(status__in=[status.IN_FORCE, status.NOT_YET], then=Value(status.IN_FORCE)),
                default=Value(status.UNKNOWN),
                output_field=models.CharField(),
            )
        )


class SupportOfferQuerySet(FoldedQuerySet):
    def offered(self, today=None):
        """What everybody sees on ``today``."""
        today = today or timezone.localdate()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_to=None) | Q(valid_to__gte=today),
            is_published=True,
        )

    def visible_to(self, user):
        """Staff read drafts and what has ended on its page; everybody reads what is offered."""
        return self if user.has_perm("ecosystem.view_supportoffer") else self.offered()

    def for_page(self):
        """With who gives it and the legal source."""
        return self.select_related("kind", "organization", "document").defer(
            "folded", "document__folded", "document__full_text", "organization__folded"
        )

    def with_source_validity(self, today=None):
        """Annotated with ``source_validity``: the validity of the legal source, None without one."""
        documents = apps.get_model("ecosystem", "PolicyDocument").objects
        source = documents.with_validity(today).filter(pk=OuterRef("document"))
        return self.annotate(source_validity=Subquery(source.values("validity")[:1]))


class IndicatorQuerySet(models.QuerySet):
    def for_figures(self):
        """Newest plan first, each with what was reached."""
        return (
            self.select_related("plan__document")
            .defer("plan__document__folded", "plan__document__full_text")
            .prefetch_related("values")
            .order_by("-plan__start_year", "plan", "order")
        )
