"""The list of word rules, and how it comes and goes as a file.

Built with wagtail-modeladmin: plain records, with its own forms to add, change and delete them.
"""

from typing import Any

from django import forms
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from discussion_pages.admin.exports import plain_cell
from discussion_pages.models import WordRule
from discussion_pages.models.moderating import RULE_KIND_CHOICES
from discussion_pages.services import word_lists
from discussion_pages.services.refusals import Refused
from discussion_pages.services.word_lists import LineState, WordList

LIST_URL_NAME = "discussions_word-rules_modeladmin_index"
IMPORT_URL_NAME = "discussion_pages_import_words"
TEMPLATE_URL_NAME = "discussion_pages_word_list_template"
MAY_IMPORT = ("discussion_pages.add_wordrule", "discussion_pages.change_wordrule")
EXAMPLE_LINES = (
    ("you are a numpty", "suspect", "abuse", "Held, and the author is told"),
    ("numpt*", "banned", "abuse", "Any ending: numpty, numpties"),
    ("Numpton", "allowed", "", "A place name that the line above would hold"),
)


def may_import(user: Any) -> bool:
    """Say whether ``user`` may add and change word rules, which an import does."""
    return user.is_active and user.has_perms(MAY_IMPORT)


class KindFilter(SimpleListFilter):
    """By what a rule does."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the kinds."""
        return RULE_KIND_CHOICES

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one kind."""
        value = self.value()
        return queryset.filter(kind=value) if value in dict(RULE_KIND_CHOICES) else queryset


class WordRuleForm(WagtailAdminModelForm):
    """Offers the house rules of all policies in force. A code that none has stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = word_lists.known_codes()
        current = self.instance.rule_code
        if current and current not in codes:
            codes[current] = _("%(code)s (no policy has this rule)") % {"code": current}
        field = self.fields["rule_code"]
        self.fields["rule_code"] = forms.ChoiceField(
            label=field.label,
            help_text=field.help_text,
            required=False,
            choices=[("", _("None")), *codes.items()],
        )


class WordRuleIndexView(IndexView):
    """The list."""

    export_headings = {name: name for name in word_lists.COLUMNS}

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Keep our own filter only; stock, a misspelt parameter is an error 500."""
        found = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name == KindFilter.parameter_name}

    def to_row_dict(self, item: WordRule) -> dict[str, Any]:
        """Return one line, as an import takes it."""
        return {name: plain_cell(getattr(item, name)) for name in self.list_export}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the import is, for those who may."""
        url = reverse(IMPORT_URL_NAME) if may_import(self.request.user) else None
        return super().get_context_data(import_url=url, **kwargs)


class WordRuleAdmin(ModelAdmin):
    """Words that the pipeline looks for."""

    model = WordRule
    menu_label = gettext_lazy("Word rules")
    menu_icon = "list-ul"
    menu_item_name = "word-rules"
    add_to_admin_menu = False
    base_url_path = "discussions/word-rules"
    index_view_class = WordRuleIndexView
    index_template_name = "discussion_pages/admin/word_rules.html"
    list_display = ("phrase", "kind_words", "rule_code", "note", "use_words")
    list_filter = (KindFilter,)
    list_export = word_lists.COLUMNS
    list_per_page = 100
    search_fields = ("phrase", "note")
    ordering = ("phrase",)
    export_filename = "word-rules"
    index_view_extra_css = ("discussion_pages/admin/comments.css",)
    edit_handler = ObjectList(WordRule.panels, base_form_class=WordRuleForm)

    def get_index_view_extra_css(self) -> list[str]:
        """Return the stylesheet of our lists."""
        return list(self.index_view_extra_css)

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Register the import and its template beside the list."""
        return (
            path("discussions/word-rules/import/", ImportWordsView.as_view(), name=IMPORT_URL_NAME),
            path("discussions/word-rules/template.csv", word_list_template, name=TEMPLATE_URL_NAME),
            *super().get_admin_urls_for_registration(),
        )

    def kind_words(self, rule: WordRule) -> str:
        """Return what the rule does."""
        return rule.get_kind_display()

    kind_words.short_description = gettext_lazy("kind")
    kind_words.admin_order_field = "kind"

    def use_words(self, rule: WordRule) -> str:
        """Return whether it is looked for."""
        return _("Yes") if rule.is_active else _("No")

    use_words.short_description = gettext_lazy("in use")
    use_words.admin_order_field = "is_active"


class WordFileForm(forms.Form):
    """A file to look at, or the text of one that was looked at and is to be written.

    The words of the file come back with the page, so that nothing waits on the server for an
    answer; they are read and compared anew before they are written.
    """

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy(
            "UTF-8, with the columns phrase, kind, rule_code and note. At most 200 KB."
        ),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a file where there is no text either, and read it."""
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if self.errors:
            return cleaned
        try:
            if upload is not None:
                cleaned["text"] = word_lists.decoded(upload.read(word_lists.BYTES_MAX + 1))
            elif not cleaned.get("text"):
                self.add_error("file", _("Choose a file."))
        except Refused as refusal:
            self.add_error("file", str(refusal))
        return cleaned


