/** JSON as Python's `json.dumps` writes it: a space after `,` and `:`, nothing outside ASCII. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${fields.map(([key, field]) => `${ascii(JSON.stringify(key))}: ${pythonJson(field)}`).join(", ")}}`;
  }
  return ascii(JSON.stringify(value));
}

const ascii = (json: string) =>
  json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
