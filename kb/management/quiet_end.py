"""When whoever reads a command's answers has heard enough: `| head`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_end() -> Iterator[None]:
    """End without a traceback when nobody reads standard output any more."""
    try:
        yield
    except BrokenPipeError:
        # What is still to be written when Python ends must have somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
