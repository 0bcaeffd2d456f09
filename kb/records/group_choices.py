"""How a group is offered to somebody who says who may see a thing."""

from django.contrib.auth.models import Group
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.language.passages import mark_text
from kb.language.reader import current_reader


def only_group(group: Group) -> SafeString:
    """Return what stands beside the choice of a group, its name marked as what it is written in."""
    words = escape(_("Only the group %(group)s"))
    return SafeString(words % {"group": mark_text(group.name, current_reader())})
