// What the page was written with, and ways to look it up.

import { stationFinder } from "./corridors.js";
import { countriesOf } from "./outlines.js";
import { labelsOf } from "./ports.js";
import { inflate, inflateText } from "./unpack.js";
import { worldOf } from "./world.js";

const content = JSON.parse(document.getElementById("data").textContent);
const packed = (name) => document.getElementById(`pack-${name}`)?.textContent;

export const page = content.page;
export const options = JSON.parse(content.options);
export const nodes = content.nodes.map((node) => ({ ...node, kind: node.group }));
export const edges = content.edges;
export const steps = page.steps;
export const nodeById = new Map(nodes.map((node) => [node.id, node]));
export const edgeById = new Map(edges.map((edge) => [edge.id, edge]));

/** What the fact tables know: corridors, border stations, exports. */
export const known = packed("known") ? JSON.parse(await inflateText(packed("known"))) : { corridors: [], stations: [], exports: [] };

/** The freight network, or null in a page that was written without. */
export const world = packed("world")
  ? Object.assign(worldOf(JSON.parse(await inflateText(packed("world_head"))), await inflate(packed("world"))), { stationAt: stationFinder(known.stations) })
  : null;

/** Country outlines and disputed ground. */
export const outlines = await (async () => {
  const head = JSON.parse(await inflateText(packed("outlines_head")));
  return { ...head, countries: countriesOf(head, await inflate(packed("outlines"))) };
})();

/** vis-network's source, unpacked when the network view is first opened. */
export const drawingScript = () => inflateText(packed("vis"));

const own = { sea: "the open sea", "mode:rail": "Rail", "mode:road": "Road", "mode:sea": "Sea freight", "mode:ferry": "Ferry", "mode:river": "River" };

const corridorNames = new Map(known.corridors.map(([id, name]) => [id, name]));

export function nameOf(id) {
  const known = page.names[id] ?? own[id] ?? world?.head.names[id] ?? world?.cityById.get(id)?.name;
  if (known) return known;
  if (id?.startsWith("border:")) return `border ${id.slice(7).split("-").map(nameOf).join("–")}`;
  if (id?.startsWith("port:")) return portLabel(id) ?? id.slice(5);
  return corridorNames.get(id) ?? String(id).replace(/^[a-z]+:/, "").replaceAll("-", " ");
}

const portLabel = (id) => world?.head.labels[labelsOf(world.head, id.slice(5))[0]];

/** The kind of an id: that of its node, else what its prefix says. */
export function kindOfId(id) {
  if (nodeById.has(id)) return nodeById.get(id).kind;
  if (id === "sea") return "sea";
  const colon = id.indexOf(":");
  return colon < 0 ? "state" : id.slice(0, colon);
}

/** Whether an id means something in this page. */
export function isKnown(id) {
  if (!id) return false;
  if (nodeById.has(id) || own[id] || page.names[id]) return true;
  if (!world) return false;
  const [one, two] = id.startsWith("border:") ? id.slice(7).split("-") : [];
  if (one) return Boolean(world.head.names[one] && world.head.names[two]);
  return Boolean(world.head.names[id] || world.cityById.has(id) || (id.startsWith("port:") && portLabel(id) !== undefined));
}

export const edgesOf = (id) => edges.filter((edge) => edge.from === id || edge.to === id);

export const byName = (a, b) => nameOf(a).localeCompare(nameOf(b), "en");

/** Longitude and latitude that stand for an id, or null. */
export function pointOf(id) {
  const city = world?.cityById.get(id);
  if (city) return [city.lon, city.lat];
  if (id?.startsWith("port:")) return portPoint(id.slice(5));
  const point = world?.head.points[id];
  return point ? [point[1], point[0]] : null;
}

function portPoint(name) {
  const labels = new Set(world ? labelsOf(world.head, name) : []);
  const node = labels.size ? world.label.findIndex((label) => labels.has(label)) : -1;
  return node < 0 ? null : [world.lon[node], world.lat[node]];
}
