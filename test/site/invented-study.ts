import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunManifest } from "../../src/manifest.ts";
import type { Study, Topic } from "../../src/study/study.ts";
import { type Cell, Warehouse, writeRows } from "../../src/warehouse/index.ts";
import { locateWorkspace, type Workspace } from "../../src/workspace.ts";

/** Texts that break out of naive templates, styles, scripts, attributes, Markdown, URLs and spreadsheets. */
export const ATTACKS = [
  "<script>window.hit=1</script>",
  '"><img src=x onerror="window.hit=1">',
  "javascript:window.hit=1",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack
  "${window.hit=1}",
  "{{figure:sov.acme.2026-w10}}",
  "`]; window.hit=1; [`",
  "</style><style>body{display:none}</style>",
  "</title><svg onload=window.hit=1>",
  "[click](javascript:window.hit=1)",
  "\n\n<script>window.hit=1</script>\n\n",
  "constructor",
  "__proto__",
  '=HYPERLINK("http://evil.example","x")',
  "\u202egnirts desrever",
  "'; drop table mentions; --",
] as const;

function topic(id: string, label: string, role: Topic["role"]): Topic {
  return {
    id,
    label,
    role,
    query: `"${label}" OR #${id}`,
    category: "brands",
    parent: null,
    exclude: { words: [], authors: [], sites: [] },
    inflect: [],
    foldAccents: true,
    tests: { match: [], miss: [] },
    accounts: [],
  };
}

export function inventedStudy(changes: Partial<Study> = {}): Study {
  return {
    title: "Tea brands, spring 2026",
    objective: "Which tea brand is talked about, and how",
    timeZone: "Europe/Amsterdam",
    period: { every: "week", from: null, to: null },
    exports: ["data/exports"],
    topics: [
      topic("acme", "Acme Tea", "own"),
      topic("bolt", "Bolt", "competitor"),
      topic("crown", "Crown & Co", "competitor"),
    ],
    macros: {},
    exclusions: { words: [], authors: [], sites: [] },
    sources: [],
    languages: { score: null, allowGuesses: false },
    privacy: { profile: "public" },
    targets: [{ topic: "acme", metric: "net_sentiment", atLeast: 0.1, atMost: null }],
    campaigns: [],
    import: { maxRejectedShare: 0.05 },
    site: { title: "Tea brands", languages: ["en"] },
    ...changes,
  } as Study;
}

export function inventedManifest(changes: Partial<RunManifest> = {}): RunManifest {
  return {
    id: "20260427T101500Z-3f9a",
    startedAt: "2026-04-27T10:15:00.000Z",
    finishedAt: "2026-04-27T10:16:00.000Z",
    status: "done",
    versions: { earshot: "0.1.0", duckdb: "1.5.6", node: "v20.20.2", models: { sentiment: "1" } },
    study: { title: "Tea brands, spring 2026", file: "pipelines/study.yaml", sha256: "ab".repeat(32) },
    inputs: [
      {
        file: "data/exports/tea.csv",
        sha256: "cd".repeat(32),
        bytes: 123456,
        format: "brandwatch-csv",
        read: 9000,
        mentions: 8800,
        duplicates: 150,
        rejected: 50,
      },
    ],
    steps: [
      {
        name: "share_of_voice",
        kind: "typescript",
        file: "pipelines/steps/share_of_voice.ts",
        status: "ran",
        reason: "first run",
        fingerprint: "f",
        rows: 80,
        milliseconds: 12,
      },
    ],
    checks: [
      { name: "ledger_adds_up", severity: "error", status: "passed", failures: 0, samples: [] },
      { name: "few_rejected", severity: "warn", status: "warned", failures: 1, samples: [] },
    ],
    figures: {},
    unchanged: false,
    peakMemoryBytes: 1e8,
    ...changes,
  };
}

/** An empty workspace in a temporary folder, with a study file so that it can be located. */
export function inventedWorkspace(): Workspace {
  const root = mkdtempSync(join(tmpdir(), "earshot-site-"));
  mkdirSync(join(root, "pipelines"), { recursive: true });
  writeFileSync(join(root, "pipelines", "study.yaml"), "title: invented\n");
  return locateWorkspace(root);
}

const DAY = 86_400_000;
const FIRST = Date.parse("2026-01-05T00:00:00Z");
const WEEKS = 16;
const day = (n: number) => new Date(FIRST + n * DAY).toISOString().slice(0, 10);
const week = (n: number) => `2026-w${String(n + 2).padStart(2, "0")}`;

