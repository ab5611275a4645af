import type { RunManifest } from "../manifest.ts";
import type { Study } from "../study/study.ts";
import type { Redefinition } from "./redefinitions.ts";
import type { SentimentEvidence } from "./sentiment-evidence.ts";
import { type TopicRule, topicRules, withoutAuthors } from "./topic-rules.ts";

/** What the pages say about the run and the study; written as `run.json`. Holds no rows of mentions. */
export interface RunFacts {
  id: string;
  startedAt: string;
  versions: RunManifest["versions"];
  study: {
    title: string;
    objective: string | null;
    siteTitle: string;
    timeZone: string;
    every: string;
    from: string | null;
    to: string | null;
    profile: "public" | "internal";
    languages: string[];
    scored: string[] | null;
    guesses: boolean;
    sha256: string;
    topics: {
      id: string;
      label: string;
      role: string;
      query: string;
      category: string;
      parent: string | null;
      /** What finds it in full; missing in data published before it was. */
      rule?: TopicRule;
    }[];
    targets: Study["targets"];
    campaigns: Study["campaigns"];
  };
  inputs: RunManifest["inputs"];
  steps: { name: string; kind: string; file: string | null; rows: number | null }[];
  checks: { name: string; severity: string; status: string; failures: number }[];
  /** What the sentiment model was trained on; missing where unknown. */
  evidence?: SentimentEvidence | null;
  /** Since when queries and the model of sentiment are what they are; missing in data published before it was. */
  redefined?: Redefinition[];
  /** Against the run before this one; null for the first. */
  previous: RunChanges | null;
}

/** What is different from the run before. */
export interface RunChanges {
  id: string;
  startedAt: string;
  added: string[];
  removed: string[];
  changed: string[];
  /** How many headline figures (mentions, share of voice, net sentiment) have another value than in that run. */
  revisions: number;
  /** These figures, of the newest periods first, at most a hundred. */
  revised: { id: string; before: number | null; after: number | null }[];
}

const HEADLINES = ["volume", "sov", "net"];
const MOST_REVISED = 100;

/** Metric, topic and period of a figure's id. */
export function figureParts(id: string): { metric: string; topic: string; period: string } {
  const parts = id.split(".");
  return { metric: parts[0] ?? "", topic: parts.slice(1, -1).join("."), period: parts.at(-1) ?? "" };
}

function revisedFigures(now: RunManifest["figures"], then: RunManifest["figures"]) {
  const rank = (id: string) => HEADLINES.indexOf(figureParts(id).metric);
  return Object.entries(now)
    .filter(([id, { value }]) => {
      const old = Object.hasOwn(then, id) ? then[id] : undefined;
      return rank(id) >= 0 && old !== undefined && old.value !== value;
    })
    .map(([id, { value }]) => ({ id, before: then[id]?.value ?? null, after: value }))
    .sort((a, b) => {
      const [one, other] = [figureParts(a.id), figureParts(b.id)];
      return (
        other.period.localeCompare(one.period) ||
        one.topic.localeCompare(other.topic) ||
        rank(a.id) - rank(b.id)
      );
    });
}

/** The newest finished run before `manifest` among all manifests, compared with it. */
export function changesSince(manifest: RunManifest, others: readonly RunManifest[]): RunChanges | null {
  const before = others
    .filter((run) => run.id < manifest.id && (run.status === "done" || run.status === "checks_failed"))
    .sort((a, b) => a.id.localeCompare(b.id))
    .at(-1);
  if (!before) return null;
  const revised = revisedFigures(manifest.figures, before.figures);
  const then = new Map(before.inputs.map((input) => [input.file, input.sha256]));
  const now = new Map(manifest.inputs.map((input) => [input.file, input.sha256]));
  return {
    id: before.id,
    startedAt: before.startedAt,
    added: [...now.keys()].filter((file) => !then.has(file)).sort(),
    removed: [...then.keys()].filter((file) => !now.has(file)).sort(),
    changed: [...now].filter(([file, sha]) => then.has(file) && then.get(file) !== sha).map(([file]) => file),
    revisions: revised.length,
    revised: revised.slice(0, MOST_REVISED),
  };
}

/** The part of a run's manifest and study that the site shows. Times of steps are left out: they differ each run. */
export function runFacts(
  manifest: RunManifest,
  study: Study,
  previous: RunChanges | null = null,
  evidence: SentimentEvidence | null = null,
  redefined: Redefinition[] = [],
): RunFacts {
  const rules = topicRules(study);
  const open = study.privacy.profile === "internal";
  return {
    previous,
    evidence,
    redefined,
    id: manifest.id,
    startedAt: manifest.startedAt,
    versions: manifest.versions,
    study: {
      title: study.title,
      objective: study.objective,
      siteTitle: study.site.title,
      timeZone: study.timeZone,
      every: study.period.every,
      from: study.period.from,
      to: study.period.to,
      profile: study.privacy.profile,
      languages: study.site.languages,
      scored: study.languages.score,
      guesses: study.languages.allowGuesses,
      sha256: manifest.study.sha256,
      topics: study.topics.map(({ id, label, role, query, category, parent }) => {
        const rule = rules.get(id);
        const shown = open ? query : withoutAuthors(query);
        return { id, label, role, query: shown, category, parent, ...(rule && { rule }) };
      }),
      targets: study.targets,
      campaigns: study.campaigns,
    },
    inputs: manifest.inputs,
    steps: manifest.steps.map(({ name, kind, file, rows }) => ({ name, kind, file, rows })),
    checks: manifest.checks.map(({ name, severity, status, failures }) => ({
      name,
      severity,
      status,
      failures,
    })),
  };
}
