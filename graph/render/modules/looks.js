// How nodes and lines are drawn. Colours come from the style sheet, so that themes stay in one place.

import { percent } from "./dom.js";
import { familyOf, markOf, relationName } from "./words.js";

const SHAPES = {
  state: { shape: "dot", size: 13 },
  bloc: { shape: "hexagon", size: 13 },
  sea: { shape: "ellipse" },
  passage: { shape: "triangleDown", size: 9 },
  port: { shape: "square", size: 8 },
  city: { shape: "dot", size: 6 },
  corridor: { shape: "box" },
  pipeline: { shape: "box", dashed: true },
  org: { shape: "square", size: 9 },
  person: { shape: "triangle", size: 9 },
  commodity: { shape: "diamond", size: 10 },
  agreement: { shape: "star", size: 9 },
};
const DASHES = { planned: [9, 5], demanded: [3, 5], possible: [2, 7] };
const OPACITY = { plain: 1, off: 0.5, far: 0.13 };
const NEGATED = [12, 4, 2, 4];

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

const BOTH = /^light-dark\((.+?), *(.+)\)$/;

/** The colours of the present theme, by the names of the style sheet. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const side = isDark() ? 2 : 1;
  return (name) => {
    const value = style.getPropertyValue(`--${name}`).trim();
    return BOTH.exec(value)?.[side] ?? value;
  };
}

function fontOf(colour, emphasis, inside) {
  return {
    face: colour("sans"),
    size: emphasis === "on" ? 16 : 14,
    color: emphasis === "off" || emphasis === "far" ? colour("ink-soft") : colour("ink"),
    strokeWidth: inside ? 0 : 4,
    strokeColor: colour("paper"),
  };
}

/** Drawing options of a node; `emphasis` is "on" (part of the way), "plain", "off" or "far". */
export function nodeLooks(node, colour, emphasis, selected) {
  const form = SHAPES[node.kind] ?? SHAPES.org;
  const inside = form.size === undefined;
  const own = colour(`kind-${node.kind}`) || colour("kind-org");
  const fill = inside ? colour(`fill-${node.kind}`) : own;
  const border = selected ? colour("ink") : emphasis === "on" ? colour("route") : own;
  return {
    shape: form.shape,
    size: form.size && (emphasis === "on" ? form.size + 4 : form.size),
    shapeProperties: { borderDashes: form.dashed ? [5, 3] : false, borderRadius: 4 },
    margin: { top: 7, bottom: 7, left: 10, right: 10 },
    color: { background: !inside && emphasis === "on" ? colour("route") : fill, border },
    borderWidth: selected ? 4 : emphasis === "on" ? 3 : 1.5,
    opacity: emphasis === "far" ? 0.4 : 1,
    font: fontOf(colour, selected ? "on" : emphasis, inside),
  };
}

/** Drawing options of a relationship; colour tells the family, dashes and words the rest. */
export function edgeLooks(edge, colour, emphasis, named) {
  const mark = markOf(edge);
  const words = named ? [relationName(edge.relation), edge.share && percent(edge.share), mark].filter(Boolean).join(" · ") : mark;
  const tint = colour(`family-${familyOf(edge.relation)}`);
  return {
    color: { color: tint, hover: tint, opacity: OPACITY[emphasis] },
    width: named ? 3 : 1.4,
    dashes: edge.polarity === "negated" ? NEGATED : (DASHES[edge.modality] ?? false),
    arrows: { to: { enabled: true, scaleFactor: 0.45 } },
    label: (emphasis !== "far" && words) || " ",
    font: { ...fontOf(colour, "plain", false), size: 11, color: tint, align: "middle" },
  };
}

/** The bold line of a way; dashed where no text says how. */
export function wayLooks(colour, onward) {
  return {
    color: { color: colour("route"), hover: colour("route"), opacity: 1 },
    width: 5,
    dashes: onward ? [14, 10] : false,
    arrows: { to: { enabled: true, scaleFactor: 0.7 } },
    label: onward ? "onward: not stated how" : " ",
    font: { ...fontOf(colour, "on", false), size: 12, color: colour("route"), align: "middle" },
    smooth: { enabled: true, type: "curvedCW", roundness: 0.06 },
  };
}

/** A bend for each of several lines between the same two nodes, so that all can be seen. */
export function bends(edges) {
  const count = new Map();
  const found = new Map();
  for (const edge of edges) {
    const forward = edge.from <= edge.to;
    const pair = forward ? `${edge.from}\n${edge.to}` : `${edge.to}\n${edge.from}`;
    const number = count.get(pair) ?? 0;
    count.set(pair, number + 1);
    const clockwise = (number % 2 === 0) === forward;
    const roundness = 0.1 + 0.16 * Math.floor(number / 2);
    found.set(edge.id, { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness });
  }
  return found;
}
