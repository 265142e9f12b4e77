// What avoiding something closes: classes of chains, and nodes of ports. Pure.

import { KIND } from "./world.js";

/** The masks of one avoid, or null where the network does not know such a thing. */
export function maskOf(world, id) {
  const { head, classes } = world;
  const count = classes.mode.length;
  const [prefix, rest] = split(id);
  const by = (test) => ({ classes: Uint8Array.from({ length: count }, (_, at) => Number(test(at))), labels: [] });
  if (prefix === "border") return by(borderTest(world, rest));
  if (prefix === "passage") {
    const number = head.passages.indexOf(rest);
    return number > 0 ? by((at) => classes.passage[at] === number) : null;
  }
  if (prefix === "sea") {
    const bit = head.seas.indexOf(id);
    return bit >= 0 ? by((at) => (classes.seas[at] >> bit) & 1) : null;
  }
  if (prefix === "mode") return head.modes.includes(rest) ? by(modeTest(world, new Set([rest]))) : null;
  if (prefix === "port") {
    const labels = labelsOf(head, rest);
    return labels.length ? { classes: new Uint8Array(count), labels } : null;
  }
  const states = new Set((prefix === "bloc" ? (head.blocs[id] ?? []) : [id]).map((code) => head.states.indexOf(code)));
  states.delete(-1);
  return states.size ? by((at) => states.has(classes.state[at]) || states.has(classes.other[at])) : null;
}

// By name or UN/LOCODE; berths of ferries bear the name of their port, without its code.
function labelsOf({ labels, locodes }, asked) {
  const coded = new Set(labels.filter((_, at) => locodes[at].toLowerCase() === asked).map((name) => name.toLowerCase()));
  const isMeant = (name, code) => slug(name) === asked || code.toLowerCase() === asked || (!code && coded.has(name.toLowerCase()));
  return [...labels.keys()].filter((at) => isMeant(labels[at], locodes[at]));
}

export const slug = (name) => name.toLowerCase().replaceAll(" ", "-");

function split(id) {
  const colon = id.indexOf(":");
  return colon < 0 ? ["", id] : [id.slice(0, colon), id.slice(colon + 1)];
}

function borderTest({ head, classes }, pair) {
  const numbers = new Set(pair.split("-").map((code) => head.states.indexOf(code)));
  return (at) =>
    classes.kind[at] === KIND.gate &&
    classes.state[at] !== classes.other[at] &&
    numbers.has(classes.state[at]) &&
    numbers.has(classes.other[at]);
}

// A quay serves ships of sea and river; a transfer needs rail and road.
function modeTest({ head, classes }, gone) {
  const goes = (mode) => !gone.has(mode);
  return (at) => {
    if (classes.kind[at] === KIND.port) return !goes("sea") && !goes("river");
    if (classes.kind[at] === KIND.transfer) return !goes("rail") || !goes("road");
    return !goes(head.modes[classes.mode[at]]);
  };
}

/** The classes that nothing may use on the page's day, for a commodity or freight in general. */
export function closedOf(world, cargo) {
  const bit = patternOf(world, cargo);
  return Uint8Array.from(world.classes.shut, (shut) => (shut >> bit) & 1);
}

/** Which of the ways to travel is that of a commodity. */
export const patternOf = ({ head }, cargo) => (cargo ? (head.cargoes[cargo] ?? head.cargoes.general) : 0);

/** All masks in one: `shut` for classes, `closed` for nodes (null where no port is avoided). */
export function together(world, base, masks) {
  const shut = base.slice();
  const labels = new Set();
  for (const mask of masks) {
    mask.classes.forEach((is, at) => {
      if (is) shut[at] = 1;
    });
    for (const label of mask.labels) labels.add(label);
  }
  const closed = labels.size ? Uint8Array.from(world.label, (label) => Number(labels.has(label))) : null;
  return { shut, closed };
}
