"""The page of a site visit, made for a phone with a weak network."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from contests.domain import judging
from contests.forms.judge_visit import PhotoForm, VisitForm
from contests.models import SiteVisit, SiteVisitPhoto
from contests.views.background import is_autosave, refused_in_background, saved_in_background
from contests.views.judge import BAD_INPUT
from contests.views.judge_sheets import DossierPageMixin
from portal.serving import serve_stored_file
from portal.workflow import RefusedError


class VisitPageMixin(DossierPageMixin):
    """A page of a round with site visits; elsewhere it does not exist."""

    def answer(self, request, *args, **kwargs):
        if not self.round.has_site_visits:
            raise Http404
        return super().answer(request, *args, **kwargs)

    @cached_property
    def visits(self):
        """Visits of the entry that the judge may read, the own one among them."""
        rows = SiteVisit.objects.visible_to(self.request.user)
        rows = rows.filter(entry=self.assignment.entry_id)
        return list(rows.select_related("judge").prefetch_related("photos__stored"))

    @cached_property
    def visit(self):
        return next((row for row in self.visits if row.judge_id == self.request.user.pk), None)


class JudgeVisitView(VisitPageMixin, TemplateView):
    """Own notes and photographs, below them those of the other judges of the entry."""

    template_name = "contests/judge_visit.html"

    def get_form(self, data=None):
        return VisitForm(data, round_=self.round, visit=self.visit)

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") == "photo":
            return self.add_photo()
        form = self.get_form(request.POST)
        is_valid = form.is_valid()
        if is_autosave(request):
            return self.save_in_background(form)
        if not is_valid:
            return self.show(form=form)
        try:
            self.save(form)
        except judging.VisitChangedError as error:
            form.add_error(None, str(error.message))
            form.continue_from(self.visit)
            return self.show(form=form, stored=self.visit)
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return self.show(form=form)
        messages.success(request, _("The visit is saved."))
        return redirect(self.dossier_url("judge_visit"))

    def save(self, form):
        return judging.save_visit(
            self.assignment,
            judge=self.request.user,
            written=form.written(),
            version=form.cleaned_data["version"],
        )

    def save_in_background(self, form):
        if "version" in form.errors:
            return refused_in_background(form.errors["version"][0])
        try:
            saved = self.save(form)
        except RefusedError as error:
            return refused_in_background(error.message)
        return saved_in_background(
            saved.updated_at,
            seen=str(saved.version),
            errors=form.errors,
            note=_("Not saved yet: boxes with an error.") if form.errors else "",
        )

    def add_photo(self):
        form = self.get_photo_form(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.refuse_photo(form)
        try:
            photo = judging.add_photo(
                self.assignment,
                judge=self.request.user,
                uploaded=form.cleaned_data["photo"],
                caption=form.cleaned_data["caption"],
            )
        except ValidationError as error:
            form.add_error("photo", error)
            return self.refuse_photo(form)
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return self.refuse_photo(form)
        if is_autosave(self.request):
            return saved_in_background(photo.added_at, seen=str(photo.pk))
        messages.success(self.request, _("The photograph is saved."))
        return redirect(self.dossier_url("judge_visit") + "#anh")

    def refuse_photo(self, form):
        if is_autosave(self.request):
            problems = [text for of_field in form.errors.values() for text in of_field]
            return refused_in_background(" ".join(problems))
        return self.show(photo_form=form)

    def get_photo_form(self, *args):
        return PhotoForm(*args, megabytes=self.round.contest.max_image_mb)

    def show(self, **context):
        return self.render_to_response(self.get_context_data(**context), status=BAD_INPUT)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.get_form())
        kwargs.setdefault("photo_form", self.get_photo_form())
        return super().get_context_data(
            visit=self.visit,
            others=[row for row in self.visits if row != self.visit],
            may_write=self.is_open(),
            has_room=self.visit is None or len(self.visit.photos.all()) < judging.MAX_PHOTOS,
            breadcrumbs=self.crumbs(
                (_("Score sheet"), self.dossier_url("judge_sheet")), (_("Site visit"), None)
            ),
            **kwargs,
        )


class JudgeVisitPhotoView(VisitPageMixin, View):
    """A photograph; its judge may take it away."""

    def get(self, request, *args, **kwargs):
        photo = get_object_or_404(
            SiteVisitPhoto.objects.select_related("stored"),
            pk=kwargs["pk"],
            visit__in=[row.pk for row in self.visits],
        )
        return serve_stored_file(request, photo.stored, as_attachment=False)

    def post(self, request, *args, **kwargs):
        try:
            judging.remove_photo(self.assignment, kwargs["pk"], judge=request.user)
        except RefusedError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("The photograph is removed."))
        return redirect(self.dossier_url("judge_visit") + "#anh")
