"""Draw the demonstration's pictures again: ``python site/home/demo/draw_images.py [name …]``.

The pictures are committed beside this script, so a demonstration needs neither it nor its fonts.
The same script draws the same pictures: every random dot comes from a fixed seed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

SCENES = (
    "night_street",
    "river_dawn",
    "police_van",
    "park_playground",
    "bus_stop",
    "town_hall",
    "workshop_table",
    "tea_by_the_window",
)


def main(names: list[str]) -> None:
    """Draw the named scenes, or all of them."""
    from home.demo.drawing.canvas import save_webp
    from home.demo.drawing.marks import MARKS

    for seed, name in enumerate(SCENES, start=1):
        if names and name not in names:
            continue
        canvas = import_module(f"home.demo.drawing.{name}").draw()
        path = HERE / "images" / f"{name.replace('_', '-')}.webp"
        size = save_webp(canvas.finish(seed), path)
        sys.stdout.write(f"{path.name}: {size // 1000} kB\n")
    for seed, (name, draw) in enumerate(MARKS.items(), start=101):
        if not names or name in names:
            save_webp(draw().finish(seed, grain=2.0), HERE / "images" / f"{name}.webp", 20_000)


if __name__ == "__main__":
    main(sys.argv[1:])
