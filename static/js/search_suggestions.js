// Search boxes suggest while somebody types: the combobox pattern of the WAI-ARIA Authoring Practices.
// An empty search box offers this person's last searches, which never leave the browser. A box that takes
// records (data-takes names its field) leads to the address of its own form with the record taken.

const PAUSE = 120; // milliseconds without a key before the site is asked
const KEPT = 40; // answers kept while the page is open
const RECENT = "casebook.searches";
const MOST_RECENT = 8;
const LONGEST_RECENT = 120;

// --- Recent searches: one person's at a time. Whoever signs in next finds none. ---

function recent(user) {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT)) ?? {};
    return kept.user === user && Array.isArray(kept.texts) ? kept.texts : [];
  } catch {
    return []; // no storage, or something else in it
  }
}

function remember(user, text) {
  const words = text.trim().replace(/\s+/g, " ");
  if (!words || words.length > LONGEST_RECENT) {
    return;
  }
  const texts = [words, ...recent(user).filter((one) => one !== words)].slice(0, MOST_RECENT);
  try {
    localStorage.setItem(RECENT, JSON.stringify({ user, texts }));
  } catch {
    // Storage is full or forbidden: then there are no recent searches.
  }
}

function forget() {
  try {
    localStorage.removeItem(RECENT);
  } catch {
    // There is no storage, so there is nothing in it.
  }
}

function forgetOthers(user) {
  try {
    if (JSON.parse(localStorage.getItem(RECENT))?.user !== user) {
      forget();
    }
  } catch {
    forget();
  }
}

// --- One box ---

class SearchBox {
  constructor(popup) {
    this.popup = popup;
    this.form = popup.closest("form");
    this.input = this.form.querySelector("[data-search-box]");
    this.list = popup.querySelector("[role=listbox]");
    this.clear = popup.querySelector("button");
    this.status = document.getElementById(`${this.input.id}-count`);
    this.words = popup.dataset;
    this.answers = new Map();
    this.active = null;
    this.typed = this.input.value;

    // A search field clears itself on Escape, which here closes the list first.
    this.input.type = "text";
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      this.input.setAttribute(name, value);
    }
    this.listen();
  }

  listen() {
    // While an input method composes, nothing typed so far is meant.
    this.input.addEventListener("input", (event) => event.isComposing || this.later());
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => event.isComposing || event.keyCode === 229 || this.key(event));
    this.input.addEventListener("click", () => this.popup.hidden && this.ask());
    this.input.addEventListener("focus", () => this.input.value || this.ask());
    this.form.addEventListener("focusout", (event) => this.form.contains(event.relatedTarget) || this.close());
    // A press on a suggestion must not take the cursor out of the box before it is followed.
    this.popup.addEventListener("mousedown", (event) => event.preventDefault());
    this.clear?.addEventListener("click", () => {
      forget();
      this.close();
      this.input.focus();
    });
    this.form.addEventListener("submit", () => {
      if (this.words.recent) {
        remember(this.words.user, this.input.value);
      }
      this.close();
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value.trim();
    this.asked?.abort();
    if (!text) {
      this.show(this.recentGroups(), text);
      return;
    }
    const asked = new AbortController();
    this.asked = asked;
    try {
      const groups = await this.groups(text, asked.signal);
      if (!asked.signal.aborted && this.form.contains(document.activeElement)) {
        this.show(groups, text);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        this.close(); // signed out, or no network: the box still searches
      }
    }
  }

  async groups(text, signal) {
    if (!this.answers.has(text)) {
      const address = `${this.words.suggestions}?${new URLSearchParams({ q: text })}`;
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" }, redirect: "error" });
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      this.answers.set(text, (await answer.json()).groups);
      if (this.answers.size > KEPT) {
        this.answers.delete(this.answers.keys().next().value);
      }
    }
    return this.answers.get(text);
  }

  recentGroups() {
    if (!this.words.recent) {
      return [];
    }
    const address = (text) => `${this.form.action}?${new URLSearchParams({ q: text })}`;
    const items = recent(this.words.user).map((text) => ({ url: address(text), title: { text } }));
    return items.length ? [{ label: this.words.recent, items }] : [];
  }

  show(groups, text) {
    this.list.replaceChildren();
    this.mark(null);
    groups.forEach((group, number) => this.list.append(this.group(group, number)));
    const found = this.options().length;
    if (text && this.words.searchFor) {
      this.list.append(this.searchOption(text));
    }
    this.options().forEach((option, number) => {
      option.id = `${this.list.id}-${number}`;
    });
    if (this.clear) {
      this.clear.hidden = Boolean(text) || !found;
    }
    this.open(this.options().length > 0);
    const count = found === 1 ? this.words.one : this.words.many.replace("{number}", found);
    this.status.textContent = found ? count : text ? this.words.none : "";
  }

  group({ label, items }, number) {
    const group = element("div", "suggestions__group", { role: "group", "aria-labelledby": `${this.list.id}-kind-${number}` });
    const kind = element("div", "suggestions__kind", { id: `${this.list.id}-kind-${number}`, role: "presentation" });
    kind.textContent = label;
    group.append(kind, ...items.map((item) => this.option(item)));
    return group;
  }

  option({ url, takes, title, other }) {
    const href = url ?? this.taking(takes);
    const option = element("a", "suggestions__option", { role: "option", "aria-selected": "false", href, tabindex: "-1" });
    option.append(text("suggestions__title", title));
    if (other) {
      option.append(" ", text("suggestions__other", other));
    }
    return option;
  }

  taking(record) {
    const query = new URLSearchParams(new FormData(this.form));
    query.delete(this.input.name);
    query.append(this.words.takes, record);
    return `${this.form.action}?${query}`.replaceAll("%3A", ":");
  }

  searchOption(words) {
    const option = this.option({
      url: `${this.form.action}?${new URLSearchParams({ q: words })}`,
      title: { text: this.words.searchFor.replace("{words}", words) },
    });
    option.classList.add("suggestions__option--search");
    option.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
        event.preventDefault();
        this.form.requestSubmit();
      }
    });
    return option;
  }

  options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.popup.hidden) {
        this.ask();
        return;
      }
      this.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !this.popup.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && this.active && !this.popup.hidden) {
      event.preventDefault();
      this.active.click();
    }
  }

  // One place before the first and after the last the cursor is in the box itself.
  step(by) {
    const places = [null, ...this.options()];
    const at = places.indexOf(this.active);
    this.mark(places[(at + by + places.length) % places.length]);
  }

  mark(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  open(opened) {
    this.popup.hidden = !opened;
    this.input.setAttribute("aria-expanded", String(opened));
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.mark(null);
    this.open(false);
    this.status.textContent = "";
  }
}

function element(name, className, attributes) {
  const made = document.createElement(name);
  made.className = className;
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

function text(className, { text: words, lang }) {
  const span = element("span", className, lang ? { lang } : {});
  span.textContent = words;
  return span;
}

// --- The page ---

const popups = document.querySelectorAll("[data-suggestions]");
if (popups.length) {
  forgetOthers(popups[0].dataset.user);
  for (const popup of popups) {
    new SearchBox(popup);
  }
  const sought = document.querySelector("main [data-search-box]");
  if (sought?.closest("#search-form")) {
    remember(popups[0].dataset.user, sought.value);
  }
} else {
  forget(); // nobody is signed in
}
