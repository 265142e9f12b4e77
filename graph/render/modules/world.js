// The world network in arrays: nodes, chains, what chains of one class share. Pure.

import { columnsOf, sums, unfold } from "./unpack.js";

export const KIND = { line: 0, gate: 1, port: 2, access: 3, transfer: 4, service: 5 };

const CLASS = "mode state other passage kind seas shut hours_km usd_km co2_km hours usd".split(" ");
const KM_OF_DEGREE = 111.195;
const LEAST_KM = 0.3;
const LEAST = 1e-6; // no chain is free, or searches would walk in circles

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
  world.label = new Int32Array(world.count).fill(-1);
  sums(columns.named).forEach((node, index) => {
    world.label[node] = columns.label[index];
  });
  world.bridges = new Map(Array.from(sums(columns.bridged), (chain, index) => [chain, columns.bridges[index]]));
  world.ocean = sums(columns.ocean);
  world.shapes = shapesOf(columns, head.grid);
  world.km = lengthsOf(world, unfold(columns.ratio));
  joinPlaces(world, columns);
  return Object.assign(world, rowsOf(world));
}

const degrees = (values, grid) => Float32Array.from(values, (value) => value / grid);

function shapesOf(columns, grid) {
  const first = new Int32Array(columns.bends.length + 1);
  columns.bends.forEach((count, chain) => {
    first[chain + 1] = first[chain] + count;
  });
  return { first, lat: unfold(columns.bend_lat), lon: unfold(columns.bend_lon), grid };
}

// As drawn, times what the true length is to that.
function lengthsOf({ a, b, lat, lon, shapes, head }, ratio) {
  const { first, grid } = shapes;
  const scale = KM_OF_DEGREE / grid;
  return Float32Array.from(ratio, (power, chain) => {
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
    return Math.max(drawn * scale, LEAST_KM) * Math.exp(power * head.log_step);
  });
}

function joinPlaces(world, columns) {
  const lat = sums(unfold(columns.city_lat));
  const lon = sums(unfold(columns.city_lon));
  world.cities = world.head.cities.map((city, index) => ({
    ...city,
    lat: lat[index] / world.head.grid,
    lon: lon[index] / world.head.grid,
    nodes: [],
  }));
  sums(columns.city).forEach((city, index) => world.cities[city].nodes.push(columns.city_node[index]));
  world.stands = new Map(); // the places that stand for each state
  for (const place of world.cities.filter(({ id }) => !id)) {
    world.stands.set(place.state, [...(world.stands.get(place.state) ?? []), place]);
  }
  world.cities = world.cities.filter(({ id }) => id);
  world.cityById = new Map(world.cities.map((city) => [city.id, city]));
}

// For each node the chains that touch it: `touch[start[n] .. start[n + 1]]`.
function rowsOf({ count, chains, a, b }) {
  const start = new Int32Array(count + 1);
  for (let chain = 0; chain < chains; chain += 1) {
    start[a[chain] + 1] += 1;
    start[b[chain] + 1] += 1;
  }
  sums(start);
  const touch = new Int32Array(2 * chains);
  const at = start.slice(0, count);
  for (let chain = 0; chain < chains; chain += 1) {
    touch[at[a[chain]]++] = chain;
    touch[at[b[chain]]++] = chain;
  }
  return { start, touch };
}

/** What each chain takes: hours, USD per tonne or kilometres. */
export function costsOf(world, by) {
  const { km, of, classes } = world;
  const costs = new Float64Array(km.length);
  const rate = by === "distance" ? null : by === "time" ? classes.hours_km : classes.usd_km;
  const fixed = by === "time" ? classes.hours : classes.usd;
  for (let chain = 0; chain < km.length; chain += 1) {
    const mine = of[chain];
    const cost = rate ? km[chain] * rate[mine] * 1e-7 + fixed[mine] / 100 : km[chain];
    costs[chain] = Math.max(cost, 0) + LEAST;
  }
  return costs;
}

/** The nodes where a question can start or end: of a city, of what stands for a state, or ports. */
export function nodesOf(world, id) {
  if (id === "sea") return Array.from(world.ocean);
  const places = world.cityById.has(id) ? [world.cityById.get(id)] : (world.stands.get(id) ?? []);
  return [...new Set(places.flatMap(({ nodes }) => nodes))];
}

/** Any border crossing or port of a state, where the end is no single place. */
export function gatewayNodes(world, id) {
  const state = world.head.states.indexOf(id);
  return state > 0 ? gatewaysOf(world, state) : nodesOf(world, id);
}

function gatewaysOf(world, state) {
  const { a, b, of, classes, label } = world;
  const found = new Set();
  for (let chain = 0; chain < world.chains; chain += 1) {
    const mine = of[chain];
    const kind = classes.kind[mine];
    if (kind === KIND.gate || kind === KIND.service) {
      if (classes.state[mine] === state) found.add(a[chain]);
      if (classes.other[mine] === state) found.add(b[chain]);
    } else if (kind === KIND.port && classes.state[mine] === state) {
      found.add(label[a[chain]] >= 0 ? a[chain] : b[chain]);
    }
  }
  return [...found];
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
