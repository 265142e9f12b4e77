// How kinds and relationships are called, and which family a relationship belongs to.

export const KINDS = {
  state: "State",
  bloc: "Bloc",
  sea: "Sea",
  passage: "Passage",
  port: "Port",
  city: "City",
  corridor: "Corridor",
  pipeline: "Pipeline",
  org: "Organisation",
  person: "Person",
  commodity: "Commodity",
  agreement: "Agreement",
};

export const FAMILIES = {
  flow: {
    name: "Trade and transit",
    members: "exports_to imports_from transits_through crosses diverts depends_on opens",
  },
  ties: {
    name: "Agreement and support",
    members:
      "signed_agreement negotiates meets visits cooperates supports provides allied_with " +
      "member_of recognises",
  },
  assets: {
    name: "Production and investment",
    members: "produces has_reserves_of invests_in builds operates owns",
  },
  conflict: {
    name: "Pressure and conflict",
    members:
      "opposes criticises demands rejects threatens sanctions protests detains attacks " +
      "deploys_troops_to invades occupies closes disrupts",
  },
  place: { name: "Place and office", members: "borders located_in capital_of holds_office_in" },
};

const familyByRelation = new Map(
  Object.entries(FAMILIES).flatMap(([id, { members }]) =>
    members.split(" ").map((relation) => [relation, id]),
  ),
);

export const familyOf = (relation) => familyByRelation.get(relation) ?? "place";

export const relationName = (relation) => relation.replaceAll("_", " ");

/** What a line must say besides its colour; null where a thing simply holds. */
export function markOf(fact) {
  if (fact.polarity === "negated") return fact.modality === "actual" ? "✕ not" : `✕ not ${fact.modality}`;
  return fact.modality && fact.modality !== "actual" ? fact.modality : null;
}
