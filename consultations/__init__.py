"""Consultations for Wagtail: a hub, consultation pages, participation figures and outcomes."""
