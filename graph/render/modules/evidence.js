// The sentences behind a relationship or an entity.

import { edgeById, edgesOf, kindOfId, nameOf, nodeById } from "./data.js";
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

function ofNode(id, state, actions, shown) {
  const kind = kindOfId(id);
  const mine = edgesOf(id).filter((edge) => shown.has(edge.id));
  return [
    el("p", { class: "eyebrow" }, KINDS[kind] ?? kind),
    el("h2", { tabindex: "-1" }, nameOf(id)),
    kind === "state" || kind === "sea" ? avoidSwitch(id, state, actions) : null,
    kind === "state" || kind === "city" ? askButtons(id, actions) : null,
    el("p", { class: "quiet" }, mine.length ? counted(mine.length) : "The texts say nothing of it that is shown."),
    el("ul", { class: "rows" }, ...mine.map((edge) => rowOf(edge, actions))),
  ];
}

const counted = (count) => (count === 1 ? "1 relationship" : `${count} relationships`);

function rowOf(edge, actions) {
  return el(
    "li",
    {},
    el("button", { type: "button", class: "row", "data-key": `row ${edge.id}`, on: { click: () => actions.select("edge", edge.id) } }, statement(edge)),
    tags(edge),
  );
}

function askButtons(id, actions) {
  return el(
    "p",
    { class: "ask-buttons" },
    el("button", { type: "button", on: { click: () => actions.ask({ from: id }) } }, "Start here"),
    el("button", { type: "button", on: { click: () => actions.ask({ to: id }) } }, "Go here"),
  );
}

function ofSeveral(ids, actions, shown) {
  const mine = ids.map((id) => edgeById.get(id)).filter((edge) => edge && shown.has(edge.id));
  return [
    el("p", { class: "eyebrow" }, "Evidence"),
    el("h2", { tabindex: "-1" }, "What the texts say of this way"),
    el("p", { class: "quiet" }, counted(mine.length)),
    ...mine.map((edge) =>
      el("section", { class: "several" }, el("button", { type: "button", class: "row", "data-key": `row ${edge.id}`, on: { click: () => actions.select("edge", edge.id) } }, statement(edge)), tags(edge), ...edge.evidence.map(sentence)),
    ),
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

/** Show what is selected, as far as the filters let it; the panel is away when nothing is. */
export function showEvidence(state, actions, shown) {
  const panel = byId("evidence");
  const { type, id } = state.selection ?? {};
  const body = { edge: () => edgeById.has(id) && ofEdge(edgeById.get(id)), node: () => ofNode(id, state, actions, shown), several: () => ofSeveral(id, actions, shown) };
  const content = type ? body[type]() : null;
  panel.hidden = !content;
  document.body.classList.toggle("with-evidence", !panel.hidden);
  if (content) byId("evidence-body").replaceChildren(...content.filter(Boolean));
}
