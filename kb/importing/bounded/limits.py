"""How much time and memory one document may take, and how a process holds itself to them."""

import resource
import signal
from pathlib import Path

# Of processor time, for one document: what else runs on the machine is no fault of the file.
PROCESSOR_SECONDS = 1.5
# By the clock, when a document waits rather than works; also while the machine is busy.
CLOCK_SECONDS = 20.0
MEMORY_MB = 150
# After so long without a file a process ends: nobody pays for what nobody asks.
IDLE_SECONDS = 300
_MB = 1_000_000
_STATUS = Path("/proc/self/status")


def data_mb() -> float:
    """Return the memory of its own that this process has asked for, 0 where nothing tells."""
    if not _STATUS.exists():
        return 0.0
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmData"))
    return int(line.split()[1]) * 1024 / _MB


def leave_no_traces() -> None:
    """Forbid this process to write files, also the image of its memory when it is ended."""
    for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(limit, (0, resource.getrlimit(limit)[1]))


def bound_memory(most_mb: float) -> None:
    """From here on, refuse this process what makes its own memory more than so much."""
    hardest = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if data_mb():
        resource.setrlimit(resource.RLIMIT_DATA, (int(most_mb * _MB), hardest))


def start_clock(seconds: float) -> None:
    """End this process, in whatever code it is, after so much processor time; 0 stops the clock."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