/** Reproducible noise in [-1, 1]. */
function noise(n: number): number {
  const x = Math.sin(n * 12.9898) * 43758.5453;
  return (x - Math.floor(x)) * 2 - 1;
}

type Rows = Record<string, Cell>[];

function volumes(): Rows {
  const rows: Rows = [];
  ["acme", "bolt", "crown"].forEach((name, t) => {
    for (let d = 0; d < WEEKS * 7 - 2; d++) {
      const base = [60, 90, 25][t] as number;
      const spike = t === 0 && d === 80 ? 260 : t === 1 && d === 45 ? 210 : 0;
      const step = t === 2 && d > 70 ? 20 : 0;
      const mentions = Math.round(
        base + step + spike + base * 0.2 * noise(d * 3 + t) + (d % 7 > 4 ? -base * 0.25 : 0),
      );
      const gap = d === 30 || d === 31;
      for (const view of ["all", "originals"]) {
        const n = gap ? 0 : Math.round(mentions * (view === "all" ? 1 : spike ? 0.35 : 0.8));
        rows.push({
          date: day(d),
          topic: name,
          view,
          mentions: n,
          authors: Math.round(n * 0.9),
          engagement: n * 7,
          partial: d === WEEKS * 7 - 3,
          gap,
        });
      }
    }
  });
  return rows;
}

/** All contract tables that the site reads, invented, small, with attack strings where texts of mentions can reach. */
export async function inventedWarehouse(texts: readonly string[] = []): Promise<Warehouse> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const write = (name: string, columns: Record<string, string>, rows: Rows) =>
    writeRows(warehouse, name, columns, rows);
  const volume = volumes();
  await write(
    "study",
    { title: "varchar", time_zone: "varchar", period_every: "varchar", profile: "varchar" },
    [{ title: "Tea", time_zone: "Europe/Amsterdam", period_every: "week", profile: "public" }],
  );
  await write(
    "topics",
    {
      topic: "varchar",
      label: "varchar",
      role: "varchar",
      category: "varchar",
      parent: "varchar",
      query: "varchar",
      position: "integer",
    },
    inventedStudy().topics.map((each, position) => ({
      topic: each.id,
      label: each.label,
      role: each.role,
      category: each.category,
      parent: null,
      query: each.query,
      position,
    })),
  );
  await write(
    "periods",
    {
      ...{ period: "varchar", starts_on: "date", ends_on: "date", position: "integer", partial: "boolean" },
      covered_days: "bigint",
    },
    Array.from({ length: WEEKS }, (_, w) => ({
      period: week(w),
      starts_on: day(w * 7),
      ends_on: day(w * 7 + 6),
      position: w,
      partial: w === WEEKS - 1,
      covered_days: w === WEEKS - 1 ? 3 : 7,
    })),
  );
  await write(
    "volume_daily",
    {
      date: "date",
      topic: "varchar",
      view: "varchar",
      mentions: "bigint",
      authors: "bigint",
      engagement: "bigint",
      partial: "boolean",
      gap: "boolean",
    },
    volume,
  );
  await writeShares(warehouse, volume);
  await writeEvents(warehouse, texts);
  await writeJudgements(warehouse);
  await writeMentions(warehouse, texts);
  return warehouse;
}

