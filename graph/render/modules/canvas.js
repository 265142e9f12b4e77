// The network on the canvas: vis-network with places computed beforehand.

import { drawingScript, edgeById, edges, nameOf, nodeById, nodes, options } from "./data.js";
import { byId } from "./dom.js";
import { bends, edgeLooks, nodeLooks, palette, wayLooks } from "./looks.js";
import { stops, viaOf } from "./ways.js";
import { markOf, relationName } from "./words.js";

const WHOLE = 45; // up to so many nodes the first view shows everything
const CROWD = 60; // relationships
export const MOST = 400; // nodes drawn until all are asked for
const LEGIBLE = 7; // px; smaller words are not drawn: nobody could read them
const NARROW = 560; // px; below, only the way is shown at first
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Draw the network; returns `show(state, way, shown, passed)` and `look(ids)`. */
export async function startCanvas(actions) {
  await startDrawing();
  const smooth = bends(edges);
  const drawn = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
  const holder = byId("network");
  const network = new vis.Network(holder, drawn, {
    ...options,
    // Lines of a crowd come back when the hand rests.
    interaction: { ...options.interaction, hideEdgesOnDrag: nodes.length > MOST, hideEdgesOnZoom: nodes.length > MOST },
    nodes: { chosen: false, labelHighlightBold: false, scaling: { label: { drawThreshold: LEGIBLE } } },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0.8 },
  });
  globalThis.corridorNetwork = network; // for measuring
  let overlay = [];

  network.on("click", (event) => {
    const id = event.edges[0];
    if (event.nodes.length) actions.select("node", event.nodes[0]);
    else if (edgeById.has(id)) actions.select("edge", id);
    else actions.select("edge", overlay.find((line) => line.id === id)?.behind);
  });
  startTip(network, holder);

  function show(state, way, shown, passed = []) {
    const view = { ...viewOf(state, way, passed), shown };
    const kept = keptNodes(view);
    drawn.edges.remove(overlay.map((line) => line.id));
    drawn.nodes.remove(drawn.nodes.getIds().filter((id) => !kept.has(id)));
    drawn.nodes.update(nodes.filter(({ id }) => kept.has(id)).map((node) => drawnNode(node, view)));
    overlay = way ? lineOf(way, state.to, view.colour) : [];
    const joined = edges.filter(({ from, to }) => kept.has(from) && kept.has(to));
    const lines = joined.map((edge) => ({ ...drawnEdge(edge, view), smooth: smooth.get(edge.id) }));
    const present = new Set(joined.map(({ id }) => id));
    drawn.edges.remove(drawn.edges.getIds().filter((id) => !present.has(id)));
    drawn.edges.update([...lines, ...overlay]);
  }

  function look(ids) {
    const animation = still() ? false : { duration: 350, easingFunction: "easeInOutQuad" };
    network.fit({ nodes: ids.filter((id) => drawn.nodes.get(id)), maxZoomLevel: 1.25, animation });
  }

  return { show, look };
}

// The page's policy names the script by its hash: no other text could be started so.
async function startDrawing() {
  if (globalThis.vis) return;
  const script = document.createElement("script");
  script.textContent = await drawingScript();
  document.head.append(script);
}

// Of a crowd the best joined are drawn, and all that the reader asked for.
const degree = new Map();
for (const { from, to } of edges) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
const everyone = new Set(nodes.map(({ id }) => id));
const leading = new Set([...nodes].sort((a, b) => (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0)).slice(0, MOST).map(({ id }) => id));

function keptNodes(view) {
  if (nodes.length <= MOST) return leading;
  if (view.all) return everyone;
  return new Set([...leading, ...view.on, ...[...view.near].slice(0, MOST), view.picked.id].filter((id) => nodeById.has(id)));
}

// What decides how each thing is drawn.
function viewOf(state, way, passed) {
  const picked = state.selection ?? {};
  const touched = edges.filter((edge) => touches(picked, edge));
  const isQuiet = Boolean(way || passed.length || picked.type);
  return {
    colour: palette(),
    picked,
    all: state.all,
    gone: new Set(state.avoid),
    on: new Set(way ? [...stops(way, state.to), ...viaOf(way)] : passed),
    near: new Set(touched.flatMap((edge) => [edge.from, edge.to])),
    // In a crowd all that is neither on the way nor next to what is selected steps far back.
    rest: isQuiet ? (edges.length > CROWD ? "far" : "off") : "plain",
  };
}

function drawnNode(node, view) {
  const emphasis = view.on.has(node.id) ? "on" : view.near.has(node.id) ? "plain" : view.rest;
  return {
    id: node.id,
    label: node.label,
    x: node.x,
    y: node.y,
    hidden: view.gone.has(node.id),
    ...nodeLooks(node, view.colour, emphasis, view.picked.id === node.id),
  };
}

function drawnEdge(edge, view) {
  const isPicked = touches(view.picked, edge);
  const isAlong = view.rest === "far" && view.on.has(edge.from) && view.on.has(edge.to);
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    hidden: !view.shown.has(edge.id) || view.gone.has(edge.from) || view.gone.has(edge.to),
    ...edgeLooks(edge, view.colour, isPicked ? "plain" : isAlong ? "off" : view.rest, isPicked),
  };
}

function touches(picked, edge) {
  if (picked.type === "edge") return picked.id === edge.id;
  return picked.type === "node" && (picked.id === edge.from || picked.id === edge.to);
}

function lineOf(way, to, colour) {
  const places = stops(way, to);
  return way.map((step, index) => ({
    id: `way\n${index}`,
    from: places[index],
    to: places[index + 1],
    behind: step.edges.find((id) => edgeById.has(id)),
    ...wayLooks(colour, step.onward),
  }));
}

/** What the first look shows: everything that fits, else the way and what it passes. */
export function firstLook(way, state) {
  const seen = nodes.filter((node) => !state.avoid.includes(node.id)).map((node) => node.id);
  if (!way || (seen.length <= WHOLE && byId("network").clientWidth >= NARROW)) return seen;
  const picked = state.selection?.type === "node" ? [state.selection.id] : [];
  return [...stops(way, state.to), ...viaOf(way), ...picked].filter((id) => nodeById.has(id));
}

function startTip(network, holder) {
  const tip = byId("tip");
  const showTip = (text, event) => {
    tip.textContent = text;
    tip.hidden = false;
    tip.style.left = `${event.pointer.DOM.x + 14}px`;
    tip.style.top = `${event.pointer.DOM.y + 14}px`;
    holder.style.cursor = "pointer";
  };
  const hide = () => {
    tip.hidden = true;
    holder.style.cursor = "";
  };
  network.on("hoverEdge", (event) => {
    const edge = edgeById.get(event.edge);
    if (!edge) return;
    const mark = markOf(edge);
    showTip(`${nameOf(edge.from)} ${relationName(edge.relation)} ${nameOf(edge.to)}${mark ? ` (${mark})` : ""}`, event);
  });
  network.on("hoverNode", (event) => showTip(nameOf(event.node), event));
  for (const name of ["blurEdge", "blurNode", "dragStart", "zoom"]) network.on(name, hide);
}
