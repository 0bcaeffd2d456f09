// Draws the graph of a page from the data in it. The table below says the same; this is for those who see.

const LABEL = 12; // pixels on the screen, however far away the picture is
const STORED = "casebook.graph";
const VIEW = "casebook.graph.view";
const ROUNDS = 300; // after so many, names that still lie on each other are left out

const data = JSON.parse(document.getElementById("graph-data").textContent);
const work = document.querySelector("[data-graph-work]");
const section = work.querySelector("[data-graph]");
const canvas = section.querySelector("[data-graph-canvas]");
const said = section.querySelector("[data-graph-said]");
const readable = section.querySelector("[data-graph-readable]");
const MANY = data.nodes.length > 60;
const WIDEST = 190; // pixels; the whole name is shown under the pointer, and when a record is chosen
const NARROWEST = 60;

const chooser = document.getElementById("graph-node");

const SHAPES = { incident: "diamond", person: "ellipse", organisation: "round-rectangle", outcome: "hexagon", source: "tag" };
const TONES = { incident: "red", person: "blue", organisation: "violet", outcome: "green", source: "amber" };

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function style() {
  const kinds = Object.keys(SHAPES).map((kind) => ({
    selector: `node[kind = "${kind}"]`,
    style: {
      shape: SHAPES[kind],
      "background-color": token(`${TONES[kind]}-soft`),
      "border-color": token(`${TONES[kind]}-line`),
    },
  }));
  return [
    {
      selector: "node",
      style: {
        width: "data(across)",
        height: "data(across)",
        "border-width": 2,
        "font-family": getComputedStyle(canvas).fontFamily,
        "font-size": LABEL,
        color: token("ink"),
        "text-valign": "bottom",
        "text-margin-y": 3,
        "text-background-color": token("paper"),
        "text-background-opacity": 0.85,
        "text-background-padding": 1,
      },
    },
    ...kinds,
    { selector: "node[?start]", style: { "border-width": 4, "font-weight": "bold" } },
    { selector: "node.named", style: { label: "data(short)", "font-size": "data(size)" } },
    { selector: "node.above", style: { "text-valign": "top", "text-margin-y": -3 } },
    { selector: "node.right", style: { "text-halign": "right", "text-valign": "center", "text-margin-x": 3, "text-margin-y": 0 } },
    { selector: "node.left", style: { "text-halign": "left", "text-valign": "center", "text-margin-x": -3, "text-margin-y": 0 } },
    { selector: "node.under, node:selected", style: { label: "data(title)", "font-size": "data(size)", "text-background-opacity": 1, "z-index": 9 } },
    { selector: "edge", style: { width: 1, "line-color": token("neutral-line"), "curve-style": "haystack", opacity: MANY ? 0.4 : 0.8 } },
    { selector: ".faint", style: { opacity: 0.15 } },
    { selector: "node:selected", style: { "border-color": token("focus"), "border-width": 5 } },
    { selector: "edge.near", style: { label: "data(label)", "font-size": "data(size)", "font-family": getComputedStyle(canvas).fontFamily, color: token("ink-soft"), "text-background-color": token("paper"), "text-background-opacity": 0.9, width: 2, "line-color": token("focus") } },
  ];
}

// --- Where things stood, so that a step changes the picture and does not shuffle it ---

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(STORED)) ?? {};
  } catch {
    return {};
  }
}

function keep(cy) {
  try {
    const places = Object.fromEntries(cy.nodes().map((node) => [node.id(), node.position()]));
    sessionStorage.setItem(STORED, JSON.stringify(places));
  } catch {
    // No storage: the next picture begins anew.
  }
}

// The same graph begins from the same places: starts in the middle, everything else around them.
function beginning(nodes) {
  const known = kept();
  const rest = nodes.filter((one) => !one.start);
  const places = new Map();
  nodes.filter((one) => one.start).forEach((one, at) => places.set(one.id, { x: at * 160, y: 0 }));
  rest.forEach((one, at) => {
    const angle = at * 2.399963; // the golden angle
    const far = 120 + 28 * Math.sqrt(at);
    places.set(one.id, { x: far * Math.cos(angle), y: far * Math.sin(angle) });
  });
  return (one) => known[one.id] ?? places.get(one.id);
}

// --- Names: as many as do not lie on each other, the most linked first, always of one size ---

const measure = document.createElement("canvas").getContext("2d");

function width(text) {
  measure.font = `${LABEL}px ${getComputedStyle(canvas).fontFamily}`;
  return measure.measureText(text).width;
}

function short(title, widest) {
  let end = title.length;
  while (end > 1 && width(title.slice(0, end)) > widest) {
    end -= 1;
  }
  return end < title.length ? `${title.slice(0, end).trimEnd()}…` : title;
}

