"""How keys look in addresses: ``<key:pk>`` in Django's routes, ``{key:pk}`` in the API's."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class KeyConverter(IntConverter):
    """A primary key that every database can hold, so that a longer number is simply not found."""

    regex = "[1-9][0-9]{0,17}"


register_converter(KeyConverter, "key")
