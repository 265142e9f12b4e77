// The shell that the cards of routes and of stated ways share, and the box of "no route".

import { nameOf } from "./data.js";
import { el } from "./dom.js";

/** "A, B and C". */
export const list = (names, last = "and") =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

/** A card that opens at a press: `kind` names it to a screen reader, `head` stands in its button. */
export function card(index, state, actions, { kind, head, body }) {
  const open = index === state.way;
  return el(
    "article",
    { class: open ? "way open" : "way" },
    el(
      "button",
      { type: "button", class: "way-button", "data-key": `way ${index}`, "aria-expanded": String(open), on: { click: () => actions.chooseWay(index) } },
      el("span", { class: "rank", "aria-label": `${kind} ${index + 1}:` }, String(index + 1)),
      head,
    ),
    el("div", { class: "about-way" }, ...body),
  );
}

/** "No route", why, and the fewest avoids to lift. */
export function nothing(why, lift, actions) {
  const names = list((lift ?? []).map(nameOf));
  return el(
    "div",
    { class: "no-way" },
    el("h2", {}, "No route"),
    el("p", {}, names ? `${why} The fewest avoids to lift: ${names}.` : why),
    names ? el("button", { type: "button", class: "primary", on: { click: () => actions.lift(lift) } }, `Allow ${names}`) : null,
  );
}
