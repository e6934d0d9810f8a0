"""Whether what moderation recorded is as it was recorded. Nothing here is ever put right."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef

from discussion_pages.models import EvidenceEntry
from discussion_pages.services.evidence import CONTENTS
from discussion_pages.services.evidence_chain import verify
from discussion_pages.services.integrity.checks import Fault, batches


class EvidenceCheck:
    """The chain of evidence, and records that it says nothing of."""

    name = "evidence"

    def find(self, *, repair: bool, at: datetime) -> Iterator[Fault]:
        """Yield what is wrong, as ``verify_evidence`` finds it, and what was never recorded."""
        for fault in verify().faults:
            yield Fault(
                self.name,
                "EvidenceEntry",
                fault.entry,
                message=fault.message,
                is_repairable=False,
            )
        for model, (kind, _content) in CONTENTS.items():
            entries = EvidenceEntry.objects.filter(kind=kind, object_pk=OuterRef("pk"))
            for pks in batches(model._default_manager.filter(~Exists(entries))):
                for pk in pks:
                    yield Fault(
                        self.name,
                        model.__name__,
                        pk,
                        message="was never recorded as evidence",
                        is_repairable=False,
                    )
