// Draws the graph of a page from the data in it. The table below says the same; this is for those who see.

const LABEL = 12; // pixels on the screen, however far away the picture is
const STORED = "casebook.graph";

const data = JSON.parse(document.getElementById("graph-data").textContent);
const section = document.querySelector("[data-graph]");
const canvas = section.querySelector("[data-graph-canvas]");
const said = section.querySelector("[data-graph-said]");
const MANY = data.nodes.length > 60;
const SIZE = MANY ? 16 : 22;
const LONGEST = MANY ? 18 : 28; // characters; the whole name is said when a record is chosen

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
        width: SIZE,
        height: SIZE,
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
    { selector: "node[?start]", style: { width: SIZE * 1.6, height: SIZE * 1.6, "border-width": 4, "font-weight": "bold" } },
    { selector: "node.named", style: { label: "data(short)", "font-size": "data(size)" } },
    { selector: "node.above", style: { "text-valign": "top", "text-margin-y": -3 } },
    { selector: "edge", style: { width: 1.2, "line-color": token("neutral-line"), "curve-style": "haystack", opacity: 0.8 } },
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

function short(title) {
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title;
}

// --- Names: as many as do not lie on each other, the most linked first, always of one size ---

const measure = document.createElement("canvas").getContext("2d");

function name(cy) {
  const zoom = cy.zoom();
  measure.font = `${LABEL}px ${getComputedStyle(canvas).fontFamily}`;
  const taken = cy.nodes().map((node) => {
    const { x, y } = node.renderedPosition();
    const half = (node.width() * zoom) / 2;
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  });
  const order = cy.nodes().sort((a, b) => rank(b) - rank(a));
  cy.batch(() => {
    cy.elements().data("size", LABEL / zoom);
    for (const node of order) {
      const { x, y } = node.renderedPosition();
      const wide = measure.measureText(node.data("short")).width / 2 + 3;
      const half = (node.height() * zoom) / 2 + 2;
      // Below the record, else above it; a start and what is chosen have their name in any case.
      const places = [y + half, y - half - LABEL - 4].map((top) => ({ left: x - wide, right: x + wide, top, bottom: top + LABEL + 4 }));
      const free = places.find((box) => taken.every((one) => apart(one, box)));
      const box = free ?? (node.selected() || node.data("start") ? places[0] : null);
      node.toggleClass("named", Boolean(box));
      node.toggleClass("above", box === places[1]);
      if (box) {
        taken.push(box);
      }
    }
  });
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
  section.hidden = false;
  const place = beginning(data.nodes);
  const cy = window.cytoscape({
    container: canvas,
    elements: [
      ...data.nodes.map((one) => ({ data: { ...one, short: short(one.title), size: LABEL }, position: { ...place(one) } })),
      ...data.edges.map((one) => ({ data: { source: one.a, target: one.b, label: one.label, size: LABEL } })),
    ],
    style: style(),
    layout: { name: "preset" },
    minZoom: 0.1,
    maxZoom: 3,
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
  cy.fit(undefined, 30);
  name(cy);
  keep(cy);
  listen(cy);
  return cy;
}

// Names are wide and the canvas mostly is: what would be a disc is stretched to fill it.
function fill(cy) {
  const { w, h } = cy.elements().boundingBox({ includeLabels: false });
  const stretch = Math.min(2, (cy.width() / cy.height()) * (h / Math.max(w, 1)));
  if (stretch > 1) {
    cy.nodes().positions((node) => ({ x: node.position("x") * stretch, y: node.position("y") }));
  }
}

function listen(cy) {
  let waits;
  cy.on("zoom pan resize dragfree", () => {
    cancelAnimationFrame(waits);
    waits = requestAnimationFrame(() => name(cy));
  });
  cy.on("dragfree", () => keep(cy));
  cy.on("select", "node", (event) => choose(cy, event.target));
  cy.on("unselect", "node", () => rest(cy));
  cy.on("dbltap", "node", (event) => window.location.assign(event.target.data("url")));
  for (const button of section.querySelectorAll("[data-graph-zoom]")) {
    button.addEventListener("click", () => closer(cy, button.dataset.graphZoom));
  }
  chooser?.addEventListener("change", () => {
    cy.elements(":selected").unselect();
    cy.getElementById(chooser.value).select();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
}

function closer(cy, way) {
  if (way === "fit") {
    cy.fit(undefined, 30);
  } else {
    cy.zoom({ level: cy.zoom() * (way === "in" ? 1.4 : 1 / 1.4), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }
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

draw();
