// Pan, zoom, pinch, click and keys on a canvas; each ends in a call.

const SLOP = 5; // px; less than this between down and up is a click

export function startGestures(canvas, calls) {
  const held = new Map();
  let moved = 0;

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    held.set(event.pointerId, at(event));
    if (held.size === 1) moved = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return calls.hover(...at(event));
    const now = at(event);
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
    moved += Math.hypot(dx, dy);
    if (held.size === 1) {
      if (moved > SLOP) calls.pan(dx, dy);
    } else {
      const other = [...held].find(([id]) => id !== event.pointerId)[1];
      calls.zoom(span(now, other) / Math.max(span(before, other), 1), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    }
    held.set(event.pointerId, now);
  });
  const release = (event) => {
    const wasAlone = held.size === 1;
    if (held.delete(event.pointerId) && wasAlone && moved <= SLOP && event.type === "pointerup") calls.click(...at(event));
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => calls.hover(null, null));
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      calls.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), ...at(event));
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    const pans = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.key in pans) calls.pan(...pans[event.key]);
    else if (event.key === "+" || event.key === "=") calls.zoom(1.4);
    else if (event.key === "-") calls.zoom(1 / 1.4);
    else if (event.key === "0") calls.home();
    else return;
    event.preventDefault();
  });
}

const at = (event) => [event.offsetX, event.offsetY];
const span = (one, two) => Math.hypot(one[0] - two[0], one[1] - two[1]);
