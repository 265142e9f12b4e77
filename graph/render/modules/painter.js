// What the map looks like: land, what is avoided, routes by mode, stops, labels.

import { Labels } from "./labels.js";
import { palette } from "./looks.js";
import { graticulePath, ringsPath, worldPath } from "./paths.js";
import { projectLine } from "./projection.js";
import { drawTies } from "./ties.js";

// Line styles tell modes apart without colour.
export const MODE_DASH = { rail: [], road: [7, 4], sea: [2, 5], ferry: [10, 4, 2, 4], river: [4, 3], pipeline: [1, 3] };

const SHEET = 1.5;

export class Painter {
  /** `again` asks for another frame. */
  constructor(canvas, camera, { countries, disputed }, again) {
    Object.assign(this, { canvas, camera, countries, disputed, again });
    this.context = canvas.getContext("2d");
    this.world = worldPath();
    this.graticule = graticulePath(30);
    this.middle = null;
  }

  turn() {
    const { middle } = this.camera;
    if (this.middle === middle) return;
    this.middle = middle;
    this.shapes = this.countries.map((country) => ringsPath(country.rings, middle));
    this.coast = new Path2D();
    for (const shape of this.shapes) this.coast.addPath(shape);
    this.hatched = new Path2D();
    for (const { rings } of this.disputed) this.hatched.addPath(ringsPath(rings, middle));
    this.lines = new WeakMap();
  }

