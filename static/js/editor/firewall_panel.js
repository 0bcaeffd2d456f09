/**
 * Shows in the panel of checks what the draft crosses of the firewall, anew after each save that the
 * editor makes by itself.
 */
const panel = document.querySelector("[data-firewall-panel]");
const editor = () => document.querySelector("#w-editor-form, #page-edit-form");
let asked = null;

function address() {
  // A new page or record gets its number when the editor saves it first.
  const action = editor()?.getAttribute("action") ?? "";
  const saved = /\/edit\/(\d+)\//.exec(action)?.[1] ?? /\/pages\/(\d+)\/edit\//.exec(action)?.[1];
  return saved ? panel.dataset.firewallPanel.replace(/\d+\/$/, `${saved}/`) : panel.dataset.firewallPanel;
}

async function refresh() {
  if (address().endsWith("/0/")) return;
  asked?.abort();
  asked = new AbortController();
  const answer = await fetch(address(), { signal: asked.signal, headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (answer?.ok) panel.innerHTML = await answer.text();
}

if (panel) {
  document.addEventListener("w-autosave:success", refresh);
  document.addEventListener("w-autosave:hydrate", () => setTimeout(refresh, 500));
  refresh();
}
