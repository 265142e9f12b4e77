// Where the map looks: a middle meridian, a point of the plane and a scale. Pure.

import { project, unproject } from "./projection.js";

const WIDEST = 5.6;
const CLOSEST = 1 / 40;
const LEAST_SPAN = 0.22; // about a thousand kilometres: a route is read by what lies round it

export class Camera {
  constructor() {
    this.middle = 40;
    this.x = 0;
    this.y = 0;
    this.scale = 200;
    this.width = 800;
    this.height = 600;
  }

  resize(width, height) {
    this.width = Math.max(width, 1);
    this.height = Math.max(height, 1);
  }

  /** Pixels of plane coordinates. */
  toScreen([x, y]) {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
  }

  screenOf(lon, lat) {
    return this.toScreen(project(lon, lat, this.middle));
  }

  /** Longitude and latitude of pixels, or null outside the world. */
  placeAt(px, py) {
    return unproject((px - this.width / 2) / this.scale + this.x, (py - this.height / 2) / this.scale + this.y, this.middle);
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
    this.clamp();
  }

  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const before = [(px - this.width / 2) / this.scale, (py - this.height / 2) / this.scale];
    this.scale *= factor;
    this.clamp();
    this.x += before[0] - (px - this.width / 2) / this.scale;
    this.y += before[1] - (py - this.height / 2) / this.scale;
    this.clamp();
  }

  clamp() {
    const least = Math.min(this.width / WIDEST, this.height / 2.7);
    this.scale = Math.min(Math.max(this.scale, least), Math.max(this.width, this.height) / CLOSEST);
    this.x = Math.min(Math.max(this.x, -2.8), 2.8);
    this.y = Math.min(Math.max(this.y, -1.35), 1.35);
  }

  /** Frame points [lon, lat], turned so that they lie near the middle of the world. */
  fit(points) {
    const margin = Math.min(90, this.width / 7, this.height / 7); // room for names at the ends
    if (!points.length) return;
    this.middle = middleOf(points);
    const plane = points.map(([lon, lat]) => project(lon, lat, this.middle));
    const xs = plane.map(([x]) => x);
    const ys = plane.map(([, y]) => y);
    const [left, right, top, bottom] = [min(xs), max(xs), min(ys), max(ys)];
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2;
    const across = (this.width - 2 * margin) / Math.max(right - left, LEAST_SPAN);
    const down = (this.height - 2 * margin) / Math.max(bottom - top, LEAST_SPAN / 2);
    this.scale = Math.max(Math.min(across, down), 1);
    this.clamp();
  }

  get state() {
    return { middle: this.middle, x: this.x, y: this.y, scale: this.scale };
  }
}

const min = (values) => values.reduce((least, value) => Math.min(least, value), Infinity);
const max = (values) => values.reduce((most, value) => Math.max(most, value), -Infinity);

// The middle of the arc left when the widest empty gap of longitudes is cut out.
function middleOf(points) {
  const lons = points.map(([lon]) => ((lon % 360) + 360) % 360).sort((a, b) => a - b);
  let gap = 360 - lons.at(-1) + lons[0];
  let start = lons[0];
  for (let index = 1; index < lons.length; index += 1) {
    if (lons[index] - lons[index - 1] > gap) {
      gap = lons[index] - lons[index - 1];
      start = lons[index];
    }
  }
  // Rounded, so that a small change of the question does not turn the world.
  return Math.round((start + (360 - gap) / 2) / 10) * 10;
}
