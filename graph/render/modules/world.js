// The world network in arrays: nodes, chains, what chains of one class share. Pure.

import { labelsOf } from "./ports.js";
import { columnsOf, sums, unfold } from "./unpack.js";

export const KIND = { line: 0, gate: 1, port: 2, access: 3, transfer: 4, service: 5 };

const CLASS = "mode state other passage kind seas shut flow pace stop own".split(" ");
const KM_OF_DEGREE = 111.195;

/** Arrays of the world from its head and its packed bytes. */
export function worldOf(head, bytes) {
  const columns = columnsOf(bytes);
  const world = { head, count: columns.lat.length, chains: columns.step.length };
  world.lat = degrees(sums(unfold(columns.lat)), head.grid);
  world.lon = degrees(sums(unfold(columns.lon)), head.grid);
  const high = sums(columns.high);
  const step = unfold(columns.step);
  world.a = high.map((node, chain) => node - Math.max(step[chain], 0));
  world.b = high.map((node, chain) => node + Math.min(step[chain], 0));
  world.of = Uint16Array.from(columns.class);
  world.classes = {};
  for (const name of CLASS) world.classes[name] = unfold(columns[`class_${name}`]);
  addRates(world.classes, head);
  world.label = new Int32Array(world.count).fill(-1);
  sums(columns.named).forEach((node, index) => {
    world.label[node] = columns.label[index];
  });
  world.bridges = new Map(Array.from(sums(columns.bridged), (chain, index) => [chain, columns.bridges[index]]));
  world.ocean = sums(columns.ocean);
  world.inland = new Set(sums(columns.inland)); // where ships lie in waters that are a state's own
  world.shapes = shapesOf(columns, head.grid);
  world.km = lengthsOf(world, columns);
  joinPlaces(world, columns);
  return Object.assign(world, rowsOf(world));
}

// What a class takes for each km, and once.
function addRates(classes, { pace, stop }) {
  const column = (rows, numbers, at) => Float64Array.from(numbers, (number) => rows[number][at]);
  ["hours_km", "usd_km", "co2_km"].forEach((name, at) => {
    classes[name] = column(pace, classes.pace, at);
  });
  ["hours", "usd", "co2"].forEach((name, at) => {
    classes[name] = column(stop, classes.stop, at);
  });
}

const degrees = (values, grid) => Float32Array.from(values, (value) => value / grid);

function shapesOf(columns, grid) {
  const first = new Int32Array(columns.bends.length + 1);
  columns.bends.forEach((count, chain) => {
    first[chain + 1] = first[chain] + count;
  });
  return { first, lat: unfold(columns.bend_lat), lon: unfold(columns.bend_lon), grid };
}

// As drawn, stretched by what its mode winds, and what the true length is more than that.
function lengthsOf({ a, b, lat, lon, shapes, head, of, classes }, columns) {
  const { first, grid } = shapes;
  const { unit, times } = head.stretch;
  const scale = KM_OF_DEGREE / grid;
  const more = unfold(columns.more_low.map((low, chain) => low + 128 * columns.more_high[chain]));
  return Float64Array.from(more, (units, chain) => {
    let y = Math.round(lat[a[chain]] * grid);
    let x = Math.round(lon[a[chain]] * grid);
    const endY = Math.round(lat[b[chain]] * grid);
    let endX = Math.round(lon[b[chain]] * grid);
    let drawn = 0;
    const go = (down, across) => {
      y += down;
      x += across;
      drawn += Math.hypot(down, across * Math.cos(((y - down / 2) / grid) * (Math.PI / 180)));
    };
    for (let index = first[chain]; index < first[chain + 1]; index += 1) go(shapes.lat[index], shapes.lon[index]);
    endX += Math.round((x - endX) / (360 * grid)) * 360 * grid; // over the date line
    go(endY - y, endX - x);
    return Math.max(0, drawn * scale * times[classes.mode[of[chain]]] + units * unit);
  });
}

function joinPlaces(world, columns) {
  const { grid, access } = world.head;
  const lat = sums(unfold(columns.place_lat));
  const lon = sums(unfold(columns.place_lon));
  const places = world.head.cities.map(([id, name, state, use], index) => ({
    id, name, state, use, lat: lat[index] / grid, lon: lon[index] / grid, joins: [],
  }));
  sums(columns.place).forEach((place, index) => {
    const { joins } = places[place];
    joins[columns.place_pattern[index]] ??= new Map();
    joins[columns.place_pattern[index]].set(columns.place_node[index], columns.place_km[index] / access.parts);
  });
  world.stands = new Map(); // the places that stand for each state, and for each use of it
  for (const place of places.filter(({ id }) => !id)) {
    const key = place.use ? `${place.state} ${place.use}` : place.state;
    world.stands.set(key, [...(world.stands.get(key) ?? []), place]);
  }
  world.cities = places.filter(({ id }) => id);
  world.cityById = new Map(world.cities.map((city) => [city.id, city]));
}

