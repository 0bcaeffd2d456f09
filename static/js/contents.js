// Fills the list of a page's parts from its headings where the page left it empty, and marks the part being read.

const FEWEST = 2;

function fill(nav) {
  const list = nav.querySelector(".toc__list");
  const headings = [...document.querySelectorAll(".page__content :is(.body h2, .body h3, .section__header h2)")];
  if (headings.length < FEWEST) {
    return;
  }
  headings.forEach((heading, index) => {
    heading.id ||= `part-${index + 1}`;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.className = "toc__link";
    link.href = `#${heading.id}`;
    // A heading may end in a count, which is no part of its name.
    link.textContent = heading.firstChild.textContent;
    if (heading.tagName === "H3") {
      item.className = "toc__item--sub";
      link.classList.add("toc__link--sub");
    }
    item.append(link);
    list.append(item);
  });
  nav.hidden = false;
}

function follow(nav) {
  const links = new Map();
  for (const link of nav.querySelectorAll('a[href^="#"]')) {
    const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (part) {
      links.set(part, link);
    }
  }
  const mark = () => {
    let current = null;
    for (const part of links.keys()) {
      if (part.getBoundingClientRect().top <= window.innerHeight * 0.3) {
        current = part;
      }
    }
    for (const [part, link] of links) {
      if (part === current) {
        link.setAttribute("aria-current", "location");
      } else {
        link.removeAttribute("aria-current");
      }
    }
  };
  let waiting = false;
  document.addEventListener(
    "scroll",
    () => {
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          mark();
        });
      }
    },
    { passive: true },
  );
  mark();
}

for (const nav of document.querySelectorAll("[data-contents]")) {
  if (nav.hasAttribute("data-contents-fill")) {
    fill(nav);
  }
  follow(nav);
}
