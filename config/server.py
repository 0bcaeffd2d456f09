"""How gunicorn runs the site: `gunicorn --config config/server.py config.wsgi`.

What `GUNICORN_CMD_ARGS`, `WEB_CONCURRENCY` or the command line say goes before what stands here.
"""

import gc
import os
from typing import Any

bind = f"{os.environ.get('HOST') or 'localhost'}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
timeout = 60
loglevel = "error"
# The app is loaded once and then forked: two processes start as fast as one, and share memory.
preload_app = True
# A process that is told to stop while it starts does not listen, and is ended after this time.
graceful_timeout = 5


def when_ready(server: Any) -> None:
    """Leave what is loaded out of garbage collection, which halves the time a process takes to end.

    Otherwise each of them walks through 400,000 objects, and copies the memory they lie in.
    """
    gc.freeze()
