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
"""

import secrets
from typing import Any

from django import template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    Token,
    render_value_in_context,
)
from django.utils.safestring import SafeString

register = template.Library()

PLACE = f"\x00{secrets.token_hex(8)}\x00"
"""Stands on both sides of a place's number. No text can hold it."""


class StencilNode(Node):
    """See above."""

    def __init__(self, shape: list[FilterExpression], nodelist: NodeList) -> None:
        self.shape = shape
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """Fill in the stencil of this shape; draw it first where it is the first on the page."""
        stencils: dict[Any, Any] | None = context.get("stencils")
        if stencils is None:
            return self.nodelist.render(context)
        key = (self, *[part.resolve(context) for part in self.shape])
        if key not in stencils:
            stencils[key] = self.draw(context)
        values, parts = stencils[key]
        filled = [render_value_in_context(value.resolve(context), context) for value in values]
        return SafeString(
            "".join([filled[part] if isinstance(part, int) else part for part in parts])
        )

    def draw(self, context: template.Context) -> tuple[list[FilterExpression], list[str | int]]:
        """Return what to fill in, and the markup between with the numbers of the places."""
        places: dict[str, tuple[int, FilterExpression]] = {}
        with context.push(stencil_places=places):
            drawn = self.nodelist.render(context).split(PLACE)
        values = [value for _number, value in places.values()]
        return values, [int(part) if number % 2 else part for number, part in enumerate(drawn)]


class FillNode(Node):
    """A place in a stencil; outside of one, just the value."""

    def __init__(self, value: FilterExpression, name: str | None) -> None:
        self.value = value
        self.name = name

    def render(self, context: template.Context) -> str:
        """Print the value or, while a stencil is drawn, where it goes."""
        places = context.get("stencil_places")
        if places is None:
            shown = render_value_in_context(self.value.resolve(context), context)
        else:
            number, _value = places.setdefault(self.value.token, (len(places), self.value))
            shown = f"{PLACE}{number}{PLACE}"
        if self.name is None:
            return shown
        context[self.name] = SafeString(shown)
        return ""


@register.tag
def stencil(parser: Parser, token: Token) -> StencilNode:
    """Draw what is inside once for each shape; what follows the tag's name is the shape."""
    _name, *shape = token.split_contents()
    nodelist = parser.parse(("endstencil",))
    parser.delete_first_token()
    return StencilNode([parser.compile_filter(part) for part in shape], nodelist)


@register.tag
def fill(parser: Parser, token: Token) -> FillNode:
    """Fill in a value, or give it a name: ``{% fill value as name %}``."""
    _name, value, *rest = token.split_contents()
    if rest and (len(rest) != 2 or rest[0] != "as"):
        raise template.TemplateSyntaxError("fill takes a value, or a value 'as' a name.")
    return FillNode(parser.compile_filter(value), rest[1] if rest else None)
