"""Files of a dossier: one upload at a time, its error at the field, everything else untouched."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from contests.domain import dossier
from contests.domain.answers import PageEdit, fingerprint, save_page, stored_page
from contests.domain.attachments import KINDS, attach_file, counted_files, remove_file
from contests.domain.seals import may_read_part
from contests.enums import AttachmentKind
from contests.forms.applicant import VideoForm
from contests.forms.applicant_steps import UploadForm
from contests.models import Attachment
from contests.views.applicant_sections import EditPageMixin, page_url
from portal.serving import serve_stored_file
from portal.workflow import RefusedError


class FilesView(EditPageMixin, TemplateView):
    """Files of some kinds: the list, one form to add, one button each to remove."""

    template_name = "contests/application_files.html"
    kinds = ()
    has_video = False

    def get_context_data(self, **kwargs):
        self.get_task()
        attachments = self.application.attachments.all()
        context = {
            "attachments": [row for row in attachments if row.kind in self.kinds],
            "has_one_kind": len(self.kinds) == 1,
            "has_room": counted_files(self.application).count()
            < self.application.contest.max_files,
            "upload_form": self.upload_form(),
            "video_form": VideoForm(application=self.application) if self.has_video else None,
            "next_url": self.next_url(),
        }
        context |= kwargs
        forms = [context["upload_form"], context["video_form"]]
        context["has_errors"] = any(form and form.errors for form in forms)
        return super().get_context_data(**context)

    def upload_form(self, *args):
        accepted = {kind for name in self.kinds for kind in KINDS[name]}
        return UploadForm(
            *args,
            kinds=self.kinds,
            accept=",".join(sorted(kind.accept for kind in accepted)),
            hint=self.hint(),
        )

    def hint(self):
        contest = self.application.contest
        if self.kinds == (AttachmentKind.EXPLANATION,):
            return _("PDF or DOCX, at most %(size)d MB.") % {"size": contest.max_document_mb}
        return _(
            "PDF, DOCX or PPTX of at most %(document)d MB; pictures (JPEG, PNG, WebP) of at most "
            "%(image)d MB. The whole application may have %(count)d files."
        ) % {
            "document": contest.max_document_mb,
            "image": contest.max_image_mb,
            "count": contest.max_files,
        }

    def post(self, request, *args, **kwargs):
        try:
            if request.POST.get("action") == "video" and self.has_video:
                return self.save_video()
            return self.upload()
        except RefusedError as refused:
            messages.error(request, refused.message)
            return redirect(self.application)

    def upload(self):
        form = self.upload_form(self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                attachment = attach_file(
                    self.application,
                    form.cleaned_data["file"],
                    actor=self.request.user,
                    kind=form.cleaned_data["kind"],
                    caption=form.cleaned_data.get("caption", ""),
                )
            except ValidationError as error:
                form.add_error("file", error)
            else:
                text = _("The file “%(name)s” is added.") % {
                    "name": attachment.stored.original_name
                }
                messages.success(self.request, text)
                return redirect(self.request.get_full_path())
        return self.render_to_response(self.get_context_data(upload_form=form))

    def save_video(self):
        form = VideoForm(self.request.POST, application=self.application)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(video_form=form))
        names = tuple(form.stored_names())
        edit = PageEdit(path=self.path, names=names, values=form.valid_values())
        seen = fingerprint(stored_page(self.application, names, ()))
        save_page(self.application, edit, actor=self.request.user, seen=seen)
        messages.success(self.request, _("The link is saved."))
        return redirect(self.request.get_full_path())


class ExplanationView(FilesView):
    path = dossier.EXPLANATION
    kinds = (AttachmentKind.EXPLANATION,)


class EvidenceView(FilesView):
    path = dossier.EVIDENCE
    kinds = (AttachmentKind.SLIDES, AttachmentKind.IMAGE, AttachmentKind.EVIDENCE)
    has_video = True


class FileRemoveView(EditPageMixin, View):
    """Take a file out of the draft."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        rows = [row for row in self.application.attachments.all() if row.pk == kwargs["pk"]]
        if not rows:
            return redirect(self.application)
        try:
            remove_file(self.application, rows[0].pk, actor=request.user)
        except RefusedError as refused:
            messages.error(request, refused.message)
            return redirect(self.application)
        text = _("The file “%(name)s” is removed.") % {"name": rows[0].stored.original_name}
        messages.success(request, text)
        pages = {
            AttachmentKind.EXPLANATION: dossier.EXPLANATION,
            AttachmentKind.GUARDIAN: dossier.GUARDIANS,
        }
        return redirect(page_url(self.application, pages.get(rows[0].kind, dossier.EVIDENCE)))


class AttachmentDownloadView(LoginRequiredMixin, View):
    """Hand out a file to the team of the dossier, its unit and the staff of the contest."""

    def get(self, request, public_id, file_id):
        attachment = get_object_or_404(
            Attachment.objects.select_related("stored", "application__contest"),
            application__public_id=public_id,
            stored__public_id=file_id,
        )
        if not may_read_part(request.user, attachment):
            raise Http404
        return serve_stored_file(request, attachment.stored)
