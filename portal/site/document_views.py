"""Is this paper genuine? The page behind the code on certificates."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from portal.documents import KINDS, find_by_code, is_replaced
from portal.throttle import count_attempt, is_braked

# Wrong codes from one address in ten minutes: a person mistypes a few, a guesser needs millions.
WRONG_CODES = 20
SECONDS = 600


@method_decorator(never_cache, name="dispatch")
class DocumentCheckView(TemplateView):
    """Says the least: valid or revoked, what it is, for whom (if the public may know), when."""

    template_name = "site/document_check.html"

    def get(self, request, *args, **kwargs):
        typed = request.GET.get("ma", "").strip()
        if typed and "code" not in kwargs:
            cleaned = "".join(char for char in typed.upper() if char.isascii() and char.isalnum())
            return redirect("site:document_check", cleaned[:40] or "x")
        if "code" not in kwargs:
            return self.answer()
        if is_braked(request, "document-check", limit=WRONG_CODES):
            return self.answer(
                status=429, problem=_("Too many attempts. Try again in a few minutes")
            )
        document = find_by_code(kwargs["code"])
        if document is None or document.kind not in KINDS:
            count_attempt(request, "document-check", seconds=SECONDS)
            return self.answer(
                status=404, problem=_("No paper has this code. Compare it letter by letter.")
            )
        kind = KINDS[document.kind]
        return self.answer(
            document=document,
            kind=kind,
            holder=kind.public_holder(document),
            details=kind.public_details(document),
            is_replaced=is_replaced(document),
        )

    def answer(self, status=200, **context) -> HttpResponse:
        title = _("Check a certificate")
        context |= {
            "title": title,
            "breadcrumbs": [(title, None)],
            "typed": self.kwargs.get("code", ""),
        }
        return render(self.request, self.template_name, context, status=status)
