// "/" puts the cursor into the search box of the page, unless somebody is typing.

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const target = event.target;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
    return;
  }
  const boxes = [...document.querySelectorAll("[data-search-box]")];
  const box = boxes.find((one) => one.checkVisibility({ visibilityProperty: true }));
  if (box) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
