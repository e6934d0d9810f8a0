"""A member's own pages: names, and the way out."""

from typing import Any

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.account import LoginView
from wagtail.models import APIToken

from members.display_names import display_name
from members.forms import DeleteAccountForm, ProfileForm, StaffLoginForm
from members.services.accounts import LastAdministratorError, delete_account, may_be_deleted
from members.services.tokens import revoke_own_token, tokens_in_force


@method_decorator(never_cache, name="dispatch")
class AccountView(LoginRequiredMixin, FormView):
    """What a member is called, and the way to everything else about the account."""

    template_name = "members/account.html"
    form_class = ProfileForm
    success_url = reverse_lazy("members:account")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form the member it is about."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        """Keep the names, or show the form again when one was taken meanwhile."""
        if not form.save():
            return self.form_invalid(form)
        messages.success(self.request, _("Your names are saved."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who the member is and is called."""
        return super().get_context_data(
            member=self.request.user,
            display_name=display_name(self.request.user),
            tokens=tokens_in_force(self.request.user),
            **kwargs,
        )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an API token of one's own. Whoever comes here otherwise is led to the account.

    Raises:
        Http404: one has no such token.
    """
    if request.method != "POST":
        return redirect("members:account")
    try:
        token = revoke_own_token(user=request.user, pk=pk)
    except APIToken.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The token “%s” opens nothing any more.") % token.name)
    return redirect("members:account")


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class DeleteAccountView(LoginRequiredMixin, FormView):
    """Says what deleting an account does, asks for the password, and does it."""

    template_name = "members/account_delete.html"
    form_class = DeleteAccountForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form the member it is about."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: DeleteAccountForm) -> HttpResponse:
        """Delete the account and end the session."""
        try:
            delete_account(user=form.user, at=timezone.now())
        except LastAdministratorError:
            return self.render_to_response(self.get_context_data(form=form))
        logout(self.request, show_message=False)
        return redirect("members:deleted")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether this is the one account that cannot be deleted."""
        return super().get_context_data(
            member=self.request.user, may_be_deleted=may_be_deleted(self.request.user), **kwargs
        )


class AccountDeletedView(TemplateView):
    """Goodbye."""

    template_name = "members/account_deleted.html"


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class StaffLoginView(LoginView):
    """Wagtail's log-in page, behind which the log-in goes on as everywhere: by allauth.

    So it asks for the second factor of whoever has one, and remembers what was shown. What it
    leaves out is the confirmation of the address, which a new administrator may have no mail for.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the attempt before anything is looked up."""
        refusal = ratelimit.consume_or_429(request, action="login")
        return refusal or super().post(request, *args, **kwargs)

    def form_valid(self, form: StaffLoginForm) -> HttpResponse:
        """Go on to the second factor, or into the admin."""
        remembers = form.cleaned_data.get("remember")
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if remembers else 0)
        login = Login(
            user=form.get_user(),
            email_verification=EmailVerificationMethod.NONE,
            redirect_url=self.get_success_url(),
        )
        credentials = {"email": form.cleaned_data["username"]}
        return perform_password_login(self.request, credentials, login)