  paint(scene) {
    this.turn();
    const ratio = globalThis.devicePixelRatio || 1;
    const { context, camera } = this;
    this.ratio = ratio;
    this.colour = palette();
    this.labels = new Labels(context, camera.width, camera.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    this.ground(scene);
    drawTies(context, camera, this.colour, scene.ties);
    scene.routes.forEach((route, index) => index !== scene.chosen && this.route(route, false));
    if (scene.routes[scene.chosen]) this.route(scene.routes[scene.chosen], true);
    this.marks(scene);
    this.names(scene);
  }

  // Land is drawn once on a larger sheet, which moves under the routes until it no longer covers.
  ground(scene) {
    const { context, camera } = this;
    const look = [this.middle, this.ratio, this.colour("paper"), camera.width, camera.height].join();
    const isSame = this.sheet?.scene === scene && this.sheet.look === look;
    // A new answer is wanted at once; room to move in is made when somebody moves.
    if (!isSame || !this.covers(this.sheet)) this.sheet = this.drawSheet(scene, look, isSame ? SHEET : 1);
    const { canvas, x, y, scale, width, height } = this.sheet;
    const zoom = camera.scale / scale;
    if (zoom !== 1) this.settleLater();
    const left = (x - camera.x) * camera.scale + camera.width / 2 - (width * zoom) / 2;
    const top = (y - camera.y) * camera.scale + camera.height / 2 - (height * zoom) / 2;
    context.drawImage(canvas, left, top, width * zoom, height * zoom);
  }

  covers({ x, y, scale, width, height }) {
    const { camera } = this;
    const room = (side, sheet, off) => side / 2 / camera.scale + Math.abs(off) <= sheet / 2 / scale;
    return camera.scale < 2 * scale && room(camera.width, width, x - camera.x) && room(camera.height, height, y - camera.y);
  }

  // A sheet that was stretched is drawn sharp again when the hand rests.
  settleLater() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.sheet = { scene: this.sheet.scene }; // of another look: drawn anew
      this.again();
    }, 140);
  }

  drawSheet(scene, look, room) {
    const { context, camera, ratio } = this;
    const { x, y, scale } = camera;
    const [width, height] = [Math.ceil(camera.width * room), Math.ceil(camera.height * room)];
    const canvas = new OffscreenCanvas(width * ratio, height * ratio);
    Object.assign(this, { context: canvas.getContext("2d"), camera: { x, y, scale, width, height } });
    this.inPlane();
    this.land(scene);
    Object.assign(this, { context, camera });
    return { canvas, x, y, scale, width, height, scene, look };
  }

  inPlane() {
    const { camera, ratio } = this;
    const scale = camera.scale * ratio;
    this.context.setTransform(scale, 0, 0, scale, ratio * (camera.width / 2 - camera.x * camera.scale), ratio * (camera.height / 2 - camera.y * camera.scale));
  }

  land({ avoided, passed, ends, picked }) {
    const { context, colour, camera } = this;
    const line = (px) => px / camera.scale;
    context.save();
    context.fillStyle = colour("map-sea");
    context.fill(this.world);
    context.clip(this.world);
    context.strokeStyle = colour("map-graticule");
    context.lineWidth = line(0.6);
    context.stroke(this.graticule);
    context.fillStyle = colour("map-land");
    context.fill(this.coast, "evenodd");
    this.countries.forEach(({ code }, index) => {
      const fill = avoided.has(code) ? "map-avoided" : ends.has(code) ? "map-end" : passed.has(code) ? "map-passed" : null;
      if (!fill) return;
      context.fillStyle = colour(fill);
      context.fill(this.shapes[index], "evenodd");
      if (avoided.has(code)) this.hatch(this.shapes[index], colour("map-avoided-line"), 9, 1.6);
    });
    context.save();
    context.clip(this.coast, "evenodd");
    this.hatch(this.hatched, colour("map-disputed"), 5, 0.8);
    context.restore();
    context.strokeStyle = colour("map-border");
    context.lineWidth = line(0.7);
    context.stroke(this.coast);
    this.countries.forEach(({ code }, index) => {
      if (code !== picked || !code) return;
      context.strokeStyle = colour("accent");
      context.lineWidth = line(2.4);
      context.stroke(this.shapes[index]);
    });
    context.restore();
  }

  // Slanted lines in a shape: what is closed is told by more than its colour. A pattern, for
  // lines across the whole map take ten times as long to paint.
  hatch(shape, colour, gap, width) {
    const { context, ratio } = this;
    const side = Math.round(gap * ratio);
    const tile = new OffscreenCanvas(side, side);
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = width * ratio;
    for (const shift of [-side, 0, side]) {
      pen.moveTo(shift - side, 2 * side);
      pen.lineTo(shift + 2 * side, -side);
    }
    pen.stroke();
    const pattern = context.createPattern(tile, "repeat");
    pattern.setTransform(context.getTransform().inverse());
    context.save();
    context.fillStyle = pattern;
    context.fill(shape, "evenodd");
    context.restore();
  }

  route(route, isChosen) {
    const { context, colour } = this;
    const legs = route.legs.map((leg) => ({ leg, lines: this.linesOf(leg) }));
    context.lineCap = "round";
    context.lineJoin = "round";
    if (isChosen) for (const { lines } of legs) this.trace(lines, colour("map-halo"), 7, []);
    for (const { leg, lines } of legs) {
      const dash = MODE_DASH[leg.mode] ?? [];
      if (isChosen) this.trace(lines, colour(`mode-${leg.mode}`), 3.4, dash);
      else this.trace(lines, colour("map-other"), 1.6, dash);
    }
    context.setLineDash([]);
  }

  linesOf(leg) {
    if (!this.lines.has(leg)) this.lines.set(leg, projectLine(leg.points, this.middle));
    return this.lines.get(leg);
  }

  trace(lines, colour, width, dash) {
    const { context, camera } = this;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.beginPath();
    for (const line of lines) {
      line.forEach((point, index) => {
        const [x, y] = camera.toScreen(point);
        if (index) context.lineTo(x, y);
        else context.moveTo(x, y);
      });
    }
    context.stroke();
  }

  marks({ marks }) {
    const { context, camera, colour } = this;
    for (const mark of marks) {
      const [x, y] = camera.screenOf(mark.lon, mark.lat);
      mark.at = [x, y];
      context.beginPath();
      if (mark.kind === "passage") diamond(context, x, y, 5.5);
      else if (mark.kind === "border") context.rect(x - 4, y - 4, 8, 8);
      else context.arc(x, y, mark.kind === "end" ? 6.5 : 3.6, 0, 2 * Math.PI);
      const avoided = mark.avoided;
      context.fillStyle = avoided ? colour("warn") : mark.kind === "end" ? colour("route") : colour("raised");
      context.fill();
      context.strokeStyle = avoided ? colour("warn") : colour("ink");
      context.lineWidth = mark.kind === "end" ? 0 : 1.4;
      if (mark.kind !== "end") context.stroke();
      if (avoided) cross(context, x, y, 3, colour("raised"));
      this.labels.block(x, y, 9, 9);
    }
  }

  names({ marks, names }) {
    const { camera, colour, labels } = this;
    const sans = colour("sans");
    const halo = colour("map-halo");
    const beside = [[10, 0, "left"], [-10, 0, "right"], [0, -13, "center"], [0, 13, "center"]];
    for (const mark of marks.filter(({ label }) => label)) {
      const font = mark.kind === "end" ? `600 14px ${sans}` : `12px ${sans}`;
      labels.write(mark.label, ...mark.at, { font, colour: mark.avoided ? colour("warn") : colour("ink"), halo, places: beside });
    }
    const said = new Set(marks.map(({ label }) => label));
    for (const name of names.filter(({ text }) => !said.has(text))) {
      const [x, y] = this.inSight([name.lon, name.lat]) ?? (name.else && this.inSight(name.else)) ?? [];
      name.at = null;
      if (x === undefined || (name.least && camera.scale < name.least)) continue;
      const font = name.sea ? `italic 12px ${colour("serif")}` : `${name.strong ? "600 " : ""}${name.strong ? 13 : 12}px ${sans}`;
      const tint = name.avoided ? "warn" : name.sea ? "map-sea-name" : name.strong ? "ink" : "ink-soft";
      name.at = labels.write(name.text, x, y, { font, colour: colour(tint), halo: name.sea ? colour("map-sea") : halo, places: [[0, 0, "center"], [0, 14, "center"], [0, -14, "center"]] });
    }
  }

  inSight(place) {
    const [x, y] = this.camera.screenOf(...place);
    const isSeen = x > 30 && y > 12 && x < this.camera.width - 30 && y < this.camera.height - 12;
    return isSeen ? [x, y] : null;
  }
}

function diamond(context, x, y, size) {
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.closePath();
}

function cross(context, x, y, size, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(x - size, y - size);
  context.lineTo(x + size, y + size);
  context.moveTo(x + size, y - size);
  context.lineTo(x - size, y + size);
  context.stroke();
}
