// A link to one field of a form (#id_title_en) opens the tab and the panels it lies in.

function lead() {
  const field = location.hash.startsWith("#id_") && document.getElementById(location.hash.slice(1));
  if (!field) return;
  const tab = field.closest('[role="tabpanel"]');
  if (tab) document.querySelector(`[role="tab"][href="#${tab.id}"]`)?.click();
  for (let panel = field.closest("[data-panel]"); panel; panel = panel.parentElement?.closest("[data-panel]")) {
    panel.querySelector(':scope > * [data-panel-toggle][aria-expanded="false"]')?.click();
  }
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

// After Wagtail has chosen a tab by itself.
addEventListener("load", () => setTimeout(lead, 100));