async function writeShares(warehouse: Warehouse, volume: Rows): Promise<void> {
  const shares: Rows = [];
  const nets: Rows = [];
  const figures: Rows = [];
  for (let w = 0; w < WEEKS; w++) {
    const period = week(w);
    const inWeek = volume.filter((row) => row["date"]! >= day(w * 7) && row["date"]! <= day(w * 7 + 6));
    for (const view of ["all", "originals"]) {
      const rows = inWeek.filter((row) => row["view"] === view);
      const total = rows.reduce((sum, row) => sum + Number(row["mentions"]), 0);
      ["acme", "bolt", "crown"].forEach((name, t) => {
        const n = rows
          .filter((row) => row["topic"] === name)
          .reduce((sum, row) => sum + Number(row["mentions"]), 0);
        const share = n / total;
        const half = 1.6 * Math.sqrt((share * (1 - share)) / total) * 1.8;
        for (const basis of ["mentions", "authors", "engagement"])
          for (const counting of ["fractional", "full"])
            shares.push({
              period,
              topic: name,
              view,
              basis,
              counting,
              numerator: n,
              denominator: total,
              share,
              low: share - half,
              high: share + half,
            });
        const net = 0.15 * noise(w + t * 5) + (t === 0 && w > 12 ? -0.25 : 0.1);
        const positive = Math.round(n * (0.3 + net / 2));
        const negative = Math.round(n * (0.3 - net / 2));
        nets.push({
          period,
          topic: name,
          view,
          negative,
          neutral: n - positive - negative - 5,
          positive,
          not_scored: 5,
          net,
          low: net - 0.09,
          high: net + 0.08,
          interval: "sampling",
        });
        if (view === "originals") return;
        const base = {
          topic: name,
          period,
          definition: "see definitions",
          step: "figures",
          unit: "mentions",
        };
        figures.push({
          ...base,
          id: `volume.${name}.${period}`,
          value: n,
          low: null,
          high: null,
          numerator: n,
          denominator: null,
        });
        figures.push({
          ...base,
          id: `sov.${name}.${period}`,
          unit: "share",
          value: share,
          low: share - half,
          high: share + half,
          numerator: n,
          denominator: total,
        });
        figures.push({
          ...base,
          id: `net.${name}.${period}`,
          unit: "net",
          value: net,
          low: net - 0.09,
          high: net + 0.08,
          numerator: positive - negative,
          denominator: n,
        });
        if (w === 0) return;
        const up = 0.03 * noise(w + t);
        figures.push({
          ...base,
          id: `volume_change.${name}.${period}`,
          value: 40,
          low: 12,
          high: 70,
          numerator: n,
          denominator: n - 40,
        });
        figures.push({
          ...base,
          id: `sov_change.${name}.${period}`,
          unit: "share",
          value: up,
          low: up - 0.02,
          high: up + 0.02,
          numerator: null,
          denominator: null,
        });
        figures.push({
          ...base,
          id: `net_change.${name}.${period}`,
          unit: "net",
          value: -0.14,
          low: -0.25,
          high: -0.03,
          numerator: null,
          denominator: null,
        });
      });
    }
  }
  const n = { numerator: "double", denominator: "double" };
  await writeRows(
    warehouse,
    "share_of_voice",
    {
      period: "varchar",
      topic: "varchar",
      view: "varchar",
      basis: "varchar",
      counting: "varchar",
      ...n,
      share: "double",
      low: "double",
      high: "double",
    },
    shares,
  );
  await writeRows(
    warehouse,
    "net_sentiment",
    {
      period: "varchar",
      topic: "varchar",
      view: "varchar",
      negative: "bigint",
      neutral: "bigint",
      positive: "bigint",
      not_scored: "bigint",
      net: "double",
      low: "double",
      high: "double",
      interval: "varchar",
    },
    nets,
  );
  await writeRows(
    warehouse,
    "figures",
    {
      id: "varchar",
      topic: "varchar",
      period: "varchar",
      value: "double",
      low: "double",
      high: "double",
      ...n,
      unit: "varchar",
      definition: "varchar",
      step: "varchar",
    },
    figures,
  );
}

