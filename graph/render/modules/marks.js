// A sentence cut into plain and marked pieces. Pure.

/**
 * Pieces [{text, role}] of a quote; spans count code points, as the reader of the text did, not
 * UTF-16 units. Of two spans that overlap the first stays.
 */
export function pieces(quote, spans) {
  const points = Array.from(quote);
  const found = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start < at || span.end > points.length || span.end <= span.start) continue;
    if (span.start > at) found.push({ text: points.slice(at, span.start).join(""), role: null });
    found.push({ text: points.slice(span.start, span.end).join(""), role: span.role });
    at = span.end;
  }
  if (at < points.length) found.push({ text: points.slice(at).join(""), role: null });
  return found;
}
