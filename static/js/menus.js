// Menus are plain <details>; this only closes them on Escape, on a press elsewhere, and when another opens.

const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") {
    return;
  }
  for (const menu of openMenus()) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) {
      menu.querySelector("summary").focus();
    }
  }
});

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

document.addEventListener(
  "toggle",
  (event) => {
    if (!event.target.matches?.("details.menu") || !event.target.open) {
      return;
    }
    for (const menu of openMenus()) {
      if (menu !== event.target) {
        menu.open = false;
      }
    }
  },
  true,
);
