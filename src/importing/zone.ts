import type { Warehouse } from "../warehouse/index.ts";
import { literal } from "../warehouse/sql-text.ts";
import type { TimeSql } from "./times.ts";

/** In which zone a file's times are, and how that is known. */
export interface ZoneFinding {
  /** IANA name, or an offset such as `+03:00`. */
  zone: string;
  how: "stated" | "proved" | "format" | "source" | "assumed";
  evidence: string;
}

/** What is known about a file's zone before its ids are looked at. */
export interface ZoneHints {
  format: { zone: string; label: string } | null;
  source: string | null;
  study: string;
}

interface Counts {
  timed: number;
  absolute: number;
  proofs: number;
}

const offsetName = (minutes: number) => {
  const size = Math.abs(minutes);
  const part = (n: number) => String(n).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${part(Math.floor(size / 60))}:${part(size % 60)}`;
};

const number = (n: number) => n.toLocaleString("en-US");

/** SQL that turns a wall-clock TIMESTAMP of `zone` into UTC. */
export function toUtcSql(at: string, zone: string): string {
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (offset) {
    const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -1 : 1);
    return minutes === 0 ? at : `(${at} - to_minutes(${minutes}))`;
  }
  if (zone === "UTC" || zone === "Etc/UTC") return at;
  return `timezone('UTC', timezone(${literal(zone)}, ${at}))`;
}

/** Rows whose wall clock, read in `zone`, is the time in their id (to 2.5 minutes). */
async function explainedBy(warehouse: Warehouse, pairs: string, zone: string): Promise<number> {
  const row = await warehouse.row<{ n: number }>(
    `select count(*) as n from ${pairs} where abs(epoch(${toUtcSql("moment", zone)} - proof_at)) <= 150`,
  );
  return row?.n ?? 0;
}

/** Of zones with the same clock, the ones that accounts are likeliest to be set to. */
const COMMON_ZONES = [
  ...[
    "London",
    "Amsterdam",
    "Berlin",
    "Paris",
    "Madrid",
    "Rome",
    "Helsinki",
    "Riga",
    "Budapest",
    "Athens",
    "Istanbul",
  ].map((city) => `Europe/${city}`),
  ...["New_York", "Chicago", "Denver", "Los_Angeles", "Sao_Paulo", "Mexico_City"].map(
    (city) => `America/${city}`,
  ),
  ...[
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
  ],
];

/** The zone with a name under which most rows agree with their ids; for files over a change of the clocks. */
async function namedZone(
  warehouse: Warehouse,
  pairs: string,
): Promise<{ zone: string; count: number } | null> {
  const row = await warehouse.row<{ zone: string; count: number }>(`
    with sample as (select * from ${pairs} using sample reservoir(400 rows) repeatable (7)),
    zones as (select distinct name from pg_timezone_names() where name like '%/%' and name not like 'Etc/%')
    select name as zone, count(*) as count
    from sample, zones
    where abs(epoch(timezone('UTC', timezone(name, moment)) - proof_at)) <= 150
    group by name
    order by count desc, coalesce(list_position([${COMMON_ZONES.map(literal).join(", ")}], name), 1000), name
    limit 1`);
  return row ? { zone: row.zone, count: await explainedBy(warehouse, pairs, row.zone) } : null;
}

async function proveZone(warehouse: Warehouse, pairs: string, hints: ZoneHints): Promise<ZoneFinding | null> {
  const offsets = await warehouse.rows<{ minutes: number; n: number }>(`
    select (round(epoch(moment - proof_at) / 900) * 15)::integer as minutes, count(*) as n
    from ${pairs}
    where abs(epoch(moment - proof_at) - round(epoch(moment - proof_at) / 900) * 900) <= 150 and abs(epoch(moment - proof_at)) < 15 * 3600
    group by minutes
    order by n desc, minutes`);
  const total = await warehouse.count(pairs.replace("temp.", ""));
  const best = offsets[0];
  if (!best || total === 0) return null;
  const proved = (zone: string, rows: number): ZoneFinding => ({
    zone,
    how: "proved",
    evidence: `${zone}, proved by ${number(rows)} of ${number(total)} rows with a time in their id`,
  });
  for (const zone of [hints.source, hints.format?.zone, hints.study]) {
    if (zone && offsets.length > 1 && (await explainedBy(warehouse, pairs, zone)) >= 0.95 * total) {
      return proved(zone, await explainedBy(warehouse, pairs, zone));
    }
  }
  const changed = offsets.filter(({ minutes }) => [30, 60].includes(Math.abs(minutes - best.minutes)));
  const clocksChange = changed.some(({ n }) => n > 1 && n >= 0.02 * total);
  if (best.n >= 0.95 * total || (best.n >= 0.8 * total && !clocksChange)) {
    return proved(best.minutes === 0 ? "UTC" : offsetName(best.minutes), best.n);
  }
  const found = await namedZone(warehouse, pairs);
  return found && found.count >= 0.8 * total ? proved(found.zone, found.count) : null;
}

/**
 * The zone of one file's times. Ids that hold their own time (X, Meltwater, TikTok, Instagram) prove it; else the format, the
 * source's settings or the study say it, and the finding says which.
 */
export async function findZone(
  warehouse: Warehouse,
  table: string,
  time: TimeSql,
  hints: ZoneHints,
): Promise<ZoneFinding> {
  await warehouse.run(`create or replace temp table import_pairs as
    select moment, proof_at, absolute
    from (select ${time.at} as moment, ${time.absolute} as absolute, ${time.day} as day, proof_at from ${table} where problem is null)
    where moment is not null and not coalesce(day, false)`);
  const counts = (await warehouse.row<Counts>(
    "select count(*) as timed, count(*) filter (absolute) as absolute, count(proof_at) as proofs from temp.import_pairs",
  )) as Counts;
  if (counts.timed > 0 && counts.absolute === counts.timed) return statedZone(warehouse, counts);
  await warehouse.run(
    "create or replace temp table import_proofs as select moment, proof_at from temp.import_pairs where proof_at is not null and not absolute",
  );
  const proved = await proveZone(warehouse, "temp.import_proofs", hints);
  if (proved) return proved;
  if (hints.source)
    return {
      zone: hints.source,
      how: "source",
      evidence: `${hints.source}, from the source's settings in study.yaml`,
    };
  if (hints.format)
    return {
      zone: hints.format.zone,
      how: "format",
      evidence: `${hints.format.zone}, as ${hints.format.label} writes it`,
    };
  return {
    zone: hints.study,
    how: "assumed",
    evidence: `${hints.study} assumed (the study's zone): nothing in the file proves another`,
  };
}

async function statedZone(warehouse: Warehouse, counts: Counts): Promise<ZoneFinding> {
  const agreeing = await warehouse.row<{ n: number }>(
    "select count(*) as n from temp.import_pairs where proof_at is not null and abs(epoch(moment - proof_at)) <= 150",
  );
  const confirmed =
    counts.proofs > 0
      ? `; ${number(agreeing?.n ?? 0)} of ${number(counts.proofs)} ids with a time agree`
      : "";
  return { zone: "UTC", how: "stated", evidence: `stated in every row${confirmed}` };
}
