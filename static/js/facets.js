// When htmx replaces the choices beside a list, groups the reader opened or closed stay as they were.

let states = new Map();

document.addEventListener("htmx:beforeSwap", () => {
  states = new Map(
    [...document.querySelectorAll("details.facet[id], details.facets-fold[id]")].map((group) => [group.id, group.open]),
  );
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of states) {
    const group = document.getElementById(id);
    if (group) {
      group.open = open;
    }
  }
});

// A column wide enough to stand beside the list is never folded.
const wide = window.matchMedia("(width >= 58rem)");
const unfold = () => {
  for (const fold of document.querySelectorAll("details.facets-fold")) {
    fold.open = wide.matches || fold.hasAttribute("data-open");
  }
};
wide.addEventListener("change", unfold);
unfold();
