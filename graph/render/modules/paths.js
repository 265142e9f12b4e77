// Shapes of the map as canvas paths in plane coordinates: made anew when the world is turned.

import { projectOver, turned } from "./projection.js";

/** A path of rings in degrees, drawn wherever a part of it shows. */
export function ringsPath(rings, middle) {
  const path = new Path2D();
  for (const ring of rings) addRing(path, ring, middle);
  return path;
}

function addRing(path, ring, middle) {
  let before = turned(ring[0][0], middle);
  let shift = 0;
  const over = ring.map(([lon, lat]) => {
    const here = turned(lon, middle);
    if (here - before > 180) shift -= 360;
    if (here - before < -180) shift += 360;
    before = here;
    return [here + shift, lat];
  });
  const east = over.map(([x]) => x);
  const low = east.reduce((a, b) => Math.min(a, b));
  const high = east.reduce((a, b) => Math.max(a, b));
  // A ring round the pole ends a whole turn away from where it starts: it is closed over the pole.
  if (Math.abs(over.at(-1)[0] - over[0][0]) > 300) over.push([over.at(-1)[0], -90], [over[0][0], -90]);
  for (const turn of [0, 360, -360]) {
    if (high + turn < -180 || low + turn > 180) continue;
    over.forEach(([x, lat], index) => {
      const [px, py] = projectOver(x + turn, lat);
      if (index) path.lineTo(px, py);
      else path.moveTo(px, py);
    });
    path.closePath();
  }
}

/** The outline of the whole world. */
export function worldPath() {
  const path = new Path2D();
  for (let lat = -90; lat <= 90; lat += 2) path.lineTo(...projectOver(180, lat));
  for (let lat = 90; lat >= -90; lat -= 2) path.lineTo(...projectOver(-180, lat));
  path.closePath();
  return path;
}

/** Meridians and parallels every so many degrees. */
export function graticulePath(every) {
  const path = new Path2D();
  for (let east = -180; east <= 180; east += every) {
    for (let lat = -90; lat <= 90; lat += 5) path[lat === -90 ? "moveTo" : "lineTo"](...projectOver(east, lat));
  }
  for (let lat = -60; lat <= 60; lat += every) {
    for (let east = -180; east <= 180; east += 10) path[east === -180 ? "moveTo" : "lineTo"](...projectOver(east, lat));
  }
  return path;
}
