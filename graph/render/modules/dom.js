// Elements from data. Text is only ever text: nothing here parses markup.

/** An element with attributes (`on` holds listeners; null and false leave out) and children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A link where the address is a web address, plain text for anything else (`javascript:`). */
export function link(address, text) {
  let protocol = null;
  try {
    protocol = new URL(address).protocol;
  } catch {
    protocol = null; // a file name
  }
  if (protocol !== "https:" && protocol !== "http:") return document.createTextNode(text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

export const byId = (id) => document.getElementById(id);

export const percent = (fraction) => `${Math.round(fraction * 100)} %`;

/** A page inside a notebook's frame (srcdoc) has no address of its own to keep a view in or to hand on. */
export const hasAddress = location.protocol !== "about:";
