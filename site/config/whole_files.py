"""Uploads on this machine's disk, whole or not at all."""

import os
import uuid
from contextlib import suppress
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFilesStorage(FileSystemStorage):
    """Gives a file its name once all of it is on the disk.

    Django writes below the name itself: a disk that fills up, or a server that is killed, leaves
    the beginning of a file there, which looks like an upload.
    """

    def _save(self, name: str, content: File) -> str:
        """Write below a name that nobody asks for, and then give it the wished-for one.

        Raises:
            OSError: the disk is full, or worse. Nothing is left behind.
        """
        folder = PurePosixPath(name.replace("\\", "/")).parent
        part = str(folder / f".{uuid.uuid4().hex}.part")
        path = Path(self.path(part))
        try:
            super()._save(part, content)
            while True:
                try:
                    os.link(path, self.path(name))
                except FileExistsError:
                    name = self.get_available_name(name)
                else:
                    return name.replace("\\", "/")
        finally:
            with suppress(FileNotFoundError):
                path.unlink()
