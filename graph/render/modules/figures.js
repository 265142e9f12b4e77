// Figures as people read them.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

export const kilometres = (km) => `${whole.format(km)} km`;
export const days = (hours) => (hours < 48 ? `${whole.format(hours)} h` : `${one.format(hours / 24)} days`);
export const dollars = (usd) => `${whole.format(usd)} USD/t`;
export const carbon = (kg) => `${whole.format(kg)} kg CO₂/t`;

/** An amount in millions of tonnes: "68.6 Mt"; in thousands where it is small: "21.1 kt". */
export const megatonnes = (millions) => (millions < 1 ? `${Number((millions * 1000).toPrecision(3))} kt` : `${millions} Mt`);

/** What a route takes by an objective. */
export const taken = (route, by) => ({ time: route.hours, cost: route.usd, distance: route.km, co2: route.co2 })[by];

/** An amount in the words of an objective: "2.1 days". */
export const say = (by, amount) => ({ time: days, cost: dollars, distance: kilometres, co2: carbon })[by](amount);

/** A difference in the words of an objective: "+2.1 days". */
export function more(by, amount) {
  return (amount < 0 ? "−" : "+") + say(by, Math.abs(amount));
}

/** One line of a CSV file (RFC 4180); a cell that a spreadsheet would run as a formula is text. */
export function csvLine(cells) {
  return cells
    .map((cell) => {
      const text = String(cell ?? "");
      const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(",");
}
