// Country outlines out of packed arcs: rings in degrees, and which country a point lies in.

import { columnsOf, unfold } from "./unpack.js";

/** Countries as {code, name, rings: [[lon, lat] ...], box} in degrees. */
export function countriesOf(head, bytes) {
  const { size, lon, lat } = columnsOf(bytes);
  unfold(lon);
  unfold(lat);
  const arcs = [];
  let at = 0;
  for (const count of size) {
    const arc = [];
    let x = 0;
    let y = 0;
    for (const end = at + count; at < end; at += 1) {
      x += lon[at];
      y += lat[at];
      arc.push([x / head.grid, y / head.grid]);
    }
    arcs.push(arc);
  }
  return head.states.map(({ code, name, rings }) => {
    const drawn = rings.map((ring) => ring.flatMap((link) => (link < 0 ? arcs[-1 - link].toReversed() : arcs[link])));
    return { code, name, rings: drawn, boxes: drawn.map(boxOf) };
  });
}

export function boxOf(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

export const isInBox = ([x, y], box) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];

/** Whether a point lies in a ring: a ray to the east crosses it an odd number of times. */
export function isInRing([x, y], ring) {
  let odd = false;
  for (let index = 0, last = ring.length - 1; index < ring.length; last = index, index += 1) {
    const [ax, ay] = ring[index];
    const [bx, by] = ring[last];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  }
  return odd;
}

export function countryAt(countries, point) {
  return countries.find(({ rings, boxes }) => {
    let odd = false;
    rings.forEach((ring, index) => {
      if (isInBox(point, boxes[index]) && isInRing(point, ring)) odd = !odd;
    });
    return odd;
  });
}
