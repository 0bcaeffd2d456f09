// A search that found nothing is counted for the editors, without saying who searched. The page itself
// changes nothing on the server; this is a request of its own, once for the same words while a tab is open.

const COUNTED = "casebook.missed";

function report() {
  const form = document.querySelector("[data-missed-search]");
  if (!form) {
    return;
  }
  const words = new FormData(form);
  const counted = sessionStorage.getItem(COUNTED) ?? "";
  if (!counted.split("\n").includes(words.get("q"))) {
    sessionStorage.setItem(COUNTED, `${counted}\n${words.get("q")}`.slice(-2000));
    fetch(form.action, { method: "POST", body: words, keepalive: true }).catch(() => {});
  }
}

report();
document.addEventListener("htmx:afterSettle", report);