async function writeEvents(warehouse: Warehouse, texts: readonly string[]): Promise<void> {
  const spikes: Rows = [
    {
      date: day(80),
      topic: "acme",
      view: "all",
      direction: "spike",
      observed: 320,
      expected: 61,
      low: 40,
      high: 85,
      q_value: 0.0001,
      cause: "one post: 220 of 320",
      cause_kind: "one_post",
      cause_mentions: 220,
      cause_share: 0.8,
      cause_value: "id-77-secret",
      terms: ["recall", "glass", "handle12qz"],
      authors: 200,
    },
    {
      date: day(45),
      topic: "bolt",
      view: "all",
      direction: "spike",
      observed: 300,
      expected: 88,
      low: 60,
      high: 120,
      q_value: 0.0002,
      cause: "many voices",
      cause_kind: "many_voices",
      cause_mentions: 300,
      cause_share: null,
      cause_value: null,
      terms: ["discount", "spring"],
      authors: 240,
    },
  ];
  texts.forEach((text, i) => {
    spikes.push({
      date: day(50 + i),
      topic: "crown",
      view: "all",
      direction: "spike",
      observed: 40 + i,
      expected: 25,
      low: 15,
      high: 35,
      q_value: 0.01,
      cause: text,
      cause_kind: i % 2 ? "channel" : "many_voices",
      cause_mentions: 20,
      cause_share: 0.6,
      cause_value: text,
      terms: [text],
      authors: 40,
    });
  });
  await writeRows(
    warehouse,
    "spikes",
    {
      date: "date",
      topic: "varchar",
      view: "varchar",
      direction: "varchar",
      observed: "double",
      expected: "double",
      low: "double",
      high: "double",
      q_value: "double",
      cause: "varchar",
      cause_kind: "varchar",
      cause_mentions: "bigint",
      cause_share: "double",
      cause_value: "varchar",
      terms: "varchar[]",
      authors: "bigint",
    },
    spikes,
  );
  await writeRows(
    warehouse,
    "change_points",
    {
      date: "date",
      topic: "varchar",
      view: "varchar",
      before: "double",
      after: "double",
      confidence: "double",
    },
    [{ date: day(71), topic: "crown", view: "all", before: 23.4, after: 43.1, confidence: 0.99 }],
  );
  await writeRows(
    warehouse,
    "trend",
    {
      topic: "varchar",
      view: "varchar",
      slope_per_week: "double",
      low: "double",
      high: "double",
      p_value: "double",
      n_days: "integer",
    },
    [
      { topic: "acme", view: "all", slope_per_week: 0.2, low: -0.4, high: 0.7, p_value: 0.4, n_days: 108 },
      { topic: "crown", view: "all", slope_per_week: 1.4, low: 1.1, high: 1.8, p_value: 0.0001, n_days: 108 },
    ],
  );
  await writeRows(
    warehouse,
    "emerging_terms",
    {
      period: "varchar",
      topic: "varchar",
      term: "varchar",
      count: "bigint",
      before: "bigint",
      log_odds: "double",
      z: "double",
      authors: "bigint",
    },
    [
      ...["recall", "glass", "refund", "jasmine", ...texts].map((term, i) => ({
        period: week(WEEKS - 2),
        topic: "acme",
        term,
        count: 40 - i,
        before: i,
        log_odds: 2,
        z: 5 - i / 10,
        authors: 30,
      })),
    ],
  );
  await writeRows(
    warehouse,
    "import_ledger",
    {
      file: "varchar",
      sha256: "varchar",
      format: "varchar",
      encoding: "varchar",
      rows_read: "bigint",
      mentions: "bigint",
      duplicates: "bigint",
      rejected: "bigint",
      not_posts: "bigint",
      first_at: "timestamp",
      last_at: "timestamp",
      zone: "varchar",
      zone_evidence: "varchar",
      unmapped_columns: "varchar",
    },
    [
      ...["tea.csv", ...texts.map((text) => `${text}.csv`)].map((file) => ({
        file: `data/exports/${file}`,
        sha256: "cd".repeat(32),
        format: "brandwatch-csv",
        encoding: "utf-8",
        rows_read: 9000,
        mentions: 8800,
        duplicates: 150,
        rejected: 50,
        not_posts: 20,
        first_at: "2026-01-05 00:10:00",
        last_at: "2026-04-24 11:00:00",
        zone: "Europe/London",
        zone_evidence: "named in the file",
        unmapped_columns: "",
      })),
    ],
  );
  await writeRows(
    warehouse,
    "rejected_rows",
    { file: "varchar", line: "bigint", reason: "varchar", raw: "varchar" },
    [
      { file: "data/exports/tea.csv", line: 7, reason: "no date", raw: "secret-raw-row" },
      ...texts.map((text, i) => ({ file: "data/exports/tea.csv", line: 10 + i, reason: text, raw: text })),
    ],
  );
  await writeRows(
    warehouse,
    "duplicate_rows",
    { file: "varchar", line: "bigint", mention_id: "varchar", reason: "varchar" },
    [{ file: "data/exports/tea.csv", line: 8, mention_id: "id-4711-secret", reason: "same id" }],
  );
  await writeRows(
    warehouse,
    "coverage_daily",
    { source: "varchar", date: "date", mentions: "bigint", partial: "boolean", gap: "boolean" },
    Array.from({ length: WEEKS * 7 - 2 }, (_, d) => ({
      source: "brandwatch x",
      date: day(d),
      mentions: d === 30 || d === 31 ? 0 : 170 + Math.round(20 * noise(d)),
      partial: d === WEEKS * 7 - 3,
      gap: d === 30 || d === 31,
    })),
  );
}

