/**
 * Names the records that may be what is being typed, beside the fields. The server asks the same
 * when the form is sent, so without this module nothing is lost but the early word.
 *
 * A form holds `<div data-likely data-url data-fields data-pk>` with a `[data-likely-list]` and a
 * hidden `[data-likely-seen]`. The short forms of choosers get theirs here: they come late.
 */
const WAIT = 350;
const door = document.querySelector("script[data-likely-door]")?.dataset.likelyDoor;
const CHOOSER = /\/choose\/cases\/(person|organisation|source)\//;
const CHOOSER_FIELDS = "name_en,name_zh,title_en,title_zh,kind,address";
const waiting = new WeakMap();

function chooserPanel(form) {
  const kind = door && CHOOSER.exec(form.getAttribute("action") ?? "")?.[1];
  if (!kind) return null;
  const panel = document.createElement("div");
  panel.className = "likely-now";
  panel.dataset.likely = "";
  panel.dataset.url = door.replace("person", kind);
  panel.dataset.fields = CHOOSER_FIELDS;
  panel.dataset.prefix = "new-";
  panel.setAttribute("aria-live", "polite");
  const list = document.createElement("div");
  list.dataset.likelyList = "";
  panel.append(list);
  form.append(panel);
  return panel;
}

function typed(form, panel) {
  const prefix = panel.dataset.prefix ?? "";
  const asked = new URLSearchParams();
  for (const name of panel.dataset.fields.split(",")) {
    const value = form.elements[prefix + name]?.value?.trim();
    if (value) asked.set(name, value);
  }
  for (const field of form.elements) {
    if (/^aliases-\d+-text$/.test(field.name) && field.value.trim()) asked.set(field.name, field.value.trim());
  }
  // A new record gets its number when the desk saves it by itself.
  const saved = /\/edit\/(\d+)\//.exec(form.getAttribute("action") ?? "")?.[1];
  const own = saved || panel.dataset.pk;
  if (own) asked.set("pk", own);
  return asked;
}

async function ask(form, panel) {
  const state = waiting.get(panel);
  state.request?.abort();
  state.request = new AbortController();
  const answer = await fetch(`${panel.dataset.url}?${typed(form, panel)}`, {
    signal: state.request.signal,
    headers: { "X-Requested-With": "XMLHttpRequest" },
  }).catch(() => null);
  if (!answer?.ok) return;
  const list = panel.querySelector("[data-likely-list]");
  list.innerHTML = await answer.text();
  const seen = panel.querySelector("[data-likely-seen]");
  const found = [...list.querySelectorAll("[data-likely-pk]")].map((one) => one.dataset.likelyPk);
  if (seen) seen.value = [...new Set([...seen.value.split(",").filter(Boolean), ...found])].join(",");
}

function heard(event) {
  const form = event.target.form;
  if (!form || event.isComposing) return;
  const known = form.querySelector("[data-likely]");
  const panel = known ?? chooserPanel(form);
  if (!panel) return;
  const name = event.target.name.slice((panel.dataset.prefix ?? "").length);
  if (!panel.dataset.fields.split(",").includes(name) && !name.startsWith("aliases-")) return;
  const state = waiting.get(panel) ?? {};
  clearTimeout(state.timer);
  state.timer = setTimeout(() => ask(form, panel), WAIT);
  waiting.set(panel, state);
}

document.addEventListener("input", heard);
document.addEventListener("compositionend", heard);
