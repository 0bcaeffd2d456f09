// The editors' desk: the list "event it answers" of a response follows the events typed in the same form.

function label(prefix) {
  const halves = ["en", "zh"].map((half) => document.getElementsByName(`${prefix}-what_${half}`)[0]?.value.trim());
  const text = halves.filter(Boolean).join(" · ") || "?";
  return text.length > 70 ? `${text.slice(0, 69)}…` : text;
}

function events() {
  const found = new Map();
  for (const key of document.querySelectorAll('input[name^="events-"][name$="-key"]')) {
    const prefix = key.name.slice(0, -"-key".length);
    // An event has its key once it was saved, by itself or by hand.
    if (/^events-\d+$/.test(prefix) && key.value && document.getElementsByName(`${prefix}-DELETE`)[0]?.value !== "1") {
      found.set(key.value, label(prefix));
    }
  }
  return found;
}

function refresh(select) {
  const typed = events();
  for (const option of [...select.options]) {
    if (typed.has(option.value)) {
      option.textContent = typed.get(option.value);
      typed.delete(option.value);
    } else if (option.value && !option.selected) {
      option.remove();
    }
  }
  for (const [key, text] of typed) {
    select.add(new Option(text, key));
  }
}

document.addEventListener("focusin", (event) => {
  if (event.target.matches('select[name^="responses-"][name$="-answers"]')) {
    refresh(event.target);
  }
});