// For each node the chains that touch it, `touch[start[n] .. start[n + 1]]`; for each of these
// slots the node beyond and the class.
function rowsOf({ count, chains, a, b, of }) {
  const start = new Int32Array(count + 1);
  for (let chain = 0; chain < chains; chain += 1) {
    start[a[chain] + 1] += 1;
    start[b[chain] + 1] += 1;
  }
  sums(start);
  const touch = new Int32Array(2 * chains);
  const beyond = new Int32Array(2 * chains);
  const at = start.slice(0, count);
  for (let chain = 0; chain < chains; chain += 1) {
    beyond[at[a[chain]]] = b[chain];
    touch[at[a[chain]]++] = chain;
    beyond[at[b[chain]]] = a[chain];
    touch[at[b[chain]]++] = chain;
  }
  return { start, touch, beyond, kinds: Uint16Array.from(touch, (chain) => of[chain]) };
}

const RATES = { time: ["hours_km", "hours"], cost: ["usd_km", "usd"], co2: ["co2_km", "co2"] };

/** What each chain takes: hours, USD or kg CO2 per tonne, or kilometres. */
export function costsOf({ km, of, classes, head }, by) {
  const pace = by === "distance" ? null : classes[RATES[by][0]];
  const stop = by === "distance" ? null : classes[RATES[by][1]];
  return Float64Array.from(km, (length, chain) => {
    const mine = of[chain];
    const fixed = stop ? stop[mine] : 0; // on a line only where a leg of one's own has hours or a price
    const once = classes.kind[mine] === KIND.line ? fixed : Math.max(fixed, head.least);
    return length * (pace ? pace[mine] : 1) + once;
  });
}

/** Which of the ways to travel is that of a commodity. */
export const patternOf = ({ head }, cargo) => (cargo ? (head.cargoes[cargo] ?? head.cargoes.general) : 0);

/** The places that stand for an end: a city, or those of a state, for a commodity its own. */
export function standsOf({ cityById, stands }, id, cargo, isOrigin) {
  if (cityById.has(id)) return [cityById.get(id)];
  const general = stands.get(id) ?? [];
  if (!cargo) return general;
  if (isOrigin) return stands.get(`${id} from:${cargo}`) ?? general;
  return [...general, ...(stands.get(`${id} to:${cargo}`) ?? [])];
}

/** Where a question can start or end, with the km to each node. */
export function joinsOf(world, id, cargo, isOrigin) {
  if (id.startsWith("port:")) return portJoins(world, id.slice(5));
  if (id === "sea") return new Map(Array.from(world.ocean, (node) => [node, 0]));
  const places = standsOf(world, id, cargo, isOrigin);
  if (!places.length) return gatewayJoins(world, id);
  const found = new Map();
  const pattern = patternOf(world, cargo);
  for (const { joins } of places) {
    for (const [node, km] of joins[pattern] ?? joins[0] ?? []) if (!(found.get(node) <= km)) found.set(node, km);
  }
  return found;
}

// Goods at a port are on its quays.
function portJoins({ head, label }, name) {
  const labels = new Set(labelsOf(head, name));
  return new Map([...label.keys()].filter((node) => labels.has(label[node])).map((node) => [node, 0]));
}

/** Any border crossing or port of a state, on its own side. */
export function gatewayJoins(world, id) {
  const { a, b, of, classes, label, head } = world;
  const state = head.states.indexOf(id);
  const found = new Map();
  if (state <= 0) return found;
  const pipeline = head.modes.indexOf("pipeline");
  for (let chain = 0; chain < world.chains; chain += 1) {
    const mine = of[chain];
    const kind = classes.kind[mine];
    if (classes.mode[mine] === pipeline) continue;
    if (kind === KIND.gate || kind === KIND.service) {
      if (classes.state[mine] === state) found.set(a[chain], 0);
      if (classes.other[mine] === state) found.set(b[chain], 0);
    } else if (kind === KIND.port && classes.state[mine] === state) {
      for (const node of [a[chain], b[chain]]) if (label[node] >= 0 || world.inland.has(node)) found.set(node, 0);
    }
  }
  return found;
}

/** The points [lon, lat] of a chain in degrees, in the direction it is passed. */
export function pointsOf(world, chain, forward = true) {
  const { first, lat, lon, grid } = world.shapes;
  const points = [[world.lon[world.a[chain]], world.lat[world.a[chain]]]];
  let y = Math.round(points[0][1] * grid);
  let x = Math.round(points[0][0] * grid);
  for (let index = first[chain]; index < first[chain + 1]; index += 1) {
    x += lon[index];
    y += lat[index];
    points.push([x / grid, y / grid]);
  }
  points.push([world.lon[world.b[chain]], world.lat[world.b[chain]]]);
  return forward ? points : points.reverse();
}
