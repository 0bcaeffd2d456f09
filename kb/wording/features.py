"""The marks of rich text in the editor: keep as written, say otherwise, and how it will read."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.contentstate import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    InlineEntityElementHandler,
    InlineStyleElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import (
    ControlFeature,
    EntityFeature,
    InlineStyleFeature,
    PluginFeature,
)
from wagtail.rich_text.feature_registry import FeatureRegistry

from kb.language.marks import KEEP, SAYS

# Names of styles and entities in what Draftail stores while somebody types.
KEPT, SAID = "KEEP", "SAY"
SCRIPT = "js/editor/wording.js"


class SaidHandler(InlineEntityElementHandler):
    """Reads a passage with words for one script."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """Return the words for each script."""
        return words_of({to: attrs.get(name) for to, name in SAYS.items()})


def words_of(data: Any) -> dict[str, str]:
    """Return the words for each script, without what is missing or empty."""
    return {to: word for to in SAYS if (word := str(data.get(to) or "").strip())}


def said_element(props: dict[str, Any]) -> Any:
    """Write a passage with words for one script; without any it is plain text."""
    words = words_of(props)
    if not words:
        return props["children"]
    attributes = {SAYS[to]: word for to, word in words.items()}  # type: ignore[index]
    return DOM.create_element("span", attributes, props["children"])


def labels() -> dict[str, str]:
    """Return what the preview says, in the language of the desk."""
    return {
        "show": gettext("How this paragraph reads"),
        "zh-hant": gettext("Traditional"),
        "zh-hk": gettext("Hong Kong"),
        "zh-hans": gettext("Simplified"),
        "doubt": gettext("The marked characters are doubtful: the machine may be wrong there."),
        "failed": gettext("The preview is not available at the moment."),
        "empty": gettext("Put the cursor into a Chinese paragraph."),
    }


def register(features: FeatureRegistry) -> None:
    """Add the marks, the preview and their keys to Wagtail's editor."""
    features.register_editor_plugin(
        "draftail",
        "keep-as-written",
        InlineStyleFeature(
            {
                "type": KEPT,
                "icon": "lock",
                "description": _("Keep as written, in every script (Ctrl+Alt+K)"),
                "style": {"borderBottom": "2px dotted currentColor"},
            },
        ),
    )
    features.register_converter_rule(
        "contentstate",
        "keep-as-written",
        {
            "from_database_format": {
                'span[data-script="keep"]': InlineStyleElementHandler(KEPT),
                'span[translate="no"]': InlineStyleElementHandler(KEPT),
            },
            "to_database_format": {"style_map": {KEPT: {"element": "span", "props": dict(KEEP)}}},
        },
    )
    features.register_editor_plugin(
        "draftail",
        "say-otherwise",
        EntityFeature(
            {
                "type": SAID,
                "label": "繁",
                "description": _("In Traditional say … (Ctrl+Alt+T)"),
                "attributes": list(SAYS),
                "chooserUrls": {"words": reverse_lazy("wording_mark")},
            },
            js=["wagtailadmin/js/modal-workflow.js", SCRIPT],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        "say-otherwise",
        {
            "from_database_format": {f"span[{name}]": SaidHandler(SAID) for name in SAYS.values()},
            "to_database_format": {"entity_decorators": {SAID: said_element}},
        },
    )
    features.register_editor_plugin(
        "draftail", "reading-preview", ControlFeature({"type": "reading"}, js=[SCRIPT])
    )
    features.register_editor_plugin(
        "draftail", "wording-keys", PluginFeature({"type": "wording-keys"}, js=[SCRIPT])
    )
