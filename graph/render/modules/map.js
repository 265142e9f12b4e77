// The map: joins camera, painter and gestures; tells what lies under a click.

import { Camera } from "./camera.js";
import { byId } from "./dom.js";
import { startGestures } from "./gestures.js";
import { countryAt } from "./outlines.js";
import { Painter } from "./painter.js";
import { alongBow } from "./ties.js";

const NEAR = 11; // px within which a click means a mark or a line

export class WorldMap {
  /** `calls` holds `place` (a mark, name, country or null was clicked), `leg`, `tie` and what a tip says. */
  constructor({ countries, disputed }, calls) {
    this.canvas = byId("map");
    this.camera = new Camera();
    this.countries = countries;
    this.painter = new Painter(this.canvas, this.camera, { countries, disputed }, () => this.later());
    this.scene = { routes: [], chosen: 0, avoided: new Set(), passed: new Set(), ends: new Set(), picked: null, marks: [], names: [], ties: [] };
    this.calls = calls;
    this.framed = null;
    new ResizeObserver(() => this.resize()).observe(this.canvas.parentElement);
    startGestures(this.canvas, {
      pan: (dx, dy) => this.change(() => this.camera.pan(dx, dy)),
      zoom: (factor, x, y) => this.change(() => this.camera.zoom(factor, x, y)),
      home: () => this.frame(this.framed),
      click: (x, y) => this.click(x, y),
      hover: (x, y) => this.hover(x, y),
    });
    byId("zoom-in").addEventListener("click", () => this.change(() => this.camera.zoom(1.5)));
    byId("zoom-out").addEventListener("click", () => this.change(() => this.camera.zoom(1 / 1.5)));
    byId("zoom-home").addEventListener("click", () => this.frame(this.framed));
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas.parentElement;
    if (!clientWidth || !clientHeight) return;
    const ratio = globalThis.devicePixelRatio || 1;
    this.canvas.width = Math.round(clientWidth * ratio);
    this.canvas.height = Math.round(clientHeight * ratio);
    const { width, height } = this.camera;
    this.camera.resize(clientWidth, clientHeight);
    if (this.framed && (width !== clientWidth || height !== clientHeight)) this.camera.fit(this.framed);
    this.draw();
  }

  change(act) {
    act();
    this.later();
  }

  later() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.waiting = null;
    if (this.canvas.width) this.painter.paint(this.scene);
  }

  show(scene) {
    this.scene = scene;
    this.later();
  }

  /** Look at points [lon, lat]. */
  frame(points) {
    if (!points?.length) return;
    this.framed = points;
    this.change(() => this.camera.fit(points));
  }

  /** Where the name of a country stands, in pixels. */
  whereIs(code) {
    return this.scene.names.find((name) => name.code === code)?.at?.slice(0, 2) ?? null;
  }

  /** What lies at pixels: {mark}, {leg, route}, {name} or {country}. */
  under(x, y) {
    const near = (place) => place.at && Math.hypot(place.at[0] - x, place.at[1] - y) <= NEAR;
    const mark = this.scene.marks.find((one) => one.id && near(one));
    if (mark) return { mark };
    // A name lies over the lines.
    const name = this.scene.names.find(({ at }) => at && Math.abs(at[0] - x) < at[2] / 2 && Math.abs(at[1] - y) < NEAR);
    if (name) return name.sea ? { mark: name } : { country: name };
    const leg = this.legAt(x, y);
    if (leg) return leg;
    const tie = this.scene.ties.find((one) => nearLine(alongBow(this.camera, one), x, y));
    if (tie) return { tie };
    const place = this.camera.placeAt(x, y);
    const country = place && countryAt(this.countries, place);
    return country?.code ? { country } : {};
  }

  legAt(x, y) {
    const { routes, chosen } = this.scene;
    const order = [chosen, ...routes.keys()].filter((index) => routes[index]);
    for (const index of order) {
      for (const [number, leg] of routes[index].legs.entries()) {
        if (this.painter.linesOf(leg).some((line) => this.passes(line, x, y))) return { route: index, leg: number };
      }
    }
    return null;
  }

  passes(line, x, y) {
    return nearLine(line.map((point) => this.camera.toScreen(point)), x, y);
  }

  click(x, y) {
    const found = this.under(x, y);
    if (found.leg !== undefined) this.calls.leg(found.route, found.leg);
    else if (found.tie) this.calls.tie(found.tie);
    else this.calls.place(found.mark ?? found.country ?? null, x, y);
  }

  hover(x, y) {
    const found = x === null ? {} : this.under(x, y);
    const any = found.mark ?? found.country;
    const said = found.tie ? this.calls.sayTie(found.tie) : any ? this.calls.say(any) : "";
    const text = found.leg === undefined ? said : this.calls.sayLeg(found.route, found.leg);
    const tip = byId("map-tip");
    tip.hidden = !text;
    tip.textContent = text;
    this.canvas.style.cursor = text ? "pointer" : "";
    if (!text) return;
    tip.style.left = `${Math.min(x + 14, this.camera.width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.max(y - tip.offsetHeight - 10, 4)}px`;
  }
}

// Whether a line of pixels passes a point closely.
const nearLine = (line, x, y) => line.some((here, at) => at && gap(line[at - 1], here, x, y) < 6);

// Distance of a point from a stretch of line.
function gap([ax, ay], [bx, by], x, y) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(ax + along * dx - x, ay + along * dy - y);
}
