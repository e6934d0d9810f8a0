#!/usr/bin/env python
"""Run Django's commands for the reference site."""

import os
import sys
from pathlib import Path

SITE_DIR = Path(__file__).resolve().parent
sys.path[:0] = [str(SITE_DIR), str(SITE_DIR.parent)]


def main() -> None:
    """Hand the command line to Django, with the development settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
