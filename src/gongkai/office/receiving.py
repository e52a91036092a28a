"""Files of cases as they come in: into memory only. What is kept is sealed; nothing plain may lie on a disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from gongkai.apps.cases.filing import MOST_BYTES


class IntoMemory(FileUploadHandler):
    """Of a file that is too large one byte too many is kept, so that keeping it is refused with a sentence.

    How much may come at once is bounded before (`BoundedBodies`).
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.taken = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = MOST_BYTES + 1 - self.taken.tell()
        if room > 0:
            self.taken.write(raw_data[:room])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        size = self.taken.tell()
        self.taken.seek(0)
        return InMemoryUploadedFile(
            self.taken,
            self.field_name,
            self.file_name,
            self.content_type,
            size,
            self.charset,
            self.content_type_extra,
        )
