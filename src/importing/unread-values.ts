import { identifier, literal, type Warehouse } from "../warehouse/index.ts";
import { READABLE, type Target, unreadName } from "./targets.ts";

/** Texts that say that there is no value. */
const NOTHING = ["-", "--", "–", "—", "n/a", "na", "none", "null", "nan", "unknown"].map(literal).join(", ");

/** Rows of `import.rows` whose text for a number or flag could not be read. */
export function unreadSql(target: Target): string {
  const text = identifier(unreadName(target));
  return `${text} is not null and ${target} is null and lower(${text}) not in (${NOTHING})`;
}

/** Make the view `unread_values(file, line, name, value)`: the numbers and flags that no column of `mentions` could take, as they stand. */
export async function writeUnreadValues(warehouse: Warehouse): Promise<void> {
  const columns = READABLE.map(
    (target) => `select file, line, ${literal(target)} as name, ${identifier(unreadName(target))} as value
    from import.rows
    where ${unreadSql(target)} and problem is null and part in (select part from import.parts)`,
  );
  await warehouse.run(`create or replace view unread_values as ${columns.join(" union all ")}`);
}
