// Ports by name and UN/LOCODE. Pure.

export const slug = (name) => name.toLowerCase().replaceAll(" ", "-");

/** Numbers of the labels of a port; berths of ferries bear the name of their port, without its code. */
export function labelsOf({ labels, locodes }, asked) {
  const coded = new Set(labels.filter((_, at) => locodes[at].toLowerCase() === asked).map((name) => name.toLowerCase()));
  const isMeant = (name, code) => slug(name) === asked || code.toLowerCase() === asked || (!code && coded.has(name.toLowerCase()));
  return [...labels.keys()].filter((at) => isMeant(labels[at], locodes[at]));
}

/** Every port once: its id, name and code ('' where it has none). */
export function portsOf({ labels, locodes }) {
  const found = new Map();
  const coded = new Set(labels.filter((_, at) => locodes[at]));
  labels.forEach((name, at) => {
    const id = `port:${(locodes[at] || slug(name)).toLowerCase()}`;
    if (!found.has(id) && (locodes[at] || !coded.has(name))) found.set(id, { id, name, code: locodes[at] });
  });
  return [...found.values()];
}
