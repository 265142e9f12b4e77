// The network on the canvas: vis-network with places computed beforehand.

import { edgeById, edges, nameOf, nodeById, nodes, options } from "./data.js";
import { byId } from "./dom.js";
import { bends, edgeLooks, nodeLooks, palette, wayLooks } from "./looks.js";
import { stops, viaOf } from "./ways.js";
import { markOf, relationName } from "./words.js";

const WHOLE = 45; // up to so many nodes the first view shows everything
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
    const rest = way ? "off" : "plain";
    const picked = state.selection ?? {};
    drawn.nodes.update(
      nodes.map((node) => ({
        id: node.id,
        label: node.label,
        x: node.x,
        y: node.y,
        hidden: gone.has(node.id),
        ...nodeLooks(node, colour, on.has(node.id) ? "on" : rest, picked.id === node.id),
      })),
    );
    const named = (edge) =>
      picked.type === "edge" ? picked.id === edge.id : picked.id === edge.from || picked.id === edge.to;
    const lines = edges.map((edge) => ({
      id: edge.id,
      from: edge.from,
      to: edge.to,
      hidden: gone.has(edge.from) || gone.has(edge.to),
      smooth: smooth.get(edge.id),
      ...edgeLooks(edge, colour, rest, Boolean(picked.type) && named(edge)),
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
  return [...stops(way, state.to), ...viaOf(way)].filter((id) => nodeById.has(id));
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
