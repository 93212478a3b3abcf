"""The board of needs and offers: the list, a post, an answer, and one's own posts."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, ListView

from ecosystem.domain import board as acts
from ecosystem.domain.board_answers import answer_post, refuse_answer
from ecosystem.domain.connections import AddressInTextError
from ecosystem.filters import facets
from ecosystem.filters.board import BoardFilter
from ecosystem.forms.board import AnswerForm, PostForm
from ecosystem.models import BoardPost
from ecosystem.views.base import PER_PAGE
from ecosystem.views.connections import connect_crumb
from ecosystem.views.directory import ActorListView
from ecosystem.workflow import BOARD_POST
from portal.workflow import RefusedError


def board_crumb():
    return (_("Needs and offers"), reverse("ecosystem:board"))


def list_crumb():
    return (_("My posts"), reverse("ecosystem:post_list"))


class BoardView(ActorListView):
    """What is needed and offered now."""

    template_name = "ecosystem/board/board.html"
    context_object_name = "posts"
    filterset_class = BoardFilter

    def sources(self):
        return (facets.posts(),)

    def get_context_data(self, **kwargs):
        crumbs = [connect_crumb(), (_("Needs and offers"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class PostDetailView(DetailView):
    """One post; its people and the office see it in every state."""

    template_name = "ecosystem/board/post_detail.html"
    context_object_name = "post"

    def get_queryset(self):
        return BoardPost.objects.visible_to(self.request.user).for_list_page()

    def get_context_data(self, **kwargs):
        user, post = self.request.user, self.object
        is_own = user.is_authenticated and user.has_perm("ecosystem.keep_boardpost", post)
        steps = {step.name for step in BOARD_POST.available(post, user)} if is_own else set()
        return super().get_context_data(
            is_own=is_own,
            steps=steps,
            extended_day=acts.extended_day(post) if is_own else None,
            breadcrumbs=[connect_crumb(), board_crumb(), (post.title, None)],
            **kwargs,
        )


# --- one's own posts ---------------------------------------------------------------------------


class PostListView(LoginRequiredMixin, ListView):
    """Posts of the profiles that one keeps, in every state."""

    template_name = "ecosystem/board/post_list.html"
    context_object_name = "posts"
    paginate_by = PER_PAGE

    def get_queryset(self):
        return BoardPost.objects.kept_by(self.request.user).for_list_page().order_by("-pk")

    def get_context_data(self, **kwargs):
        crumbs = [connect_crumb(), board_crumb(), (_("My posts"), None)]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class PostFormView(LoginRequiredMixin, FormView):
    """A refusal stands at its field; nothing typed is lost."""

    template_name = "ecosystem/board/post_form.html"
    form_class = PostForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, values):
        """Do it; return the post."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            post = self.act(form.cleaned_data)
        except RefusedError as refused:
            is_day = isinstance(refused, acts.LastDayError)
            form.add_error("last_day" if is_day else None, str(refused.message))
        except ValidationError as invalid:
            form.add_error(None, invalid)
        else:
            messages.success(
                self.request,
                _("The post is with the office. It is shown once the office has read it."),
            )
            return redirect(post)
        return self.form_invalid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class PostCreateView(PostFormView):
    """GET says who may post; POST sends the post to the office."""

    def act(self, values):
        return acts.create_post(self.request.user, values["in_name_of"], values)

    def get_context_data(self, **kwargs):
        problem = ""
        try:
            acts.refuse_author(self.request.user)
        except RefusedError as refused:
            problem = refused.message
        title = _("Post a need or an offer")
        crumbs = [connect_crumb(), board_crumb(), (title, None)]
        return super().get_context_data(title=title, problem=problem, breadcrumbs=crumbs, **kwargs)


