"""For whom a command searches."""

from argparse import ArgumentParser

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from kb.permissions import User, anybody_signed_in


def add_user_argument(parser: ArgumentParser) -> None:
    """Add the option that names the person."""
    parser.add_argument(
        "--user",
        metavar="NAME",
        help="search as this person; without it, find what everybody who is signed in may see",
    )


def searching_user(name: str | None) -> User:
    """Return the person of that user name; without one, somebody in no group.

    Raises CommandError when there is no such account.
    """
    if name is None:
        return anybody_signed_in()
    model = get_user_model()
    found: User | None = model._default_manager.filter(**{model.USERNAME_FIELD: name}).first()
    if found is None:
        raise CommandError(f"There is no account named {name!r}.")
    return found
