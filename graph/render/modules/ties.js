// Relationships on the map: a bow from place to place with a head, thin until it is picked.

const DASH = { negated: [9, 4, 2, 4], planned: [6, 4] };
const BEND = 0.18;
const HEAD = 8; // px

/** The two ends and the bend of a bow, in pixels. */
export function bowOf(camera, { from, to }) {
  const one = camera.screenOf(...from);
  const two = camera.screenOf(...to);
  return [one, [(one[0] + two[0]) / 2 + (two[1] - one[1]) * BEND, (one[1] + two[1]) / 2 - (two[0] - one[0]) * BEND], two];
}

export function drawTies(context, camera, colour, ties) {
  const anyPicked = ties.some(({ picked }) => picked);
  context.save();
  for (const tie of [...ties].sort((one, two) => Number(one.picked) - Number(two.picked))) {
    context.globalAlpha = tie.picked ? 1 : anyPicked ? 0.25 : 0.6;
    context.strokeStyle = colour(`family-${tie.family}`);
    context.lineWidth = tie.picked ? 2.4 : 1.2;
    context.setLineDash(DASH[tie.negated ? "negated" : tie.planned ? "planned" : ""] ?? []);
    const [one, bend, two] = bowOf(camera, tie);
    context.beginPath();
    context.moveTo(...one);
    context.quadraticCurveTo(...bend, ...two);
    context.stroke();
    head(context, bend, two, tie.picked ? HEAD + 3 : HEAD);
  }
  context.restore();
}

function head(context, bend, [x, y], size) {
  const angle = Math.atan2(y - bend[1], x - bend[0]);
  context.setLineDash([]);
  context.beginPath();
  for (const turn of [-0.4, 0.4]) {
    context.moveTo(x, y);
    context.lineTo(x - size * Math.cos(angle + turn), y - size * Math.sin(angle + turn));
  }
  context.stroke();
}

/** Points along a bow, in pixels, for finding what lies under the pointer. */
export function alongBow(camera, tie) {
  const [one, bend, two] = bowOf(camera, tie);
  return Array.from({ length: 17 }, (_, step) => {
    const t = step / 16;
    return [0, 1].map((axis) => (1 - t) ** 2 * one[axis] + 2 * t * (1 - t) * bend[axis] + t ** 2 * two[axis]);
  });
}
