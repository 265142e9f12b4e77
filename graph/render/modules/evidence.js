// The sentences behind a relationship or an entity.

import { edgeById, edgesOf, nameOf, nodeById } from "./data.js";
import { byId, el, link, percent } from "./dom.js";
import { pieces } from "./marks.js";
import { KINDS, familyOf, markOf, relationName } from "./words.js";

// A folder says nothing to a reader; the whole path stands in the tooltip.
function fileName(document) {
  if (!document) return "unnamed text";
  if (/^https?:/.test(document)) return document;
  return document.split(/[\\/]/).filter(Boolean).at(-1) ?? document;
}

/** A sentence with its words marked, and where it stands. */
export function sentence(record) {
  const words = pieces(record.quote, record.spans).map((piece) =>
    piece.role ? el("mark", { class: piece.role }, piece.text) : piece.text,
  );
  const when = record.date ?? record.valid_from;
  const source = [
    el("span", { title: record.document }, link(record.url ?? record.document ?? "", record.title ?? fileName(record.document))),
    record.publisher,
    when,
    record.asserted_by && `said by ${nameOf(record.asserted_by)}`,
    record.resolved_from && `read from “${record.resolved_from}”`,
  ].filter(Boolean);
  return el(
    "figure",
    { class: "sentence" },
    el("blockquote", {}, ...words),
    el("figcaption", {}, ...source.flatMap((part, index) => (index ? [" · ", part] : [part]))),
  );
}

/** "Kazakhstan transits through Russia" in which the relation bears its family's colour. */
export function statement(edge) {
  return el(
    "span",
    { class: "statement" },
    nameOf(edge.from),
    el("span", { class: `relation ${familyOf(edge.relation)}` }, ` ${relationName(edge.relation)} `),
    nameOf(edge.to),
  );
}

/** What qualifies a relationship, in words: not, planned, a share, how sure. */
export function tags(fact) {
  const parts = [
    markOf(fact) && el("li", { class: "tag strong" }, markOf(fact)),
    fact.share !== undefined && el("li", { class: "tag" }, `share ${percent(fact.share)}`),
    fact.commodity && el("li", { class: "tag" }, nameOf(fact.commodity)),
    fact.valid_from && el("li", { class: "tag" }, `from ${fact.valid_from}`),
    fact.valid_to && el("li", { class: "tag" }, `until ${fact.valid_to}`),
    fact.confidence !== undefined &&
      el("li", { class: "tag plain" }, `confidence ${percent(fact.confidence)}`),
  ];
  return el("ul", { class: "tags" }, ...parts.filter(Boolean));
}

function facts(record) {
  const rows = [
    ["Polarity", record.polarity],
    ["Modality", record.modality],
    ["Confidence", record.confidence === undefined ? null : percent(record.confidence)],
    ["Share", record.share === undefined ? null : percent(record.share)],
    ["Said by", record.asserted_by ? nameOf(record.asserted_by) : "the text itself"],
    ["Found by", record.method],
  ].filter(([, value]) => value);
  return el("dl", { class: "facts" }, rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function ofEdge(edge) {
  return [
    el("p", { class: "eyebrow" }, "Relationship"),
    el("h2", { tabindex: "-1" }, statement(edge)),
    tags(edge),
    markKey(),
    ...edge.evidence.map((record) => el("div", {}, sentence(record), facts(record))),
    edge.evidence.length ? null : el("p", { class: "quiet" }, "No sentence is stored for this."),
  ];
}

function markKey() {
  return el(
    "p",
    { class: "quiet" },
    "Marked: ",
    el("mark", { class: "source" }, "source"),
    " ",
    el("mark", { class: "trigger" }, "relation"),
    " ",
    el("mark", { class: "target" }, "target"),
  );
}

function ofNode(id, state, actions) {
  const node = nodeById.get(id);
  const mine = edgesOf(id);
  const rows = mine.map((edge) =>
    el(
      "li",
      {},
      el("button", { type: "button", class: "row", "data-key": `row ${edge.id}`, on: { click: () => actions.select("edge", edge.id) } }, statement(edge)),
      tags(edge),
    ),
  );
  return [
    el("p", { class: "eyebrow" }, KINDS[node.kind] ?? node.kind),
    el("h2", { tabindex: "-1" }, nameOf(id)),
    ["state", "sea"].includes(node.kind) ? avoidSwitch(id, state, actions) : null,
    el("p", { class: "quiet" }, mine.length === 1 ? "1 relationship" : `${mine.length} relationships`),
    el("ul", { class: "rows" }, ...rows),
  ];
}

function avoidSwitch(id, state, actions) {
  return el(
    "button",
    {
      type: "button",
      role: "switch",
      class: "switch",
      "data-key": `switch ${id}`,
      "aria-checked": String(state.avoid.includes(id)),
      on: { click: () => actions.toggleAvoid(id) },
    },
    `Avoid ${nameOf(id)}`,
  );
}

/** Show what is selected; the panel is away when nothing is. */
export function showEvidence(state, actions) {
  const panel = byId("evidence");
  const edge = state.selection?.type === "edge" ? edgeById.get(state.selection.id) : null;
  const node = state.selection?.type === "node" ? state.selection.id : null;
  panel.hidden = !edge && !node;
  document.body.classList.toggle("with-evidence", !panel.hidden);
  if (edge) byId("evidence-body").replaceChildren(...ofEdge(edge).filter(Boolean));
  if (node) byId("evidence-body").replaceChildren(...ofNode(node, state, actions).filter(Boolean));
}
