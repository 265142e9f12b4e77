// What tables know of a route: the corridors it follows, the stations where it crosses. Pure.

// The rule of the command line (graph.analysis.corridors), figure for figure.
const STEP_KM = 15;
const LEAST_SHARE = 0.6;
const [REACH, LEAST_KM, MOST_KM] = [0.12, 45, 120];
const DETOUR = 1.6;
const EARTH_KM = 6371.0088;
const MATCH_KM = 30; // a station stands for the rails that cross its border so near

const RAD = Math.PI / 180;
const vector = (lat, lon) => [Math.cos(lat * RAD) * Math.cos(lon * RAD), Math.cos(lat * RAD) * Math.sin(lon * RAD), Math.sin(lat * RAD)];
const chord = (one, two) => Math.hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2]) * EARTH_KM;
const arc = (one, two) => 2 * EARTH_KM * Math.asin(Math.min(chord(one, two) / (2 * EARTH_KM), 1));

/** Lines made ready for `followed`: of [id, name, [lat, lon, lat, lon, ...]] each. */
export const linesOf = (corridors) =>
  corridors.map(([id, , degrees]) => {
    const points = Array.from({ length: degrees.length / 2 }, (_, at) => vector(degrees[2 * at], degrees[2 * at + 1]));
    const gaps = points.slice(1).map((point, at) => arc(points[at], point));
    const wide = points.map((_, at) => Math.max(gaps[at - 1] ?? gaps[0], gaps[at] ?? gaps.at(-1)));
    return { id, points, gaps, reach: wide.map((km) => Math.min(Math.max(REACH * km, LEAST_KM), MOST_KM)) };
  });

/** [[id, share]] of the corridors that legs follow for three fifths or more, the best first. */
export function followed(legs, lines) {
  const track = trackOf(legs.flatMap(({ points }) => points));
  const found = new Map();
  for (const line of track.length ? lines : []) {
    const share = shareOf(line, track);
    if (share >= LEAST_SHARE) found.set(line.id, Math.max(share, found.get(line.id) ?? 0));
  }
  return [...found].sort((one, two) => two[1] - one[1]);
}

// Points at even steps along [lon, lat]s, with the km at each.
function trackOf(points) {
  const vectors = points.map(([lon, lat]) => vector(lat, lon));
  const track = [];
  let [km, next] = [0, 0];
  for (let at = 1; at < vectors.length; at += 1) {
    const [one, two] = [vectors[at - 1], vectors[at]];
    const length = chord(one, two);
    for (; next <= km + length && length; next += STEP_KM) {
      const part = (next - km) / length;
      track.push({ at: next, point: one.map((value, axis) => value + part * (two[axis] - value)) });
    }
    km += length;
  }
  if (vectors.length > 1) track.push({ at: km, point: vectors.at(-1) });
  return track;
}

function shareOf({ points, gaps, reach }, track) {
  const sum = (from, to) => gaps.slice(from, to).reduce((total, km) => total + km, 0);
  let [best, run, last, lastAt] = [0, 0, -1, 0];
  points.forEach((point, number) => {
    const { gap, at } = nearest(point, track);
    if (gap > reach[number]) return;
    if (last >= 0) {
      const length = sum(last, number);
      const way = at - lastAt;
      const follows = number - last <= 2 && Math.abs(way) <= DETOUR * length + MOST_KM;
      run = follows && run * way >= 0 ? run + (way < 0 ? -length : length) : 0;
    }
    [last, lastAt] = [number, at];
    best = Math.max(best, Math.abs(run));
  });
  return best / Math.max(sum(0), 1e-9);
}

function nearest(point, track) {
  let found = { gap: Infinity, at: 0 };
  for (const step of track) {
    const gap = chord(point, step.point);
    if (gap < found.gap) found = { gap, at: step.at };
  }
  return found;
}

/** A function that names the station of a border at a place, or gives null: (states, lat, lon). */
export function stationFinder(stations) {
  const byPair = new Map();
  for (const [one, two, lat, lon, name] of stations) {
    const key = [one, two].sort().join();
    byPair.set(key, [...(byPair.get(key) ?? []), { name, point: vector(lat, lon) }]);
  }
  return (pair, lat, lon) => {
    const here = vector(lat, lon);
    const listed = (byPair.get([...pair].sort().join()) ?? []).map(({ name, point }) => ({ name, gap: chord(point, here) }));
    const best = listed.sort((one, two) => one.gap - two.gap)[0];
    return best && best.gap <= MATCH_KM ? best.name : null;
  };
}
