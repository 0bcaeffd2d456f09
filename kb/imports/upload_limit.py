"""The first to see an upload: refuses one that is far too large before anything of it is kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# A form says more kindly what is too much (kb/imports/forms.py); beyond this nothing is read.
MOST_BYTES = 150_000_000


class UploadLimit(FileUploadHandler):
    """Looks at the size that a request declares, and hands everything on."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Raise RequestDataTooBig, which is answered with 413."""
        if content_length > MOST_BYTES:
            raise RequestDataTooBig(f"An upload of {content_length} bytes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand a piece on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers behind."""
