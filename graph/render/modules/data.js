// What the page was written with, and ways to look it up.

const content = JSON.parse(document.getElementById("data").textContent);

export const page = content.page;
export const options = JSON.parse(content.options);
export const nodes = content.nodes.map((node) => ({ ...node, kind: node.group }));
export const edges = content.edges;
export const steps = page.steps;
export const nodeById = new Map(nodes.map((node) => [node.id, node]));
export const edgeById = new Map(edges.map((edge) => [edge.id, edge]));

export const nameOf = (id) => page.names[id] ?? String(id);

export const edgesOf = (id) => edges.filter((edge) => edge.from === id || edge.to === id);

export const byName = (a, b) => nameOf(a).localeCompare(nameOf(b), "en");

/** The states and seas that can be a start, an end or something to avoid. */
export function places(kinds) {
  return nodes.filter((node) => kinds.includes(node.kind)).map((node) => node.id).sort(byName);
}
