// Both sides of a text: a sentence lights up with its counterpart, and the arrow keys move by pairs.

const text = document.querySelector("[data-side-by-side]");

function light(sentence) {
  for (const lit of text.querySelectorAll(".sentence--lit")) lit.classList.remove("sentence--lit");
  if (!sentence) return;
  const pair = sentence.closest(".sbs__pair");
  const same = pair.querySelectorAll(`[data-sentence="${sentence.dataset.sentence}"]`);
  for (const one of same) one.classList.add("sentence--lit");
}

text.addEventListener("pointerover", (event) => light(event.target.closest("[data-sentence]")));
text.addEventListener("pointerleave", () => light(null));
text.addEventListener("focusin", (event) => light(event.target.closest("[data-sentence]")));

function moveBy(step, from) {
  const numbers = [...text.querySelectorAll(".sbs__number")];
  const to = numbers[numbers.indexOf(from) + step];
  if (!to) return;
  to.focus();
  to.closest(".sbs__pair").scrollIntoView({ block: "nearest" });
}

// Left and right go through the sentences of the pair in which the focus is.
function nextSentence(step, pair) {
  const numbers = [...pair.querySelectorAll("[data-sentence]")].map((one) => one.dataset.sentence);
  const each = [...new Set(numbers)].sort((a, b) => a - b);
  if (!each.length) return;
  const lit = pair.querySelector(".sentence--lit");
  const at = lit ? each.indexOf(lit.dataset.sentence) + step : step > 0 ? 0 : each.length - 1;
  light(at in each ? pair.querySelector(`[data-sentence="${each[at]}"]`) : null);
}

text.addEventListener("keydown", (event) => {
  const number = event.target.closest(".sbs__number");
  if (!number || event.altKey || event.ctrlKey || event.metaKey) return;
  const steps = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  if (event.key === "ArrowDown" || event.key === "ArrowUp") moveBy(steps[event.key], number);
  else nextSentence(steps[event.key], number.closest(".sbs__pair"));
});
