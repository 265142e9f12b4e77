// The network on the canvas: vis-network with places computed beforehand.

import { edgeById, edges, nameOf, nodeById, nodes, options } from "./data.js";
import { byId } from "./dom.js";
import { bends, edgeLooks, nodeLooks, palette, wayLooks } from "./looks.js";
import { stops, viaOf } from "./ways.js";
import { markOf, relationName } from "./words.js";

const WHOLE = 45; // up to so many nodes the first view shows everything
const CROWD = 60; // relationships
const NARROW = 560; // px; below, only the way is shown at first
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Draw the network; returns `show(state, way)` and `look(ids)`. */
export function startCanvas(actions) {
  const smooth = bends(edges);
  const drawn = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
  const holder = byId("network");
  const network = new vis.Network(holder, drawn, {
    ...options,
    nodes: { chosen: false, labelHighlightBold: false },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0.8 },
  });
  let overlay = [];

  network.on("click", (event) => {
    const id = event.edges[0];
    if (event.nodes.length) actions.select("node", event.nodes[0]);
    else if (edgeById.has(id)) actions.select("edge", id);
    else if (id) actions.select("edge", overlay.find((line) => line.id === id)?.behind);
    else actions.select(null);
  });
  startTip(network, holder);

  function show(state, way) {
    const colour = palette();
    const on = new Set(way ? [...stops(way, state.to), ...viaOf(way)] : []);
    const gone = new Set(state.avoid);
    const picked = state.selection ?? {};
    const near = new Set(edges.filter((edge) => touches(picked, edge)).flatMap((edge) => [edge.from, edge.to]));
    // In a crowd all that is neither on the way nor next to what is selected steps back.
    const rest = way || picked.type ? (edges.length > CROWD ? "far" : "off") : "plain";
    const nodeEmphasis = (id) => (on.has(id) ? "on" : near.has(id) ? "plain" : rest);
    const lineEmphasis = (edge) => {
      if (touches(picked, edge)) return "plain";
      return rest === "far" && on.has(edge.from) && on.has(edge.to) ? "off" : rest;
    };
    drawn.nodes.update(
      nodes.map((node) => ({
        id: node.id,
        label: node.label,
        x: node.x,
        y: node.y,
        hidden: gone.has(node.id),
        ...nodeLooks(node, colour, nodeEmphasis(node.id), picked.id === node.id),
      })),
    );
    const lines = edges.map((edge) => ({
      id: edge.id,
      from: edge.from,
      to: edge.to,
      hidden: gone.has(edge.from) || gone.has(edge.to),
      smooth: smooth.get(edge.id),
      ...edgeLooks(edge, colour, lineEmphasis(edge), touches(picked, edge)),
    }));
    drawn.edges.remove(overlay.map((line) => line.id));
    overlay = way ? lineOf(way, state.to, colour) : [];
    drawn.edges.update([...lines, ...overlay]);
  }

  function look(ids) {
    const animation = still() ? false : { duration: 350, easingFunction: "easeInOutQuad" };
    network.fit({ nodes: ids, maxZoomLevel: 1.25, animation });
  }

  return { show, look, resize: () => network.redraw() };
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
