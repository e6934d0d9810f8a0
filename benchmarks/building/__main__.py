"""Build into the database of the environment: ``python -m benchmarks.building SIZE MAP``.

A process of its own, so that whoever measures needs no Django.
"""

import json
import logging
import os
import sys
from pathlib import Path

import django


def main(size: str, target: Path) -> None:
    """Migrate an empty database, fill it and write down where everything is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))
    django.setup()
    logging.disable(logging.WARNING)
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.building.plans import PLANS, Size
    from benchmarks.building.site import build

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    built = build(PLANS[Size(size)], at=timezone.now())
    target.write_text(json.dumps(built.as_json()), encoding="utf-8")


main(sys.argv[1], Path(sys.argv[2]))
