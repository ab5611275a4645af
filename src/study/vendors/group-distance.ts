const OPERATOR = /^\s*(and|or|not|o?near\/\d+)\s*$/i;

/**
 * `(a AND b)~5` as pieces of text between the brackets: AND becomes NEAR. Null where the bracket's own level
 * holds anything but AND, so that a distance has no meaning.
 */
export function distanceInside(
  pieces: readonly string[],
  operator: string,
): { pieces: string[]; parts: number } | null {
  let depth = 0;
  let parts = 1;
  const found: string[] = [];
  for (const piece of pieces) {
    if (piece === "(") depth++;
    if (piece === ")") depth--;
    const own = depth === 0 ? OPERATOR.exec(piece)?.[1]?.toLowerCase() : undefined;
    if (own !== undefined && own !== "and") return null;
    if (own === "and") parts++;
    found.push(own === "and" ? ` ${operator} ` : piece);
  }
  return parts > 1 ? { pieces: found, parts } : null;
}
