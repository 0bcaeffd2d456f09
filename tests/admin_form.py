"""A form of the Wagtail admin as a person has it open: read once, typed into, and sent later."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

EDITORS = ["w-editor-form", "page-edit-form"]  # of a record, of a page


class AdminForm:
    """The fields of the editor at an address, as they were when it was opened."""

    def __init__(self, client: Client, address: str) -> None:
        self.client = client
        response = client.get(address)
        assert response.status_code == 200, (response.status_code, address)
        page = BeautifulSoup(response.content, "lxml")
        form = page.find(id=EDITORS)
        assert isinstance(form, Tag), "There is no editor on this page."
        self.action = str(form["action"])
        self.templates: dict[str, str] = {}
        self.autosaved = ""
        self.fields = self._read(form)
        # Scripts fill a stream in: here it is sent as an empty one.
        for stream in form.select("[data-controller='w-block']"):
            self.fields[f"{stream['id']}-count"] = "0"

    def _read(self, part: Tag) -> dict[str, Any]:
        """Keep the templates of parts to add, and return the values of all other fields."""
        while isinstance(template := part.find("template"), Tag):
            template.extract()
            self.templates.setdefault(str(template.get("id")), template.decode_contents())
        return _values(part)

    def add(self, relation: str, **values: Any) -> str:
        """Add a part as the browser does, and return the prefix of its fields ("events-0")."""
        number = int(self.fields[f"{relation}-TOTAL_FORMS"])
        html = self.templates[f"id_{relation}-EMPTY_FORM_TEMPLATE"]
        html = re.sub(r"""__prefix__(.*?['"])""", rf"{number}\1", html)
        self.fields |= self._read(BeautifulSoup(html, "lxml"))
        self.fields[f"{relation}-TOTAL_FORMS"] = str(number + 1)
        prefix = f"{relation}-{number}"
        self.fields[f"{prefix}-ORDER"] = str(number + 1)
        for name, value in values.items():
            self.fields[f"{prefix}-{name}"] = value
        return prefix

    def type(self, **values: Any) -> None:
        """Type into fields of the record itself."""
        self.fields |= values

    def send(self, action: str = "", **headers: Any) -> Any:
        """Send the form with one of its buttons ("publish", "submit"; none saves a draft)."""
        data = {name: value for name, value in self.fields.items() if value is not None}
        if action:
            data[f"action-{action}"] = action
        return self.client.post(self.action, data, **headers)

    def autosave(self) -> Any:
        """Send the form as Wagtail does while one types, and take over what comes back."""
        if self.autosaved:
            # The browser says so with automatic saves only, not with those of a button.
            self.fields["overwrite_revision_id"] = self.autosaved
        response = self.send(headers={"accept": "application/json"})
        self.fields.pop("overwrite_revision_id", None)
        if response.status_code == 200:
            saved = response.json()
            updates = saved.get("field_updates", {})
            if hydrate := saved.get("hydrate_url"):
                fresh = BeautifulSoup(self.client.get(hydrate).content, "lxml")
                self.fields |= {
                    name: value
                    for name, value in _values(fresh).items()
                    if name.startswith("loaded_revision")
                }
            self.fields |= {name: updates[name] for name in updates if name in self.fields}
            self.autosaved = str(saved["revision_id"])
            self.action = saved.get("url", self.action)
        return response


def _values(part: Any) -> dict[str, Any]:
    """Return the fields of a form as a browser would send them."""
    found: dict[str, Any] = {}
    for field in part.find_all(["input", "select", "textarea"]):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in ("submit", "button", "file"):
            continue
        if field.name == "select":
            chosen = [option["value"] for option in field.find_all("option", selected=True)]
            if field.has_attr("multiple"):
                found[name] = chosen
            else:
                options = field.find_all("option")
                found[name] = chosen[0] if chosen else options[0]["value"] if options else ""
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                value = field.get("value", "on")
                found[name] = [*found.get(name, []), value] if kind == "checkbox" else value
        elif field.name == "textarea":
            found[name] = field.get_text().removeprefix("\n")
        else:
            found[name] = field.get("value", "")
    return found


def messages_of(response: Any) -> list[str]:
    """Return the messages a page shows."""
    page = BeautifulSoup(response.content, "lxml")
    return [item.get_text(" ", strip=True) for item in page.select(".messages li")]


def shown_messages(client: Client, address: str) -> list[str]:
    """Return the messages the next page shows."""
    return messages_of(client.get(address))
