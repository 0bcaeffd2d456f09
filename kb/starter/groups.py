"""The groups of the house and what each may do in the admin."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from kb.permissions import ADMINISTRATORS, EDITORS, REVIEWERS, ROLE_GROUPS
from kb.registry import Registry

DRAFT = ("view", "add", "change")
PUBLISH = (*DRAFT, "publish", "lock", "unlock")


@dataclass(frozen=True)
class Grant:
    """The actions a group may take on a model, named as `app.model`."""

    group: str
    model: str
    actions: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the key of the registry: one grant for each group and model."""
        return f"{self.group}: {self.model}"


grants: Registry[Grant] = Registry()


def grant(group: str, models: Iterable[str], actions: Iterable[str]) -> None:
    """Let a group take actions on models (`app.model`); called by an app when it is ready.

    `create_groups` gives the permissions. Actions are Django's and Wagtail's words: view, add,
    change, delete, publish, lock, unlock.
    """
    for model in models:
        grants.register(Grant(group, model.lower(), tuple(actions)))


for _group in (EDITORS, REVIEWERS, ADMINISTRATORS):
    grant(_group, ["wagtailadmin.admin"], ["access"])
    grant(_group, ["wagtail_localize.translation"], ["submit"])
grant(ADMINISTRATORS, ["auth.user", "auth.group"], ("view", "add", "change"))
RECORDS = ("kb.rule", "kb.glossaryterm")
grant(EDITORS, RECORDS, DRAFT)
grant(REVIEWERS, RECORDS, PUBLISH)
grant(ADMINISTRATORS, RECORDS, (*PUBLISH, "delete"))
for _group in (EDITORS, REVIEWERS, ADMINISTRATORS):
    grant(_group, ["wagtailsearchpromotions.searchpromotion"], ("add", "change", "delete"))
    grant(_group, ["kb.missedsearch"], ("view", "delete"))
VOCABULARIES = (
    "kb.channel",
    "kb.topic",
    "kb.crisistype",
    "kb.outcomekind",
    "kb.strategy",
    "kb.checkquestion",
)
grant(EDITORS, VOCABULARIES, ("view",))
grant(REVIEWERS, VOCABULARIES, DRAFT)
grant(ADMINISTRATORS, VOCABULARIES, (*DRAFT, "delete"))
SPEAKING = ("kb.speakingrule", "kb.dutyrole")
grant(EDITORS, SPEAKING, ("view",))
for _group in (REVIEWERS, ADMINISTRATORS):
    grant(_group, SPEAKING, (*DRAFT, "delete"))


for _group in (EDITORS, REVIEWERS, ADMINISTRATORS):
    grant(_group, ["kb.import"], ("view", "add", "change"))


@transaction.atomic
def create_groups() -> None:
    """Create the role groups and give each what it may do; rights given by hand stay."""
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ROLE_GROUPS}
    for entry in grants:
        group = groups.get(entry.group) or Group.objects.get_or_create(name=entry.group)[0]
        group.permissions.add(*_permissions(entry.model, entry.actions))
    root = Page.get_first_root_node()
    shelf = Collection.get_first_root_node()
    for name, actions in ((EDITORS, DRAFT), (REVIEWERS, PUBLISH), (ADMINISTRATORS, PUBLISH)):
        for permission in _permissions("wagtailcore.page", actions[1:]):
            GroupPagePermission.objects.get_or_create(
                group=groups[name], page=root, permission=permission
            )
        for model in ("wagtailimages.image", "wagtaildocs.document"):
            for permission in _permissions(model, ("add", "change", "choose")):
                GroupCollectionPermission.objects.get_or_create(
                    group=groups[name], collection=shelf, permission=permission
                )
    _retire_moderators()


def _permissions(model: str, actions: Iterable[str]) -> list[Permission]:
    """Return the permissions of a model; raises LookupError naming the one that is missing."""
    app_label, model_name = model.split(".")
    found = []
    for action in actions:
        codename = f"{action}_{model_name}"
        try:
            found.append(
                Permission.objects.get(content_type__app_label=app_label, codename=codename)
            )
        except Permission.DoesNotExist as error:
            raise LookupError(
                f"There is no permission {app_label}.{codename}: is the model migrated, "
                "and registered as a snippet?"
            ) from error
    return found


def _retire_moderators() -> None:
    """Remove Wagtail's stock group Moderators, unless somebody has been put into it."""
    Group.objects.filter(name="Moderators", user__isnull=True).delete()
