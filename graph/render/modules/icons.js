// The page's own icons: one stroke, one grid of 24, drawn here and nowhere else.

const SPACE = "http://www.w3.org/2000/svg";
const SHAPES = {
  rail: "M7 3h10a2 2 0 0 1 2 2v9a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V5a2 2 0 0 1 2-2zM5 10h14M9 17l-3 4M15 17l3 4M8.5 13.5h.01M15.5 13.5h.01",
  road: "M2 6h11v10H2zM13 9h5l4 4v3h-9M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  sea: "M3 14h18l-2.5 5h-13zM6 14V9h5V6h4v8M2 21.5c2 0 2-1 4-1s2 1 4 1 2-1 4-1 2 1 4 1 2-1 4-1",
  ferry: "M2 13h20l-3 5H5zM5 13V9h14v4M9 9V5h6v4M2 21.5c2 0 2-1 4-1s2 1 4 1 2-1 4-1 2 1 4 1 2-1 4-1",
  river: "M3 7c3 0 3-2 6-2s3 2 6 2 3-2 6-2M3 13c3 0 3-2 6-2s3 2 6 2 3-2 6-2M3 19c3 0 3-2 6-2s3 2 6 2 3-2 6-2",
  pipeline: "M2 9h5v6H2zM17 9h5v6h-5zM7 10.5h10M7 13.5h10M12 10.5V6M9 6h6",
  close: "M6 6l12 12M18 6L6 18",
  undo: "M9 7L4 12l5 5M4 12h10a6 6 0 0 1 0 12",
  theme: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  home: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  swap: "M7 4L4 7l3 3M4 7h15M17 14l3 3-3 3M20 17H5",
  share: "M12 15V4M8 8l4-4 4 4M5 13v7h14v-7",
};

/** An icon; it says nothing to a screen reader, for words stand beside it. */
export function icon(name, size = 18) {
  const svg = document.createElementNS(SPACE, "svg");
  const given = { viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", class: `icon icon-${name}` };
  for (const [key, value] of Object.entries(given)) svg.setAttribute(key, value);
  const path = document.createElementNS(SPACE, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** Put icons where the page's markup asks for them by `data-icon`. */
export function fillIcons() {
  for (const place of document.querySelectorAll("[data-icon]")) place.prepend(icon(place.dataset.icon));
}
