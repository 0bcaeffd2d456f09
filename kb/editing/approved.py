"""What happens when every step of a review has approved; Wagtail asks for it by a setting."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish what all steps have approved: who approves last needs no right to publish alone.

    Raises NotReady when something is missing; the approval is then taken back.
    """
    found = workflow_state.content_object
    thing = getattr(found, "specific", found)  # of a page Wagtail knows only that it is one
    thing.publish_approved(thing.get_latest_revision(), user)
