"""Markup that many things of one page share is drawn once, and filled in for each.

A page of comments shows the same few shapes over and over. Most of what a template does for one of
them, asking what it is and putting icons and words in place, comes out the same for all of its
shape; only names, numbers and texts differ. ::

    {% stencil comment.shape %}
      <article id="comment-{% fill comment.id %}">
        {% if comment.is_official %}...{% endif %}
      </article>
    {% endstencil %}

Whatever the markup inside asks about has to be in the shape. What is filled in may be any
expression that holds outside the stencil too; ``{% fill comment.author_name as name %}`` is for
``blocktranslate``, and such a name can be printed but neither filtered nor asked about.

The context holds the stencils of one page as ``stencils``, a dict that the view makes, so that they
never outlive the page. Without it everything is drawn by itself, and comes out the same.

``{% include_stencil "comment.html" with comment=reply %}`` is an ``include`` of a template that is
one stencil and nothing else, without the steps that an include takes each time.
"""

import secrets
from collections.abc import Callable
from html import escape
from typing import Any

from django import template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    TextNode,
    Token,
    Variable,
    render_value_in_context,
)
from django.template.defaulttags import CommentNode, LoadNode
from django.template.loader_tags import IncludeNode, do_include
from django.utils.safestring import SafeString

register = template.Library()

PLACE = f"\x00{secrets.token_hex(8)}\x00"
"""Stands on both sides of a place's number. No text can hold it."""


Read = Callable[[template.Context], Any]
"""Resolves an expression."""
FILTER_FLAGS = ("expects_localtime", "is_safe", "needs_autoescape")


class StencilNode(Node):
    """See above."""

    def __init__(self, shape: list[FilterExpression], nodelist: NodeList) -> None:
        self.shape = [reader(part) for part in shape]
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """Fill in the stencil of this shape; draw it first where it is the first on the page."""
        stencils: dict[Any, Any] | None = context.get("stencils")
        if stencils is None:
            return self.nodelist.render(context)
        key = (self, *[read(context) for read in self.shape])
        if key not in stencils:
            stencils[key] = self.draw(context)
        values, parts = stencils[key]
        filled = [printed(read(context), context) for read in values]
        return SafeString(
            "".join([filled[part] if isinstance(part, int) else part for part in parts])
        )

    def draw(self, context: template.Context) -> tuple[list[Read], list[str | int]]:
        """Return what to fill in, and the markup between with the numbers of the places."""
        places: dict[str, tuple[int, Read]] = {}
        with context.push(stencil_places=places):
            drawn = self.nodelist.render(context).split(PLACE)
        values = [read for _number, read in places.values()]
        return values, [int(part) if number % 2 else part for number, part in enumerate(drawn)]


class FillNode(Node):
    """A place in a stencil; outside of one, just the value."""

    def __init__(self, value: FilterExpression, name: str | None) -> None:
        self.value = value
        self.read = reader(value)
        self.name = name

    def render(self, context: template.Context) -> str:
        """Print the value or, while a stencil is drawn, where it goes."""
        places = context.get("stencil_places")
        if places is None:
            shown = printed(self.read(context), context)
        else:
            number, _read = places.setdefault(self.value.token, (len(places), self.read))
            shown = f"{PLACE}{number}{PLACE}"
        if self.name is None:
            return shown
        context[self.name] = SafeString(shown)
        return ""


class IncludeStencilNode(IncludeNode):
    """See above."""

    def render(self, context: template.Context) -> SafeString:
        """Fill in the template's stencil; where it is more than one, include it as ever."""
        stencils: dict[Any, Any] | None = context.get("stencils")
        if stencils is None:
            return super().render(context)
        if self not in stencils:
            name = self.template.resolve(context)
            stencils[self] = only_stencil(context.template.engine.get_template(name))
        stencil = stencils[self]
        if stencil is None:
            return super().render(context)
        with context.push(
            **{key: each.resolve(context) for key, each in self.extra_context.items()}
        ):
            return stencil.render(context)


def only_stencil(found: template.Template) -> StencilNode | None:
    """Return the stencil that a template is, if it prints nothing else."""
    silent = (CommentNode, LoadNode)
    nodes = [
        node
        for node in found.nodelist
        if not (isinstance(node, silent) or (isinstance(node, TextNode) and not node.s.strip()))
    ]
    return nodes[0] if len(nodes) == 1 and isinstance(nodes[0], StencilNode) else None


def printed(value: Any, context: template.Context) -> str:
    """Return a value as a template prints it."""
    if type(value) is SafeString:
        return value
    if type(value) is str and context.autoescape:
        return escape(value)
    return render_value_in_context(value, context)


def reader(expression: FilterExpression) -> Read:
    """Return what resolves an expression: the short way where it has one, else as Django does.

    The short way is for an attribute of an object, through filters that ask for nothing.
    """
    if not expression.is_var or any(
        getattr(function, flag, False)
        for function, _ in expression.filters
        for flag in FILTER_FLAGS
    ):
        return expression.resolve
    start = variable_reader(expression.var)
    if start is None:
        return expression.resolve
    steps = []
    for function, arguments in expression.filters:
        reads = [variable_reader(each) if is_variable else None for is_variable, each in arguments]
        if None in reads:
            return expression.resolve
        steps.append((function, reads))

    def read(context: template.Context) -> Any:
        try:
            value = start(context)
            for function, arguments in steps:
                value = function(value, *[each(context) for each in arguments])
        except NotShort:
            return expression.resolve(context)
        return value

    return read


class NotShort(Exception):
    """What was found has to be looked up as Django does."""


def variable_reader(variable: Variable) -> Read | None:
    """Return what reads ``name.attribute``; ``None`` for a variable of another form."""
    if variable.translate or variable.lookups is None or len(variable.lookups) != 2:
        return None
    name, attribute = variable.lookups

    def read(context: template.Context) -> Any:
        try:
            subject = context[name]
            if hasattr(type(subject), "__getitem__"):
                raise NotShort
            value = getattr(subject, attribute)
        except (AttributeError, KeyError) as error:
            raise NotShort from error
        if callable(value):
            raise NotShort
        return value

    return read


@register.tag
def stencil(parser: Parser, token: Token) -> StencilNode:
    """Draw what is inside once for each shape; what follows the tag's name is the shape."""
    _name, *shape = token.split_contents()
    nodelist = parser.parse(("endstencil",))
    parser.delete_first_token()
    return StencilNode([parser.compile_filter(part) for part in shape], nodelist)


@register.tag
def include_stencil(parser: Parser, token: Token) -> IncludeStencilNode:
    """Include a template that is one stencil; what follows the tag's name is an include's."""
    include = do_include(parser, token)
    return IncludeStencilNode(
        include.template,
        extra_context=include.extra_context,
        isolated_context=include.isolated_context,
    )


@register.tag
def fill(parser: Parser, token: Token) -> FillNode:
    """Fill in a value, or give it a name: ``{% fill value as name %}``."""
    _name, value, *rest = token.split_contents()
    if rest and (len(rest) != 2 or rest[0] != "as"):
        raise template.TemplateSyntaxError("fill takes a value, or a value 'as' a name.")
    return FillNode(parser.compile_filter(value), rest[1] if rest else None)
