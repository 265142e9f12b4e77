// Handing the view on: link, picture, tables, map data, paper.

import { edges, nameOf, page } from "./data.js";
import { byId, hasAddress } from "./dom.js";
import { csvLine } from "./figures.js";
import { palette } from "./looks.js";

function save(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const fileName = ({ from, to }, ending) => `${from && to ? `${nameOf(from)} to ${nameOf(to)}` : page.title}.${ending}`.replaceAll(/[\\/:*?"<>|]/g, " ");

/** The legs of all routes, one a line. */
export function routesCsv(routes) {
  const head = ["route", "leg", "mode", "from", "to", "states", "distance_km", "duration_h", "cost_usd_per_t", "co2_kg_per_t"];
  const rows = routes.flatMap((route, rank) =>
    route.legs.map((leg, number) => [rank + 1, number + 1, leg.mode, leg.start, leg.end, leg.states.join(" "), leg.km.toFixed(1), leg.hours.toFixed(1), leg.usd.toFixed(2), leg.co2.toFixed(2)]),
  );
  return [head, ...rows].map(csvLine).join("\r\n").concat("\r\n");
}

/** All relationships shown, one sentence a line. */
export function relationsCsv(shown) {
  const head = ["source", "relation", "target", "polarity", "modality", "confidence", "date", "document", "quote"];
  const rows = edges
    .filter(({ id }) => shown.has(id))
    .flatMap((edge) => (edge.evidence.length ? edge.evidence : [{}]).map((record) => [nameOf(edge.from), edge.relation, nameOf(edge.to), edge.polarity, edge.modality, edge.confidence, record.date, record.document, record.quote]));
  return [head, ...rows].map(csvLine).join("\r\n").concat("\r\n");
}

/** One LineString a leg (longitude, latitude), as the command line writes them. */
export function routesGeoJson(routes) {
  const features = routes.flatMap((route, rank) =>
    route.legs.map((leg, number) => ({
      type: "Feature",
      geometry: { type: "LineString", coordinates: leg.points.map((point) => point.map((degrees) => Math.round(degrees * 1e4) / 1e4)) },
      properties: { rank: rank + 1, leg: number + 1, mode: leg.mode, countries: leg.states, from: leg.start, to: leg.end, distance_km: Math.round(leg.km * 10) / 10 },
    })),
  );
  return JSON.stringify({ type: "FeatureCollection", features });
}

/** The canvas in view with its title and source, as a picture. */
function picture(state, title) {
  const canvas = document.querySelector(state.view === "network" ? "#network canvas" : "#map");
  const ratio = canvas.width / Math.max(canvas.clientWidth, 1);
  const colour = palette();
  const head = 44 * ratio;
  const foot = 26 * ratio;
  const sheet = new OffscreenCanvas(canvas.width, canvas.height + head + foot);
  const context = sheet.getContext("2d");
  context.fillStyle = colour("paper");
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(canvas, 0, head);
  context.fillStyle = colour("ink");
  context.textBaseline = "middle";
  context.font = `600 ${20 * ratio}px ${colour("serif")}`;
  context.fillText(title, 16 * ratio, head / 2, sheet.width - 32 * ratio);
  context.font = `${11 * ratio}px ${colour("sans")}`;
  context.fillText("Corridor · © OpenStreetMap contributors (ODbL) · Natural Earth", 16 * ratio, sheet.height - foot / 2);
  return sheet.convertToBlob({ type: "image/png" });
}

async function copyLink(say) {
  const address = location.href;
  try {
    await navigator.clipboard.writeText(address);
    say("Link copied");
  } catch {
    // A page from a file may not write to the clipboard everywhere: the address can be copied by hand.
    const place = byId("link");
    place.hidden = false;
    place.value = address;
    place.select();
    say("Copy the link that is marked");
  }
}

/** `view()` gives {state, routes, shown, title}; `say` tells the reader what was done. */
export function startHanding(view, say) {
  byId("hand-link").hidden = !hasAddress;
  const on = (id, act) => byId(id).addEventListener("click", () => act(view()));
  on("hand-link", () => copyLink(say));
  on("hand-png", async ({ state, title }) => save(fileName(state, "png"), "image/png", await picture(state, title)));
  on("hand-csv", ({ state, routes }) => save(fileName(state, "csv"), "text/csv", routesCsv(routes)));
  on("hand-relations", ({ shown }) => save("relationships.csv", "text/csv", relationsCsv(shown)));
  on("hand-geojson", ({ state, routes }) => save(fileName(state, "geojson"), "application/geo+json", routesGeoJson(routes)));
  on("hand-print", () => print());
  const menu = byId("hand");
  menu.addEventListener("click", (event) => {
    if (event.target.closest("button:not(#hand-link)")) menu.open = false;
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  return ({ routes, state }) => {
    for (const id of ["hand-csv", "hand-geojson"]) byId(id).disabled = !routes.length;
    byId("hand-png").disabled = state.view === "table";
  };
}
