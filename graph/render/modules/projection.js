// The Equal Earth projection (Šavrič, Patterson, Jenny 2018) about a middle meridian. Pure.

const A1 = 1.340264;
const A2 = -0.081106;
const A3 = 0.000893;
const A4 = 0.003796;
const M = Math.sqrt(3) / 2;
const RADIANS = Math.PI / 180;

/** Degrees east of the middle meridian, from -180 to 180. */
export const turned = (lon, middle) => ((((lon - middle + 180) % 360) + 360) % 360) - 180;

/** Plane coordinates of a point; `x` runs over about 5.4 for the whole world, `y` points down. */
export function project(lon, lat, middle) {
  const l = Math.asin(M * Math.sin(lat * RADIANS));
  const l2 = l * l;
  const l6 = l2 * l2 * l2;
  const x = (turned(lon, middle) * RADIANS * Math.cos(l)) / (M * (A1 + 3 * A2 * l2 + l6 * (7 * A3 + 9 * A4 * l2)));
  return [x, -l * (A1 + A2 * l2 + l6 * (A3 + A4 * l2))];
}

/** Longitude and latitude of plane coordinates, or null outside the world. */
export function unproject(x, y, middle) {
  let l = -y;
  for (let round = 0; round < 12; round += 1) {
    const l2 = l * l;
    const l6 = l2 * l2 * l2;
    const step = (l * (A1 + A2 * l2 + l6 * (A3 + A4 * l2)) + y) / (A1 + 3 * A2 * l2 + l6 * (7 * A3 + 9 * A4 * l2));
    l -= step;
    if (Math.abs(step) < 1e-9) break;
  }
  const sine = Math.sin(l) / M;
  if (Math.abs(sine) > 1) return null;
  const l2 = l * l;
  const l6 = l2 * l2 * l2;
  const lon = (M * x * (A1 + 3 * A2 * l2 + l6 * (7 * A3 + 9 * A4 * l2))) / (Math.cos(l) * RADIANS);
  if (Math.abs(lon) > 180) return null;
  return [turned(lon + middle, 0), Math.asin(sine) / RADIANS];
}

/** Lines cut where they cross the map's edge; each point as plane coordinates. */
export function projectLine(points, middle) {
  const lines = [[]];
  let before = null;
  for (const [lon, lat] of points) {
    const here = turned(lon, middle);
    if (before !== null && Math.abs(here - before) > 180) lines.push([]);
    lines.at(-1).push(project(lon, lat, middle));
    before = here;
  }
  return lines.filter((line) => line.length > 1);
}

/** The same for degrees east of the middle that may run over the edge: for shapes to be clipped. */
export function projectOver(east, lat) {
  const l = Math.asin(M * Math.sin(lat * RADIANS));
  const l2 = l * l;
  const l6 = l2 * l2 * l2;
  const x = (east * RADIANS * Math.cos(l)) / (M * (A1 + 3 * A2 * l2 + l6 * (7 * A3 + 9 * A4 * l2)));
  return [x, -l * (A1 + A2 * l2 + l6 * (A3 + A4 * l2))];
}
