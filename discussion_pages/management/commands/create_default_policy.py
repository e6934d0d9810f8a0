"""Give each site a moderation policy to fall back to."""

from typing import Any

from django.core.management.base import BaseCommand

from discussion_pages.services.default_policies import give_default_policies


class Command(BaseCommand):
    """Makes what is missing and changes nothing else, so it is safe to run again."""

    help = (
        "Give each site that names no moderation policy a published one with the standard rules, "
        "in the site's language. Edit it afterwards under “Moderation policies”."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and say what was done."""
        given = give_default_policies()
        if not given:
            self.stdout.write("There is no site yet.")
        for each in given:
            self.stdout.write(f"{each.site}: {_said(each.policy, is_new=each.is_new)}")


def _said(policy: Any, *, is_new: bool) -> str:
    if is_new:
        return f"made and published “{policy}”. Read it, and make it yours."
    if policy.live:
        return f"has “{policy}” already; nothing has changed."
    return f"names “{policy}”, which is a draft: publish it, or no comments are taken."
