"""The cast as tests use it: one user for each persona, whose password is the username."""

from django.contrib.auth.models import User
from django.test import Client

from kb.starter.groups import create_groups
from kb.starter.people import CAST, create_people
from kb.starter.reviews import create_review

DEACTIVATED = "deactivated"  # somebody who has left: was a reviewer, may do nothing
USERNAMES = (*(persona.username for persona in CAST), DEACTIVATED)


def create_cast() -> None:
    """Put the groups, their review and every persona into the database of a test run."""
    create_groups()
    create_review()
    create_people({persona.username: persona.username for persona in CAST})
    gone = User.objects.create_user(
        DEACTIVATED, password=DEACTIVATED, first_name="Dai", last_name="Deactivated"
    )
    gone.groups.set(User.objects.get(username="reviewer").groups.all())
    gone.is_active = False
    gone.save()


def persona(username: str) -> User:
    """Return a persona by name, fresh from the database."""
    return User.objects.get(username=username)


def client_of(username: str) -> Client:
    """Return a test client in which a persona is signed in."""
    client = Client()
    client.force_login(persona(username))
    return client