function name(cy) {
  const zoom = cy.zoom();
  const taken = cy.nodes().map((node) => around(node, zoom));
  const order = cy.nodes().sort((a, b) => rank(b) - rank(a));
  const seen = { left: 0, right: cy.width(), top: 0, bottom: cy.height() };
  let inside = 0;
  let named = 0;
  cy.batch(() => {
    cy.elements().data("size", LABEL / zoom);
    for (const node of order) {
      const at = around(node, zoom);
      const whole = at.left >= 0 && at.right <= seen.right && at.top >= 0 && at.bottom <= seen.bottom;
      const places = labelBoxes(node, at);
      const free = Object.keys(places).find((one) => taken.every((box) => apart(box, places[one])) && within(places[one], seen));
      // A start and what is chosen have their name in any case.
      const place = free ?? (node.selected() || node.data("start") ? "below" : null);
      node.classes([...node.classes().filter((one) => !(one in places) && one !== "named"), ...(place ? ["named", place] : [])]);
      inside += whole;
      if (place) {
        taken.push(places[place]);
        named += whole;
      }
    }
  });
  readable.textContent = readable.dataset.words.replace("{names}", named).replace("{records}", inside);
  readable.hidden = named === inside;
}

function around(node, zoom) {
  const { x, y } = node.renderedPosition();
  const half = (node.width() * zoom) / 2;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function labelBoxes(node, at) {
  const wide = node.data("wide") + 4;
  const tall = LABEL + 4;
  const middle = (at.left + at.right) / 2;
  const level = (at.top + at.bottom - tall) / 2;
  const box = (left, top) => ({ left, right: left + wide, top, bottom: top + tall });
  return {
    below: box(middle - wide / 2, at.bottom + 2),
    above: box(middle - wide / 2, at.top - tall - 2),
    right: box(at.right + 2, level),
    left: box(at.left - wide - 2, level),
  };
}

function within(box, frame) {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

function apart(one, other) {
  return one.right < other.left || one.left > other.right || one.bottom < other.top || one.top > other.bottom;
}

function rank(node) {
  return (node.selected() ? 1e6 : 0) + (node.data("start") ? 1e5 : 0) + node.degree();
}

// --- The picture ---

function draw() {
  // Cytoscape would write a style element, which the security policy forbids; our own sheet says the same.
  const stand = document.createElement("meta");
  stand.id = "__________cytoscape_stylesheet";
  document.head.append(stand);
  const place = beginning(data.nodes);
  const links = new Map();
  for (const { a, b } of data.edges) {
    links.set(a, (links.get(a) ?? 0) + 1);
    links.set(b, (links.get(b) ?? 0) + 1);
  }
  const cy = window.cytoscape({
    container: canvas,
    elements: [
      ...data.nodes.map((one) => {
        const across = (MANY ? 8 : 16) + Math.min(14, 2 * Math.sqrt(links.get(one.id) ?? 0)) + (one.start ? 8 : 0);
        return { data: { ...one, across, size: LABEL }, position: { ...place(one) } };
      }),
      ...data.edges.map((one) => ({ data: { source: one.a, target: one.b, label: one.label, size: LABEL } })),
    ],
    style: style(),
    layout: { name: "preset" },
    minZoom: 0.1,
    maxZoom: 6,
    autounselectify: false,
    boxSelectionEnabled: false,
  });
  cy.layout({
    name: "fcose",
    quality: "default",
    randomize: false,
    animate: false,
    nodeSeparation: 90,
    idealEdgeLength: MANY ? 130 : 95,
    nodeRepulsion: MANY ? 16000 : 9000,
    padding: 30,
  }).run();
  fill(cy);
  fit(cy);
  name(cy);
  keep(cy);
  listen(cy);
  return cy;
}

// The picture takes the form of the canvas, a unit of it a pixel; then names that lie on each other are pushed apart.
let larger = 1;

function fill(cy) {
  const room = { x: cy.width() - 120, y: cy.height() - 70 };
  // So wide that all names together take three quarters of it.
  const share = (0.75 * room.x * room.y) / cy.nodes().length;
  const widest = Math.max(NARROWEST, Math.min(WIDEST, share / (2 * LABEL + 8) - 6));
  // On a small canvas that is more than there is: then it is drawn larger and seen from further away.
  larger = Math.max(1, Math.sqrt(((widest + 6) * (2 * LABEL + 8)) / share));
  room.x *= larger;
  room.y *= larger;
  for (const node of cy.nodes()) {
    const called = short(node.data("title"), widest);
    node.data({ short: called, wide: width(called) });
  }
  const places = new Map(cy.nodes().map((node) => [node.id(), {}]));
  for (const axis of ["x", "y"]) {
    const order = [...cy.nodes()].sort((a, b) => a.position(axis) - b.position(axis));
    const first = order[0].position(axis);
    const long = Math.max(order.at(-1).position(axis) - first, 1);
    const size = MANY ? room[axis] : Math.min(room[axis], 2 * long);
    order.forEach((node, at) => {
      // Of many most lie close together in the middle: half by where they are, half in turn.
      const share = (node.position(axis) - first) / long;
      places.get(node.id())[axis] = size * (MANY ? (share + at / order.length) / 2 : share);
    });
  }
  cy.nodes().positions((node) => places.get(node.id()));
  spread(cy, room);
}

function spread(cy, room) {
  const boxes = cy.nodes().map((node) => {
    const { x, y } = node.position();
    return { id: node.id(), x, y, wide: Math.max(node.data("across"), node.data("wide")) + 6, tall: node.data("across") + LABEL + 8 };
  });
  for (let round = 0, moved = true; moved && round < ROUNDS; round += 1) {
    moved = false;
    boxes.forEach((one, at) => {
      for (const other of boxes.slice(at + 1)) {
        const dx = (one.wide + other.wide) / 2 - Math.abs(one.x - other.x);
        const dy = (one.tall + other.tall) / 2 - Math.abs(one.y - other.y);
        if (dx > 0.5 && dy > 0.5) {
          moved = true;
          const axis = dx / one.wide < dy / one.tall ? "x" : "y";
          const by = (Math.min(dx, dy) / 2) * (one[axis] < other[axis] ? -1 : 1);
          one[axis] += by;
          other[axis] -= by;
        }
      }
      one.x = Math.min(room.x, Math.max(0, one.x));
      one.y = Math.min(room.y, Math.max(0, one.y));
    });
  }
  const places = new Map(boxes.map(({ id, x, y }) => [id, { x, y }]));
  cy.nodes().positions((node) => places.get(node.id()));
}

function fit(cy) {
  cy.zoom(1 / larger);
  cy.center();
}

function listen(cy) {
  let waits;
  const rename = () => {
    cancelAnimationFrame(waits);
    waits = requestAnimationFrame(() => name(cy));
  };
  cy.on("zoom pan resize dragfree", rename);
  cy.on("dragfree", () => keep(cy));
  cy.on("select", "node", (event) => choose(cy, event.target));
  cy.on("unselect", "node", () => rest(cy));
  cy.on("mouseover", "node", (event) => event.target.addClass("under"));
  cy.on("mouseout", "node", (event) => event.target.removeClass("under"));
  cy.on("dbltap", "node", (event) => window.location.assign(event.target.data("url")));
  for (const button of section.querySelectorAll("[data-graph-zoom]")) {
    button.addEventListener("click", () => closer(cy, button.dataset.graphZoom));
  }
  chooser?.addEventListener("change", () => {
    cy.elements(":selected").unselect();
    cy.getElementById(chooser.value).select();
  });
  const whole = section.querySelector("[data-graph-whole]");
  whole.hidden = !document.fullscreenEnabled;
  whole.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : work.requestFullscreen()));
  document.addEventListener("fullscreenchange", () => {
    const full = Boolean(document.fullscreenElement);
    whole.setAttribute("aria-pressed", String(full));
    list(full);
    // The page needs a moment to take its new form.
    requestAnimationFrame(() => {
      cy.resize();
      fill(cy);
      fit(cy);
      rename();
    });
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
}

// With room beside the picture the records are a list, else a menu.
const beside = window.matchMedia("(width >= 96rem)");

function list(full = Boolean(document.fullscreenElement)) {
  if (chooser) {
    chooser.size = (full && window.innerWidth >= 900) || beside.matches ? 20 : 1;
  }
}

function closer(cy, way) {
  if (way === "fit") {
    fit(cy);
    return;
  }
  const chosen = cy.nodes(":selected");
  const about = chosen.nonempty() ? chosen.renderedPosition() : { x: cy.width() / 2, y: cy.height() / 2 };
  // One press leads to where names have their room.
  const level = way === "in" ? Math.max(1, cy.zoom() * 1.6) : cy.zoom() / 1.6;
  cy.zoom({ level, renderedPosition: about });
}

function choose(cy, node) {
  const near = node.closedNeighborhood();
  cy.elements().removeClass("faint near");
  cy.elements().not(near).addClass("faint");
  node.connectedEdges().addClass("near");
  if (chooser) {
    chooser.value = node.id();
  }
  const link = document.createElement("a");
  link.href = node.data("url");
  link.textContent = node.data("title");
  said.replaceChildren(link, ` · ${node.degree()}`);
  name(cy);
}

function rest(cy) {
  cy.elements().removeClass("faint near");
  name(cy);
}

// --- Picture or table: the same links at the same address; the choice holds while the tab is open ---

let drawn = null;

function show(view) {
  document.body.dataset.graphView = view;
  for (const button of switches) {
    button.setAttribute("aria-pressed", String(button.dataset.graphShow === view));
  }
  try {
    sessionStorage.setItem(VIEW, view);
  } catch {
    // No storage: the next page shows the picture.
  }
  if (view === "picture") {
    drawn ??= draw();
  }
}

function shown() {
  try {
    return sessionStorage.getItem(VIEW) === "table" ? "table" : "picture";
  } catch {
    return "picture";
  }
}

const switches = document.querySelectorAll("[data-graph-show]");
for (const button of switches) {
  button.addEventListener("click", () => show(button.dataset.graphShow));
}
document.querySelector("[data-graph-switch]").hidden = false;
section.hidden = false;
beside.addEventListener("change", () => list());
list();
show(shown());
