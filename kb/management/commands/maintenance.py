"""Closes the site for maintenance, and opens it again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kb import maintenance


class Command(BaseCommand):
    """`manage.py maintenance on | off | status`; needs no database."""

    help = "Closes the site for maintenance (on, off, status); administrators go on working."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what can be asked."""
        parser.add_argument("what", choices=["on", "off", "status"])
        parser.add_argument("--minutes", type=int, help="about how long it will take")

    def handle(self, *args: Any, **options: Any) -> None:
        """Close, open, or tell."""
        minutes = options["minutes"]
        if minutes is not None and not 1 <= minutes <= 10_000:
            raise CommandError("Say a number of minutes between 1 and 10000.")
        try:
            if options["what"] == "on":
                maintenance.close(minutes)
            elif options["what"] == "off":
                maintenance.reopen()
        except OSError as error:
            raise CommandError(
                f"Cannot write {maintenance.flag()}: {error.strerror}. "
                "Run it as the user whose site this is, or set MAINTENANCE=on and start it again."
            ) from error
        found = maintenance.current()
        if found is None:
            self.stdout.write("The site is open.")
        elif found.until is None:
            self.stdout.write("The site is closed for maintenance.")
        else:
            until = timezone.localtime(found.until)
            self.stdout.write(f"The site is closed for maintenance until about {until:%H:%M}.")
        if options["what"] == "off" and found is not None:
            raise CommandError("The setting MAINTENANCE keeps it closed: unset it, start it again.")
