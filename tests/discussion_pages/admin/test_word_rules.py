import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from discussion_pages.models import WordRule
from discussion_pages.services.posting import edit_comment
from tests import factories
from tests.factories import NOW
from tests.staff import client_for

pytestmark = pytest.mark.django_db

LIST = "/admin/discussions/word-rules/"
IMPORT = f"{LIST}import/"
CSV = "phrase,kind,rule_code,note\nmuckraker,banned,abuse,\nnumpty,suspect,nowhere,\n"


@pytest.fixture
def admin(staff):
    return client_for(staff.admin)


def upload(text, name="words.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return {"file": SimpleUploadedFile(name, data, content_type="text/csv")}


def test_a_rule_is_added_changed_and_deleted(admin):
    factories.ModerationPolicyFactory()
    assert "Add one, or import a list." in admin.get(LIST).content.decode()
    form = {"phrase": "Muckraker", "kind": "banned", "rule_code": "abuse", "is_active": "on"}
    assert admin.post(f"{LIST}create/", form).status_code == 302
    rule = WordRule.objects.get()
    assert (rule.phrase_key, rule.rule_code, rule.is_active) == ("muckraker", "abuse", True)
    again = admin.post(f"{LIST}create/", form | {"phrase": "MUCKRAKER"}).content.decode()
    assert "There is a rule for this already." in again
    del form["is_active"]
    assert admin.post(f"{LIST}edit/{rule.pk}/", form | {"kind": "suspect"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.kind, rule.is_active) == ("suspect", False)
    assert admin.post(f"{LIST}delete/{rule.pk}/").status_code == 302
    assert not WordRule.objects.exists()


def test_a_code_that_no_policy_has_survives_the_form(admin):
    rule = WordRule.objects.create(phrase="word", kind="banned", rule_code="gone")
    page = admin.get(f"{LIST}edit/{rule.pk}/").content.decode()
    assert "gone (no policy has this rule)" in page


def test_the_list_is_filtered_searched_and_never_breaks(admin):
    WordRule.objects.create(phrase="muckraker", kind="banned")
    WordRule.objects.create(phrase="numpty", kind="suspect")
    assert "muckraker" not in admin.get(f"{LIST}?kind=suspect").content.decode()
    assert "numpty" in admin.get(f"{LIST}?kind=nonsense&colour=blue").content.decode()
    assert "numpty" not in admin.get(f"{LIST}?q=muck").content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_is_safe_to_open_and_can_be_imported_again(admin, form):
    WordRule.objects.create(phrase="=cmd()", kind="banned", rule_code="abuse", note="+1")
    response = admin.get(f"{LIST}?export={form}")
    data = b"".join(response.streaming_content)
    if form == "csv":
        rows = [tuple(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))]
        found = admin.post(IMPORT, upload(data)).content.decode()
        assert "Every line is there already." in found
    else:
        rows = list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
    assert rows == [("phrase", "kind", "rule_code", "note"), ("'=cmd()", "banned", "abuse", "'+1")]


def test_an_import_shows_first_and_writes_when_told_to(admin):
    shown = admin.post(IMPORT, upload(CSV))
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "Import 2 word rules" in page
    assert "No policy has a rule “nowhere”." in page
    assert not WordRule.objects.exists()
    answer = {"text": shown.context["form"].initial["text"], "confirmed": "yes"}
    assert admin.post(IMPORT, answer).status_code == 302
    assert WordRule.objects.count() == 2


def test_a_wrong_line_is_shown_by_its_number_and_nothing_is_written(admin):
    shown = admin.post(IMPORT, upload(CSV + "bad,forbidden,,\n"))
    page = shown.content.decode()
    assert shown.status_code == 422
    assert "<td>4</td>" in page
    assert "The kind has to be one of" in page
    assert 'name="confirmed"' not in page
    answer = {"text": shown.context["form"].initial["text"], "confirmed": "yes"}
    assert admin.post(IMPORT, answer).status_code == 422
    assert not WordRule.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose a file."),
        (upload(b"na\xefve"), "CSV UTF-8"),
        (upload(b"x" * 200_001), "split it in two"),
        (upload("words\nnaive\n"), "The first line has to name the columns"),
    ],
)
def test_a_file_that_cannot_be_taken_is_explained(admin, data, said):
    for each in data.values():
        each.seek(0)
    response = admin.post(IMPORT, data)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_what_a_file_holds_is_inert(admin):
    page = admin.post(IMPORT, upload("phrase,kind\n<script>alert(1)</script>,banned\n"))
    assert "<script>alert" not in page.content.decode()


def test_the_template_imports_as_it_is(admin):
    template = admin.get(f"{LIST}template.csv")
    assert template["Content-Type"].startswith("text/csv")
    assert admin.post(IMPORT, upload(template.content)).status_code == 200


@pytest.mark.parametrize("person", ["editor", "analyst"])
def test_who_keeps_no_rules_neither_sees_nor_imports_them(staff, person):
    client = client_for(getattr(staff, person))
    for url in (LIST, IMPORT, f"{LIST}template.csv", f"{LIST}create/"):
        assert client.get(url).status_code == 302, url
    assert client.post(IMPORT, upload(CSV) | {"confirmed": "yes"}).status_code == 302
    assert not WordRule.objects.exists()


def test_the_moderator_sees_phase_house_rule_and_the_marked_words(
    moderator_client, post, world, member
):
    WordRule.objects.create(phrase="numpty", kind="banned", rule_code="abuse")
    comment = post("Only a <numpty> put the lamp there.")
    edit_comment(comment=comment, author=member, text="Who put the lamp there?", at=NOW)
    page = moderator_client.get(
        f"/admin/discussions/comments/inspect/{comment.pk}/"
    ).content.decode()
    assert "It has banned words in it." in page
    assert "Abuse, threats or bullying" in page
    assert "Only a &lt;<mark>numpty</mark>&gt; put the lamp there." in page
