"""Filters and tags for the timeline's templates."""

from django import template

from timeline_blocks import pictures, wording

register = template.Library()

register.filter("day_words", wording.day_words)
register.simple_tag(pictures.entry_picture)