/** Warnings, targets, campaigns and changes. */
async function writeJudgements(warehouse: Warehouse): Promise<void> {
  const period = week(WEEKS - 2);
  const interval = { low: "double", high: "double" };
  await writeRows(
    warehouse,
    "warnings",
    {
      period: "varchar",
      topic: "varchar",
      level: "varchar",
      negative_share: "double",
      baseline: "double",
      low: "double",
      n: "bigint",
    },
    [{ period, topic: "acme", level: "warn", negative_share: 0.38, baseline: 0.21, low: 0.33, n: 369 }],
  );
  await writeRows(
    warehouse,
    "target_status",
    {
      topic: "varchar",
      metric: "varchar",
      period: "varchar",
      at_least: "double",
      at_most: "double",
      value: "double",
      ...interval,
      status: "varchar",
      partial: "boolean",
    },
    [
      {
        topic: "acme",
        metric: "net_sentiment",
        period,
        at_least: 0.1,
        at_most: null,
        value: -0.16,
        low: -0.25,
        high: -0.08,
        status: "not_met",
        partial: false,
      },
    ],
  );
  await writeRows(
    warehouse,
    "campaign_effects",
    {
      campaign: "varchar",
      label: "varchar",
      topic: "varchar",
      view: "varchar",
      measure: "varchar",
      phase: "varchar",
      ...{ starts_on: "date", ends_on: "date", observed: "bigint", expected: "double" },
      effect: "double",
      ...interval,
      ...{ value: "double", usual: "double", level: "double", slope_per_week: "double", p_value: "double" },
      ...{ compared_with: "varchar", verdict: "varchar" },
    },
    [
      {
        campaign: "spring",
        label: "Spring tea",
        topic: "acme",
        view: "all",
        measure: "mentions",
        phase: "during",
        ...{ starts_on: day(70), ends_on: day(83), observed: 1024, expected: 839.3 },
        effect: 0.22,
        low: 0.08,
        high: 0.38,
        verdict: "more",
      },
      {
        ...{ campaign: "spring", label: "Spring tea", topic: "acme", view: "all", measure: "net_sentiment" },
        ...{ phase: "during", starts_on: day(70), ends_on: day(83), value: 0.21, usual: 0.12 },
        ...{ effect: 0.09, low: 0.02, high: 0.16, verdict: "more" },
      },
      {
        campaign: "cups",
        label: "Free cups",
        topic: "bolt",
        view: "all",
        measure: "mentions",
        phase: "during",
        ...{ starts_on: day(77), ends_on: day(90), observed: 1320, expected: 1257.1 },
        effect: 0.05,
        low: -0.1,
        high: 0.21,
        verdict: "unclear",
      },
    ],
  );
  await writeRows(
    warehouse,
    "campaign_days",
    {
      ...{ campaign: "varchar", topic: "varchar", view: "varchar", date: "date", period: "varchar" },
      ...{ phase: "varchar", mentions: "bigint", missing: "boolean", expected: "double", ...interval },
    },
    Array.from({ length: 30 }, (_, i) => ({
      ...{ campaign: "spring", topic: "acme", view: "all", date: day(60 + i), period },
      ...{ phase: i < 10 ? "before" : i < 24 ? "during" : "after", missing: i === 4 },
      ...{
        mentions: 60 + (i > 9 && i < 24 ? 13 : 0) + Math.round(5 * noise(i)),
        expected: 60,
        low: 45,
        high: 78,
      },
    })),
  );
  await writeRows(
    warehouse,
    "care",
    {
      ...{ period: "varchar", topic: "varchar", view: "varchar", mentions: "bigint", judged: "bigint" },
      ...{ leads: "bigint", complaints: "bigint", questions: "bigint", complaint_share: "double" },
      ...{ complaint_low: "double", complaint_high: "double", lead_share: "double", lead_low: "double" },
      ...{ lead_high: "double", complaint_authors: "bigint", lead_authors: "bigint", lead_judged: "bigint" },
      ...{ question_share: "double", question_low: "double", question_high: "double" },
      ...{ question_authors: "bigint", other_complaint_authors: "bigint", other_lead_authors: "bigint" },
      other_question_authors: "bigint",
    },
    [
      {
        ...{
          period,
          topic: "acme",
          view: "all",
          mentions: 374,
          judged: 300,
          leads: 3,
          complaints: 41,
          questions: 12,
        },
        ...{ complaint_share: 0.1367, complaint_low: 0.102, complaint_high: 0.18, complaint_authors: 38 },
        ...{ lead_share: 0.01, lead_low: 0.003, lead_high: 0.029, lead_authors: 3 },
        ...{ question_share: 0.0321, question_low: 0.018, question_high: 0.055, question_authors: 11 },
        ...{ lead_judged: 310, other_complaint_authors: 240, other_lead_authors: 280 },
        other_question_authors: 320,
      },
    ],
  );
  await writeRows(
    warehouse,
    "response_times",
    {
      ...{
        period: "varchar",
        topic: "varchar",
        need: "varchar",
        threads: "bigint",
        answered: "bigint",
        median_minutes: "double",
      },
      ...{ median_low: "double", median_high: "double", p90_minutes: "double" },
      ...{ asked_authors: "bigint", answered_authors: "bigint", unanswered_authors: "bigint" },
      ...{ quick_authors: "bigint", late_authors: "bigint", answered_share: "double" },
      ...{ answered_share_low: "double", answered_share_high: "double" },
      ...{ within_hour: "double", within_hour_low: "double", within_hour_high: "double" },
    },
    [
      {
        ...{ period, topic: "acme", need: "any", threads: 66, answered: 30, median_minutes: 24.7 },
        ...{ median_low: 18, median_high: 33.5, p90_minutes: 71, asked_authors: 60, answered_authors: 28 },
        ...{ unanswered_authors: 34, quick_authors: 25, late_authors: 38 },
        ...{ answered_share: 0.4545, answered_share_low: 0.33, answered_share_high: 0.58 },
        ...{ within_hour: 0.41, within_hour_low: 0.3, within_hour_high: 0.52 },
      },
    ],
  );
  await writeRows(
    warehouse,
    "changes",
    {
      period: "varchar",
      topic: "varchar",
      view: "varchar",
      metric: "varchar",
      difference: "double",
      ...interval,
    },
    [{ period, topic: "acme", view: "all", metric: "net", difference: -0.14, low: -0.25, high: -0.03 }],
  );
  await writeRows(
    warehouse,
    "distinctive_terms",
    {
      period: "varchar",
      topic: "varchar",
      term: "varchar",
      count: "bigint",
      others: "bigint",
      z: "double",
      authors: "bigint",
    },
    [{ period, topic: "bolt", term: "caffeine", count: 30, others: 4, z: 6, authors: 28 }],
  );
}

