// What a term means, beside the term: while the pointer rests on it, when it has the focus, at a
// tap. Escape puts it away (a popover does that by itself). Without this file the link leads there.

const WAIT = 250;
const EDGE = 8;
let timer = 0;

const noteOf = (link) => document.getElementById(link.getAttribute("aria-describedby"));

function place(link, note) {
  const at = link.getClientRects()[0];
  note.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - note.offsetWidth - EDGE))}px`;
  const below = at.bottom + EDGE / 2;
  const fits = below + note.offsetHeight < innerHeight || at.top < note.offsetHeight;
  note.style.top = `${fits ? below : at.top - note.offsetHeight - EDGE / 2}px`;
}

function show(link) {
  clearTimeout(timer);
  const note = noteOf(link);
  if (!note?.showPopover || note.matches(":popover-open")) return;
  note.showPopover();
  place(link, note);
}

function hide(link) {
  clearTimeout(timer);
  const note = noteOf(link);
  if (note?.matches(":popover-open")) note.hidePopover();
}

function prepare(link) {
  const note = noteOf(link);
  if (!note?.showPopover) return;
  let wasOpen = false;
  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(link), WAIT);
  };
  const byMouse = (act) => (event) => event.pointerType === "mouse" && act();
  link.addEventListener("pointerenter", byMouse(() => later(show)));
  link.addEventListener("pointerleave", byMouse(() => later(hide)));
  note.addEventListener("pointerenter", byMouse(() => clearTimeout(timer)));
  note.addEventListener("pointerleave", byMouse(() => later(hide)));
  link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
  link.addEventListener("blur", (event) => note.contains(event.relatedTarget) || hide(link));
  link.addEventListener("pointerdown", () => {
    wasOpen = note.matches(":popover-open");
  });
  // The first tap explains, the second follows the link.
  link.addEventListener("click", (event) => {
    if (event.pointerType === "touch" && !wasOpen) {
      event.preventDefault();
      show(link);
    }
  });
  addEventListener("scroll", () => note.matches(":popover-open") && place(link, note), {
    passive: true,
  });
}

document.querySelectorAll("a.hint").forEach(prepare);