class OwnPostMixin(LoginRequiredMixin):
    """A post of a profile that one keeps; of others there is nothing here."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            rows = BoardPost.objects.kept_by(request.user).for_list_page()
            self.post_row = get_object_or_404(rows, slug=kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self, title):
        post = self.post_row
        return [
            connect_crumb(),
            board_crumb(),
            list_crumb(),
            (post.title, post.get_absolute_url()),
            (title, None),
        ]


class PostEditView(OwnPostMixin, PostFormView):
    """What is changed goes back to the office."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "post": self.post_row}

    def act(self, values):
        seen = values["seen"]
        return acts.revise_post(self.post_row, values, actor=self.request.user, seen=seen)

    def get_context_data(self, **kwargs):
        problem = ""
        if not self.post_row.may_be_revised:
            problem = _("This post has ended. Post it anew instead.")
        title = _("Change the post")
        return super().get_context_data(
            post=self.post_row,
            title=title,
            problem=problem,
            breadcrumbs=self.crumbs(title),
            **kwargs,
        )


class PostStepView(OwnPostMixin, DetailView):
    """Asks before a step is taken; only POST takes it."""

    template_name = "ecosystem/board/post_step.html"
    context_object_name = "post"

    def get_object(self, queryset=None):
        return self.post_row

    def words(self):
        """Title, button, what follows, and what is said afterwards; no sentence when it cannot be."""
        raise NotImplementedError

    def act(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        title, sentence, _done = self.words()
        return super().get_context_data(
            title=title, sentence=sentence, breadcrumbs=self.crumbs(title), **kwargs
        )

    def post(self, request, *args, **kwargs):
        """Take the step, or say why not."""
        done = self.words()[2]
        try:
            self.act()
        except RefusedError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, done)
        return redirect(self.post_row)

    def may(self, step):
        return self.post_row.state in BOARD_POST[step].sources


class PostExtendView(PostStepView):
    """Shown longer, once."""

    def words(self):
        day = acts.extended_day(self.post_row)
        sentence = (
            _("The post is then shown until the end of %(day)s. It can be extended once only.")
            % {"day": f"{day:%d/%m/%Y}"}
            if day
            else ""
        )
        return _("Extend the post"), sentence, _("The post is extended.")

    def act(self):
        acts.extend_post(self.post_row, actor=self.request.user)


class PostCloseView(PostStepView):
    """It found what it was for."""

    def words(self):
        sentence = _(
            "The post is no longer shown, and the office counts it as settled. Answers that were passed on can still be accepted."
        )
        return (
            _("Mark as settled"),
            sentence if self.may("close") else "",
            _("The post is settled. Thank you."),
        )

    def act(self):
        acts.close_post(self.post_row, actor=self.request.user)


class PostWithdrawView(PostStepView):
    """Taken off before it found anything."""

    def words(self):
        sentence = _(
            "The post is no longer shown. Answers that were passed on can still be accepted."
        )
        return (
            _("Withdraw the post"),
            sentence if self.may("withdraw") else "",
            _("The post is withdrawn."),
        )

    def act(self):
        acts.withdraw_post(self.post_row, actor=self.request.user)


# --- answering ---------------------------------------------------------------------------------


class AnswerView(LoginRequiredMixin, FormView):
    """GET says how an answer is passed on; POST sends it to the office."""

    template_name = "ecosystem/board/answer_form.html"
    form_class = AnswerForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        rows = BoardPost.objects.public().select_related("startup", "organization")
        self.post_row = get_object_or_404(rows, slug=kwargs["slug"])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        problem = ""
        try:
            refuse_answer(self.request.user, self.post_row)
        except RefusedError as refused:
            problem = refused.message
        post = self.post_row
        crumbs = [
            connect_crumb(),
            board_crumb(),
            (post.title, post.get_absolute_url()),
            (_("Answer the post"), None),
        ]
        return super().get_context_data(post=post, problem=problem, breadcrumbs=crumbs, **kwargs)

    def form_valid(self, form):
        try:
            answer = answer_post(self.request.user, self.post_row, **form.cleaned_data)
        except RefusedError as refused:
            is_text = isinstance(refused, AddressInTextError)
            form.add_error("message" if is_text else None, str(refused.message))
            return self.form_invalid(form)
        messages.success(
            self.request, _("The answer is sent. The office looks at it and passes it on.")
        )
        return redirect(answer)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
