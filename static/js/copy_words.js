// Copies the words of a statement as plain text; without it they are selected by hand.

for (const box of document.querySelectorAll("[data-copy-words]")) {
  const words = box.querySelector("textarea");
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(words.value);
    } catch {
      // A site without HTTPS has no clipboard: the old way works on a selection.
      words.select();
      document.execCommand("copy");
    }
    status.textContent = button.dataset.done;
  });
}
