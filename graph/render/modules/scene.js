// What the map shows of a state: who is closed, passed, named; marks to click.

import { slug } from "./ports.js";
import { edges, kindOfId, nameOf, outlines, page, pointOf, world } from "./data.js";
import { familyOf } from "./words.js";

const MOST_TIES = 40;
const NAMED = 26; // px of scale a degree of a country's width needs for its name

// Latitude first, as the gazetteer has it.
const waters = new Map(Object.entries(world?.head.waters ?? {}).filter(([, point]) => point).map(([id, [lat, lon]]) => [id, [lon, lat]]));

// Where a country's name stands: the middle of its largest ring, and how wide that is.
const places = outlines.countries
  .filter(({ code }) => code)
  .map(({ code, rings }) => rings.map((ring) => ({ code, ...sizeOf(joined(ring)) })).reduce((most, one) => (one.area > most.area ? one : most)))
  .sort((one, two) => two.area - one.area);

// A ring over the 180th meridian in one piece.
function joined(ring) {
  let shift = 0;
  return ring.map(([lon, lat], at) => {
    const step = at ? lon - ring[at - 1][0] : 0;
    if (Math.abs(step) > 180) shift -= 360 * Math.sign(step);
    return [lon + shift, lat];
  });
}

function sizeOf(ring) {
  const [lons, lats] = [0, 1].map((axis) => ring.map((point) => point[axis]));
  const [width, height] = [lons, lats].map((values) => values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b)));
  return { ...centre(ring), width, area: width > 300 ? 0 : width * height };
}

function centre(ring) {
  let [x, y, sum] = [0, 0, 0];
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length];
    const cross = ax * by - bx * ay;
    sum += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  return sum ? { lon: x / (3 * sum), lat: y / (3 * sum) } : { lon: ring[0][0], lat: ring[0][1] };
}

/** All states that are avoided, blocs opened up. */
export function avoidedStates(state) {
  const ids = state.avoid.flatMap((id) => world?.head.blocs[id] ?? [id]);
  return new Set(ids.filter((id) => kindOfId(id) === "state"));
}

export function sceneOf(state, routes, shown) {
  const avoided = avoidedStates(state);
  const chosen = routes[state.way];
  const passed = new Set(chosen?.states ?? []);
  const ends = new Set([state.from, state.to].map((id) => world?.cityById.get(id)?.state ?? id));
  const picked = state.selection?.type === "node" ? state.selection.id : null;
  return {
    routes,
    chosen: state.way,
    avoided,
    passed,
    ends,
    picked,
    ties: tiesOf(state, shown),
    marks: [...endMarks(state, chosen), ...stopMarks(state, chosen), ...passageMarks(state, chosen)],
    names: [...countryNames(avoided, passed, ends, chosen), ...seaNames(state)],
  };
}

const placed = (id) => waters.get(id) ?? pointOf(id);

// Relationships as bows between their places: one for each pair and direction, the most spoken of first.
function tiesOf(state, shown) {
  const ids = idsOf(state.selection);
  const isPicked = (edge) => ids.has(edge.id) || ids.has(edge.from) || ids.has(edge.to);
  const pairs = new Map();
  for (const edge of edges) {
    const wanted = ids.has(edge.id) || (state.ties && shown.has(edge.id) && familyOf(edge.relation) !== "place");
    const [from, to] = wanted ? [placed(edge.from), placed(edge.to)] : [];
    if (!from || !to || edge.from === edge.to) continue;
    const key = `${edge.from}\n${edge.to}`;
    const one = pairs.get(key) ?? { from, to, edges: [], picked: false };
    pairs.set(key, one);
    one.picked ||= isPicked(edge);
    one.edges.push(edge);
  }
  const most = [...pairs.values()].sort((one, two) => Number(two.picked) - Number(one.picked) || two.edges.length - one.edges.length);
  return most.slice(0, MOST_TIES).map((tie) => ({ ...tie, ...looksOf(tie, ids) }));
}

function idsOf(selection) {
  if (!selection) return new Set();
  return new Set(Array.isArray(selection.id) ? selection.id : [selection.id]);
}

function looksOf({ edges: several }, ids) {
  const first = several.find(({ id }) => ids.has(id)) ?? several[0];
  return { family: familyOf(first.relation), negated: first.polarity === "negated", planned: first.modality !== "actual" };
}

// The first and last point of what is drawn, called by the question's own names.
function endMarks(state, route) {
  const marks = [
    [state.from, route?.legs[0].points[0], route?.legs[0].start],
    [state.to, route?.legs.at(-1).points.at(-1), route?.legs.at(-1).end],
  ];
  return marks
    .map(([id, point, gateway]) => ({ id, point: point ?? (id && pointOf(id)), gateway }))
    .filter(({ point }) => point)
    .map(({ id, point, gateway }) => ({ kind: "end", lon: point[0], lat: point[1], label: kindOfId(id) === "city" ? nameOf(id) : (gateway ?? nameOf(id)) }));
}

function stopMarks(state, route) {
  const ends = new Set(route ? [route.legs[0].start, route.legs.at(-1).end] : []);
  const stops = (route?.stops ?? []).filter(({ name }) => !ends.has(name));
  return stops.map(({ name, node }) => {
    const border = /^Border ([A-Z]{2})-([A-Z]{2})(?: \((.+)\))?$/.exec(name);
    const id = border ? `border:${[border[1], border[2]].sort().join("-")}` : `port:${slug(name)}`;
    const kind = border ? "border" : "port";
    return { kind, id, lon: world.lon[node], lat: world.lat[node], label: border ? (border[3] ?? `${border[1]}|${border[2]}`) : name, avoided: state.avoid.includes(id) };
  });
}

function passageMarks(state, route) {
  const used = new Set(route?.passages ?? []);
  return [...waters].filter(([id]) => id.startsWith("passage:")).map(([id, [lon, lat]]) => {
    const avoided = state.avoid.includes(id);
    return { kind: "passage", id, lon, lat, label: used.has(id) || avoided ? nameOf(id) : "", avoided };
  });
}

function countryNames(avoided, passed, ends, route) {
  const along = alongOf(route);
  const named = places.map(({ code, lon, lat, width }) => {
    const strong = avoided.has(code) || passed.has(code) || ends.has(code);
    const least = strong ? 0 : (NAMED * 57) / Math.max(width, 0.5);
    return { code, text: nameOf(code), lon, lat, else: along.get(code), strong, avoided: avoided.has(code), least };
  });
  return named.sort((one, two) => Number(two.strong) - Number(one.strong));
}

// A point of the route in each state of its own leg, for a name whose country's middle is out of sight.
function alongOf(route) {
  const found = new Map();
  for (const { states, points } of route?.legs ?? []) {
    states.forEach((code, at) => found.has(code) || found.set(code, points[Math.floor(((at + 0.5) / states.length) * (points.length - 1))]));
  }
  return found;
}

function seaNames(state) {
  return [...waters].filter(([id]) => id.startsWith("sea:")).map(([id, [lon, lat]]) => ({ id, kind: "sea", sea: true, lon, lat, text: nameOf(id), least: 260, avoided: state.avoid.includes(id) }));
}
