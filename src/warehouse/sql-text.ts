/** A value as a SQL string literal. The only way text enters generated SQL. */
export function literal(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`invalid SQL number: ${value}`);
    return String(value);
  }
  if (typeof value === "boolean") return value ? "true" : "false";
  return `'${value.replaceAll("'", "''")}'`;
}

/** A name as a quoted SQL identifier; `a.b` is one name, not two. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
