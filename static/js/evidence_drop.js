// Pasted and dropped files join those of the file input, which sends them; without it one chooses them.

for (const form of document.querySelectorAll("[data-evidence]")) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-evidence-chosen]");

  const show = () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} (${Math.ceil(file.size / 1024)} KB)`;
        return line;
      }),
    );
  };

  const add = (files) => {
    const all = new DataTransfer();
    for (const file of [...input.files, ...files]) all.items.add(file);
    input.files = all.files;
    show();
  };

  // Screenshots from the clipboard are all called alike: each takes the minute it was pasted.
  const named = (file) => {
    if (file.name !== "image.png") return file;
    const now = new Date().toISOString().slice(0, 19).replaceAll(":", "");
    return new File([file], `pasted-${now}-${input.files.length + 1}.png`, { type: file.type });
  };

  input.addEventListener("change", show);
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    // Office programs put a picture of a text beside the text: where a text is asked for, that is meant.
    if (event.target.matches?.("textarea") && event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    add(files.map(named));
  });
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("evidence--over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("evidence--over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("evidence--over");
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  });
}
