// The editor of wagtail-localize names its menus in English only, for those who hear the page.

const more = document.currentScript.dataset.more;
const name = () => {
  for (const label of document.querySelectorAll(".js-translation-editor .w-sr-only, .footer .w-sr-only")) {
    if (label.textContent === "More actions") label.textContent = more;
  }
};
new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
name();