async function writeMentions(warehouse: Warehouse, texts: readonly string[]): Promise<void> {
  await warehouse.run(`
    create table mentions as
    select
      'id-' || i || '-secret' as mention_id,
      'brandwatch' as vendor,
      'x' as platform,
      '91' || (100000000 + i) as native_id,
      'https://x.example/user' || (i % 3000) || 'qz/status/' || i as url,
      timestamp '2026-01-05' + interval (i * 17) minute as published_at,
      (timestamp '2026-01-05' + interval (i * 17) minute)::date as published_on,
      'a' || (7000000 + i % 3000) as author_id,
      'handle' || (i % 3000) || 'qz' as author_name,
      case when i % 50 = 0 then 9000 else 40 end as author_followers,
      i % 90 = 0 as author_verified,
      'Tea is lovely says @handle' || (i % 3000) || 'qz number ' || i as text,
      i as text_hash,
      i as i
    from range(9000) r(i)`);
  const insert = texts.map((_, i) => `update mentions set text = 'x' where mention_id = 'id-${i}-secret'`);
  for (const sql of insert) await warehouse.run(sql);
  await warehouse.run(`
    create view topic_mentions as
    select m.*, t.topic, p.period, 'x:' || m.author_id as author_key, true as is_original, 
      case i % 3 when 0 then 'positive' when 1 then 'neutral' else 'negative' end as label,
      case when i % 7 = 0 then 'nl' when i % 11 = 0 then 'fi' when i % 4001 = 1 then 'lv' else 'en' end as language,
      'post' as source_type, case when i % 5 = 0 then 'NL' when i % 5 = 1 then 'FI' end as country,
      'original' as kind, 12 as engagement
    from mentions m
    join (select unnest(['acme', 'bolt', 'crown']) as topic) t on true
    join periods p on m.published_on between p.starts_on and p.ends_on`);
}
