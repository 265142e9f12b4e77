// The search box: `/` focuses, what is chosen is selected.

import { findable } from "./choices.js";
import { Combo } from "./combo.js";
import { byId } from "./dom.js";

export function startFinder(select) {
  const finder = new Combo(byId("finder"), byId("finder-list"), () => findable, select);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea, dialog");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    finder.input.focus();
  });
}
