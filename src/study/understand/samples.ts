import { identifier } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";

export interface Sample {
  mention_id: string;
  text: string;
}

const LONGEST = 300;

/** A few different texts of the mentions for which the condition holds; the same ones every time. */
export async function samples(
  warehouse: Warehouse,
  mentions: string,
  condition: string,
  limit: number,
): Promise<Sample[]> {
  return warehouse.rows<Sample>(
    `select min(mention_id) as mention_id, left(coalesce(text, title), ${LONGEST}) as text
     from ${identifier(mentions)}
     where coalesce(text, title) is not null and ${condition}
     group by text_hash, left(coalesce(text, title), ${LONGEST})
     order by text_hash
     limit ${limit}`,
  );
}
