"""The image of an entry, which need not be there."""

from typing import Any

from wagtail.images import blocks

EMPTY = {"image": None, "alt_text": "", "decorative": False}


class EmptyImageComparison(blocks.ImageBlockComparison):
    """Compares images of which one or both are missing; Wagtail 8.0's fails with an error."""

    def __init__(self, block: Any, exists_a: Any, exists_b: Any, val_a: Any, val_b: Any) -> None:
        super().__init__(block, exists_a, exists_b, val_a, val_b)
        self.val_a = self.val_a if val_a else EMPTY
        self.val_b = self.val_b if val_b else EMPTY

    def htmlvalue(self, val: Any) -> Any:
        """Show nothing where there is no image."""
        return super().htmlvalue(val) if val and val != EMPTY else ""


class ImageBlock(blocks.ImageBlock):
    """An image that may be missing. In migrations it stays Wagtail's ``ImageBlock``."""

    def get_comparison_class(self) -> type[EmptyImageComparison]:
        """Return what revisions are compared with."""
        return EmptyImageComparison
