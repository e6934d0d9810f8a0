"""Markup is drawn once for each shape on a page, and comes out as if each were drawn by itself."""

import inspect
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.utils.safestring import SafeString

import discussion_pages
from discussion_pages.services.threads import CommentView

SOURCE = """{% load i18n stencil_tags %}{% for thing in things %}{% stencil thing.shape %}\
<p id="{% fill thing.pk %}">{% if thing.is_big %}BIG {% endif %}{% fill thing.name|upper %}, \
{% fill thing.name as name %}{% blocktranslate %}to {{ name }}{% endblocktranslate %}\
{% if thing.is_big %} ({% fill thing.pk %}){% endif %}</p>{% endstencil %}{% endfor %}"""


def things(*names):
    return [
        SimpleNamespace(pk=pk, name=name, is_big=pk % 2 == 0, shape=(pk % 2,))
        for pk, name in enumerate(names)
    ]


def test_a_page_with_stencils_reads_like_one_without():
    names = ["Ana", "<b>Bo</b>", "C & D", "{{ e }}", "% (f)s", "\\1"]
    context = {"things": things(*names)}
    with_them = Template(SOURCE).render(Context(context | {"stencils": {}}))
    assert with_them == Template(SOURCE).render(Context(context))
    assert '<p id="0">BIG ANA, to Ana (0)</p><p id="1">&lt;B&gt;BO' in with_them


def test_each_shape_is_drawn_once():
    stencils = {}
    Template(SOURCE).render(Context({"things": things(*"abcdef"), "stencils": stencils}))
    assert len(stencils) == 2


def test_two_stencils_of_one_template_are_not_taken_for_each_other():
    source = (
        "{% load stencil_tags %}{% stencil 1 %}a{% fill x %}{% endstencil %}"
        "{% stencil 1 %}b{% fill x %}{% endstencil %}"
    )
    assert Template(source).render(Context({"x": "<", "stencils": {}})) == "a&lt;b&lt;"


def test_a_place_outside_a_stencil_is_its_value():
    source = "{% load stencil_tags %}{% fill x %}{% fill x as y %}{{ y }}"
    assert Template(source).render(Context({"x": "<"})) == "&lt;&lt;"


class Asked:
    """A thing that answers in whatever way an object can."""

    plain = "<plain>"
    number = 1234

    def __init__(self, name="<own>"):
        self.name = name

    @property
    def worked_out(self):
        return SafeString("<b>safe</b>")

    def called(self):
        return "called"

    def needs_more(self, _more):
        return "never"


VALUES = (
    "thing.plain",
    "thing.number",
    "thing.worked_out",
    "thing.called",
    "thing.needs_more",
    "thing.absent",
    "absent.thing",
    "absent",
    "table.key",
    "table.items",
    "table.plain",
    "thing.name.upper",
    "thing.name|upper",
    "thing.name|default:table.key",
    "thing.absent|default:thing.name",
    "thing.plain|add:thing.name",
    "thing.plain|add:'<i>'",
    "thing.plain|add:3",
    "thing.worked_out|safe",
    "thing.worked_out|lower",
    "thing.plain|linebreaks",
    "'<text>'",
    "_('Open')",
    "3",
)


@pytest.mark.parametrize("escapes", [True, False])
@pytest.mark.parametrize("value", VALUES)
def test_a_place_is_filled_with_what_a_template_prints(value, escapes):
    """The short way to a value leads where Django's way does."""
    context = {"thing": Asked(), "table": {"key": "<k>", "items": "<i>", "plain": "<p>"}}

    def drawn(source, **more):
        loaded = f"{{% load stencil_tags %}}{source}"
        return Template(loaded).render(Context(context | more, autoescape=escapes))

    expected = drawn(f"{{{{ {value} }}}}")
    filled = f"{{% stencil 1 %}}{{% fill {value} %}}{{% endstencil %}}"
    assert drawn(f"{{% fill {value} %}}") == expected
    assert drawn(filled, stencils={}) == expected


def one_place(stencil, others=""):
    """Return an engine with a template that includes another, and that other."""
    templates = {
        "list": "{% load stencil_tags %}{% for thing in things %}"
        "{% include_stencil 'one' with it=thing %}{% endfor %}",
        "one": f"{{# One. #}}\n{{% load stencil_tags %}}\n{stencil}{others}",
    }
    libraries = {"stencil_tags": "discussion_pages.templatetags.stencil_tags"}
    loaders = [("django.template.loaders.locmem.Loader", templates)]
    return Engine(loaders=loaders, libraries=libraries)


@pytest.mark.parametrize("others", ["", "after"])
def test_a_stencil_that_is_included_reads_like_any_template(others):
    markup = "<p>{% fill it.name %}{% if it.is_big %}!{% endif %}</p>"
    stencil = f"{{% stencil it.shape %}}{markup}{{% endstencil %}}"
    engine = one_place(stencil, others)
    context = {"things": things("Ana", "<b>Bo</b>", "Cy")}
    plain = engine.get_template("list").render(Context(context))
    assert "".join(plain.split()) == (
        f"<p>Ana!</p>{others}<p>&lt;b&gt;Bo&lt;/b&gt;</p>{others}<p>Cy!</p>{others}"
    )
    with_them = engine.get_template("list").render(Context(context | {"stencils": {}}))
    assert "".join(with_them.split()) == "".join(plain.split())


@pytest.mark.parametrize("tag", ["fill", "fill x as", "fill x y z"])
def test_a_tag_that_makes_no_sense_is_refused(tag):
    with pytest.raises((TemplateSyntaxError, ValueError)):
        Template("{% load stencil_tags %}{% " + tag + " %}")


def test_what_the_markup_of_a_comment_asks_about_is_in_its_shape():
    """Two comments of one shape are laid out alike: whatever else a template asks is a mistake."""
    folder = Path(discussion_pages.__file__).parent / "templates/discussion_pages/includes"
    asked = set()
    for name in ("comment.html", "comment_actions.html"):
        questions = re.sub(r"{% (fill|stencil|load) .*? %}", "", (folder / name).read_text())
        asked |= set(re.findall(r"comment\.(\w+)", questions))
    properties = (CommentView.shape, CommentView.is_tombstone, CommentView.is_own_waiting)
    told = "".join(inspect.getsource(each.fget) for each in properties)
    assert asked - {"is_tombstone"} <= set(re.findall(r"self\.(\w+)", told))
