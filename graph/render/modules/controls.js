// From, to, what to avoid, theme and view.

import { nameOf, places } from "./data.js";
import { byId, el } from "./dom.js";

const AVOIDABLE = ["state", "sea", "passage", "corridor", "pipeline"];

function fillSelect(id, value, choices, choose) {
  const select = byId(id);
  select.replaceChildren(
    el("option", { value: "", disabled: true, selected: !value }, "Choose…"),
    ...choices.map((place) => el("option", { value: place, selected: place === value }, nameOf(place))),
  );
  select.addEventListener("change", () => choose(select.value));
}

function choice(id, actions) {
  return el(
    "li",
    { "data-name": nameOf(id).toLowerCase() },
    el(
      "label",
      {},
      el("input", { type: "checkbox", role: "switch", value: id, on: { change: () => actions.toggleAvoid(id) } }),
      el("span", {}, nameOf(id)),
    ),
  );
}

export function startControls(state, actions) {
  fillSelect("from", state.from, places(["state", "sea"]), (id) => actions.ask({ from: id }));
  fillSelect("to", state.to, places(["state", "sea"]), (id) => actions.ask({ to: id }));
  const list = byId("avoid-list");
  // States first: they are what one asks about.
  const ids = [...places(AVOIDABLE.slice(0, 1)), ...places(AVOIDABLE.slice(1))];
  list.replaceChildren(...ids.map((id) => choice(id, actions)));
  byId("avoid-filter").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const item of list.children) item.hidden = !item.dataset.name.includes(wanted);
  });
  byId("theme").addEventListener("click", () => actions.setTheme(isDark() ? "light" : "dark"));
  byId("about-open").addEventListener("click", () => byId("about").showModal());
  byId("about-close").addEventListener("click", () => byId("about").close());
  byId("evidence-close").addEventListener("click", () => actions.select(null));
  for (const view of ["network", "table"]) {
    byId(`view-${view}`).addEventListener("click", () => actions.setView(view));
  }
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

export function showControls(state, actions) {
  byId("from").value = state.from ?? "";
  byId("to").value = state.to ?? "";
  for (const input of byId("avoid-list").querySelectorAll("input")) {
    input.checked = state.avoid.includes(input.value);
  }
  const chips = state.avoid.map((id) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "chip", "data-key": `chip ${id}`, "aria-label": `Stop avoiding ${nameOf(id)}`, on: { click: () => actions.toggleAvoid(id) } },
        nameOf(id),
        el("span", { "aria-hidden": "true" }, " ×"),
      ),
    ),
  );
  byId("avoid-chips").replaceChildren(...(chips.length ? chips : [el("li", { class: "quiet" }, "nothing")]));
  for (const view of ["network", "table"]) {
    byId(`view-${view}`).setAttribute("aria-pressed", String(state.view === view));
    byId(`${view}-view`).hidden = state.view !== view;
  }
}
