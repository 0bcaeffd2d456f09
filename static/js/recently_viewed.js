// Remembers which pages and records this reader viewed last, in this browser only: kinds and keys,
// no titles. The server says what they are called today, and leaves out what may not be seen.

const MOST = 9;
const PREFIX = "casebook.viewed.";
const reader = document.body.dataset.reader;

const remembered = (name) => {
  try {
    const list = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
};

// On a browser that several people use, the list of whoever was here before goes.
const forgetOthers = (name) => {
  for (const other of Object.keys(localStorage)) {
    if (other.startsWith(PREFIX) && other !== name) {
      localStorage.removeItem(other);
    }
  }
};

const show = async (place, refs) => {
  const query = new URLSearchParams(refs.map((ref) => ["ref", ref]));
  const answer = await fetch(`${place.dataset.recentlyViewed}?${query}`, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) {
    return;
  }
  const html = (await answer.text()).trim();
  if (html) {
    place.innerHTML = html;
    place.hidden = false;
  }
};

if (reader) {
  const name = PREFIX + reader;
  try {
    forgetOthers(name);
    const viewed = document.querySelector("[data-viewed]")?.dataset.viewed;
    const before = remembered(name).filter((ref) => ref !== viewed);
    if (viewed) {
      localStorage.setItem(name, JSON.stringify([viewed, ...before].slice(0, MOST)));
    }
    const place = document.querySelector("[data-recently-viewed]");
    if (place && before.length) {
      show(place, before.slice(0, MOST - 1));
    }
  } catch {
    // A browser that keeps nothing has no list to show.
  }
}
