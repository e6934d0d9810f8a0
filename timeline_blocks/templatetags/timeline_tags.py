"""Filters for the timeline's templates."""

from django import template

from timeline_blocks import wording

register = template.Library()

register.filter("day_words", wording.day_words)
