"""Pages of the newsletter: asking for it, and one's own page behind the mailed link."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView

from portal import newsletter as readers
from portal.models import Subscriber
from portal.models.newsletter import NewsletterTopic
from portal.site.newsletter.forms import SubscribeForm, TopicsForm
from portal.throttle import count_attempt, is_braked

# Whoever enters more addresses than this invents them.
ATTEMPTS, SECONDS = 10, 3600
TITLE = gettext_lazy("Newsletter")


class SubscribeView(FormView):
    """The form; the answer is the same for every address."""

    template_name = "site/newsletter.html"
    form_class = SubscribeForm

    def get_initial(self):
        user = self.request.user
        return {
            "email": user.email if user.is_authenticated else "",
            "topics": NewsletterTopic.values,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(TITLE, None)], **kwargs)

    def form_valid(self, form):
        if is_braked(self.request, "newsletter", limit=ATTEMPTS):
            form.add_error(None, _("Too many attempts. Try again later."))
            return self.form_invalid(form)
        count_attempt(self.request, "newsletter", seconds=SECONDS)
        readers.ask(form.cleaned_data["email"], form.cleaned_data["topics"])
        return redirect("site:newsletter_sent")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SentView(TemplateView):
    """Look into your mail."""

    template_name = "site/newsletter_sent.html"

    def get_context_data(self, **kwargs):
        crumbs = [(TITLE, reverse("site:newsletter")), (_("Look into your mail"), None)]
        return super().get_context_data(days=readers.DAYS_TO_CONFIRM, breadcrumbs=crumbs, **kwargs)


class OwnMixin:
    """Open to whoever holds the link: it went to the address alone."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.reader = Subscriber.objects.filter(key=kwargs["key"]).first()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            reader=self.reader,
            breadcrumbs=[(TITLE, reverse("site:newsletter")), (_("Your newsletter"), None)],
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class OwnView(OwnMixin, FormView):
    """Confirm, or choose other topics: GET changes nothing, mail programs open links."""

    template_name = "site/newsletter_own.html"
    form_class = TopicsForm

    def dispatch(self, request, *args, **kwargs):
        if self.reader is None:
            return self.gone()
        return super().dispatch(request, *args, **kwargs)

    def gone(self):
        """Who ended it, or never confirmed, is told so."""
        context = {"breadcrumbs": [(TITLE, reverse("site:newsletter")), (_("Ended"), None)]}
        self.template_name = "site/newsletter_ended.html"
        return self.render_to_response(context, status=410)

    def get_initial(self):
        return {"topics": self.reader.topics}

    def form_valid(self, form):
        readers.choose(self.reader, form.cleaned_data["topics"])
        was_confirmed = self.reader.confirmed_at is not None
        readers.confirm(self.reader)
        done = (
            _("Your topics are saved.")
            if was_confirmed
            else _("Your address is confirmed. The next letter comes on Monday.")
        )
        messages.success(self.request, done)
        return redirect("site:newsletter_own", self.reader.key)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


@method_decorator([never_cache, csrf_exempt], name="dispatch")
class EndView(OwnMixin, TemplateView):
    """GET asks once more; POST ends it, also from a mail program's own button (RFC 8058).

    Such a program sends no cookie and no token: the key in the address is the proof.
    """

    template_name = "site/newsletter_end.html"

    def post(self, request, *args, **kwargs):
        if self.reader is not None:
            readers.end(self.reader)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=200)
        return redirect("site:newsletter_ended")


class EndedView(TemplateView):
    template_name = "site/newsletter_ended.html"

    def get_context_data(self, **kwargs):
        crumbs = [(TITLE, reverse("site:newsletter")), (_("Ended"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)
