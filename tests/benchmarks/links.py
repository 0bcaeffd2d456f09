"""What it costs to follow links, as the number of incidents grows, on both databases.

`make bench-links SIZES="500 5000 50000"`. Sites are made once and kept; those of more than 5,000
incidents only on PostgreSQL. Each figure is the processor time of worker and database for a whole
request of a reader who is in groups, through the test client; beside it stands how many times the
bare view with one query it is (`make bench-floor`, measured in the same run).
"""

import os
import subprocess
import sys


def main() -> int:
    """Measure each database in a process of its own."""
    code = 0
    for name in ("sqlite", "postgres"):
        if os.environ.get("DATABASE") in ("", None, name):
            environment = {
                "CASEBOOK_TEST_DATABASE": name,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            }
            command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.links_of_one"]
            code |= subprocess.run(command, env=os.environ | environment, check=False).returncode
    return code


if __name__ == "__main__":
    sys.exit(main())
