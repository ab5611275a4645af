import type { Warehouse } from "../warehouse/index.ts";
import { COMPLETED, gatherCompletions } from "./completion.ts";
import { idMentionSql, plainTextSql, textHashSql } from "./keys-sql.ts";
import { dayInZoneSql, QUALITY_SQL } from "./place-rows.ts";
import { MENTION_COLUMNS } from "./rows-table.ts";

const completedSql = (studyZone: string) => `insert into import.completed by name
  with special as (
    select part, row_no from import_completions
    union
    select part, row_no from import_full_texts
  ),
  joined as (
    select r.* replace (coalesce(t.text, r.text) as text, ${COMPLETED.join(", ")},
      case when r.original_native_id is null and c.original_native_id is not null
        then ${idMentionSql("r.platform", "c.original_native_id")} else r.original_id end as original_id)
    from import.rows r
    join special s on s.part = r.part and s.row_no = r.row_no
    left join import_completions c on c.part = r.part and c.row_no = r.row_no
    left join import_full_texts t on t.part = r.part and t.row_no = r.row_no
  )
  select part, row_no, ${MENTION_COLUMNS.join(", ")}
  from (
    select * replace (${dayInZoneSql("published_at", studyZone)} as published_on, ${QUALITY_SQL} as date_quality,
      ${textHashSql("coalesce(text, title)")} as text_hash,
      case when text is not null then ${textHashSql(plainTextSql("text"))} end as copy_group)
    from joined
  )`;

/** Write the mentions that take something over from other rows beside the rows themselves. */
export async function writeCompleted(warehouse: Warehouse, studyZone: string, whole: boolean): Promise<void> {
  await gatherCompletions(warehouse);
  await warehouse.run(
    whole
      ? "delete from import.completed"
      : "delete from import.completed c using import_again a where a.part = c.part and a.row_no = c.row_no",
  );
  await warehouse.run(completedSql(studyZone));
  await warehouse.run(`update import.rows set elsewhere = c.part is not null
    from (select a.part as again, a.row_no, c.part from import_again a left join import.completed c on c.part = a.part and c.row_no = a.row_no) c
    where import.rows.part = c.again and import.rows.row_no = c.row_no and elsewhere <> (c.part is not null)`);
}