class ImportWordsView(WagtailAdminTemplateMixin, FormView):
    """Shows what a file would change, line by line, and writes it when asked to."""

    form_class = WordFileForm
    template_name = "discussion_pages/admin/import_words.html"
    page_title = gettext_lazy("Import word rules")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away those who may not add and change word rules.

        Raises:
            PermissionDenied: they may not.
        """
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: WordFileForm) -> HttpResponse:
        """Show the preview; write where this is the answer to one."""
        text = form.cleaned_data["text"]
        try:
            if "confirmed" not in self.request.POST:
                return self.preview(word_lists.compared(text), text)
            done = word_lists.import_words(text=text, by=self.request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        number = len(done.changes)
        messages.success(
            self.request,
            ngettext(
                "%(number)s word rule is imported.", "%(number)s word rules are imported.", number
            )
            % {"number": number},
        )
        return redirect(LIST_URL_NAME)

    def form_invalid(self, form: WordFileForm) -> HttpResponse:
        """Say what is wrong with the file."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def preview(self, found: WordList, text: str) -> HttpResponse:
        """Show each line with what it would do, the wrong ones first."""
        order = [LineState.WRONG, LineState.NEW, LineState.CHANGED, LineState.SAME]
        lines = sorted(found.lines, key=lambda line: (order.index(line.state), line.number))
        context = self.get_context_data(
            form=WordFileForm(initial={"text": text}),
            word_list=found,
            lines=[
                {"line": line, "state": STATE_WORDS[line.state], "kind": line.rule.kind}
                for line in lines
            ],
            counts=[
                {"state": STATE_WORDS[state], "number": found.counts[state]} for state in LineState
            ],
        )
        return self.render_to_response(context, status=200 if found.is_right else 422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the ways back and to the template."""
        return super().get_context_data(
            list_url=reverse(LIST_URL_NAME), template_url=reverse(TEMPLATE_URL_NAME), **kwargs
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST_URL_NAME), "label": _("Word rules")},
            {"url": "", "label": self.page_title},
        ]


STATE_WORDS = {
    LineState.NEW: gettext_lazy("New"),
    LineState.CHANGED: gettext_lazy("Changed"),
    LineState.SAME: gettext_lazy("As it is"),
    LineState.WRONG: gettext_lazy("Wrong"),
}


def word_list_template(request: HttpRequest) -> HttpResponse:
    """Return a small file to start from.

    Raises:
        PermissionDenied: whoever asks may not import.
    """
    if not may_import(request.user):
        raise PermissionDenied
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="word-rules-template.csv"'
    response.write(word_lists.as_csv(EXAMPLE_LINES))
    return response
