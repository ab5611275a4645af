/** Where a query reads from, as found in DuckDB's syntax tree. */
export interface TableReference {
  catalog: string;
  schema: string;
  name: string;
  /** Byte offset in the UTF-8 text; null where DuckDB gives none. */
  position: number | null;
}

export interface References {
  tables: TableReference[];
  /** Paths and patterns of files read by table functions. */
  files: string[];
  /** Queries given as text to the table function `query`. */
  queries: string[];
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

const FILE_FUNCTIONS =
  /^(read_(csv|csv_auto|parquet|json|json_auto|json_objects|json_objects_auto|ndjson|ndjson_auto|ndjson_objects|text|blob|xlsx)|parquet_(scan|metadata|schema|file_metadata|kv_metadata)|sniff_csv|glob)$/i;
const TABLE_NAME_FUNCTIONS = /^(query_table|pragma_table_info|pragma_storage_info|pragma_show)$/i;
/** Table macros of DuckDB whose first argument is a table, as a name or as a text. */
const TABLE_MACROS = /^histogram(_values)?$/i;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: Json | undefined) => (typeof value === "string" ? value : "");

/** Text constants of an argument: a single one or a list. */
function constants(argument: Json | undefined): string[] {
  if (!isObject(argument)) return [];
  const value = argument["value"];
  if (isObject(value)) return collectStrings(value["value"]);
  return Array.isArray(argument["children"]) ? argument["children"].flatMap(constants) : [];
}

function collectStrings(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(collectStrings);
  if (isObject(value)) return Object.values(value).flatMap(collectStrings);
  return [];
}

function position(node: JsonObject): number | null {
  const at = node["query_location"];
  return typeof at === "number" && at < 2 ** 53 ? at : null;
}

/** What is written like a column, `a` or `main.a`. */
function namedColumn(argument: Json | undefined): string[] {
  if (!isObject(argument) || argument["class"] !== "COLUMN_REF") return [];
  const names = argument["column_names"];
  return Array.isArray(names) ? [names.map(text).join(".")] : [];
}

class Walk {
  readonly found: References = { tables: [], files: [], queries: [] };

  visit(value: Json | undefined, scope: ReadonlySet<string>): void {
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item, scope);
      return;
    }
    if (!isObject(value)) return;
    if (value["type"] === "BASE_TABLE") this.table(value, scope);
    if (value["type"] === "TABLE_FUNCTION") this.tableFunction(value);
    const inner = this.commonTables(value, scope);
    for (const [key, child] of Object.entries(value)) {
      if (key !== "cte_map") this.visit(child, inner);
    }
  }

  /** Visit the CTEs that `node` defines; each sees those before it. Returns the scope of the node's body. */
  private commonTables(node: JsonObject, outer: ReadonlySet<string>): ReadonlySet<string> {
    let scope = outer;
    const recursive = node["type"] === "RECURSIVE_CTE_NODE" ? text(node["cte_name"]) : "";
    if (recursive)
      scope = new Set([...scope, recursive.toLowerCase(), `recurring.${recursive.toLowerCase()}`]);
    const map = isObject(node["cte_map"]) ? node["cte_map"]["map"] : undefined;
    if (!Array.isArray(map)) return scope;
    for (const entry of map) {
      if (!isObject(entry)) continue;
      this.visit(entry["value"], scope);
      scope = new Set([...scope, text(entry["key"]).toLowerCase()]);
    }
    return scope;
  }

  private table(node: JsonObject, scope: ReadonlySet<string>): void {
    const name = text(node["table_name"]);
    const schema = text(node["schema_name"]);
    const key = schema ? `${schema}.${name}` : name;
    if (!text(node["catalog_name"]) && scope.has(key.toLowerCase())) return;
    this.found.tables.push({ catalog: text(node["catalog_name"]), schema, name, position: position(node) });
  }

  private tableFunction(node: JsonObject): void {
    const call = node["function"];
    if (!isObject(call) || !Array.isArray(call["children"])) return;
    const name = text(call["function_name"]);
    const given = constants(call["children"][0]);
    if (FILE_FUNCTIONS.test(name)) this.found.files.push(...given);
    if (name.toLowerCase() === "query") this.found.queries.push(...given);
    const macro = TABLE_MACROS.test(name);
    if (!macro && !TABLE_NAME_FUNCTIONS.test(name)) return;
    for (const table of macro ? [...given, ...namedColumn(call["children"][0])] : given) {
      const parts = table.split(".");
      this.found.tables.push({
        catalog: "",
        schema: parts.length > 1 ? (parts.at(-2) ?? "") : "",
        name: parts.at(-1) ?? table,
        position: position(node),
      });
    }
  }
}

/**
 * Tables, files and nested queries that a syntax tree of `json_serialize_sql` reads. CTE names are not tables
 * where they are in scope: a CTE sees those before it, and itself only when it is recursive.
 */
export function findReferences(tree: unknown): References {
  const walk = new Walk();
  walk.visit(tree as Json, new Set());
  return walk.found;
}

/** The tree without the places where things stand in the text; equal for equal queries. */
export function withoutPositions(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === "query_location" ? undefined : value)));
}
