import type { RunManifest } from "../manifest.ts";
import type { Study } from "../study/study.ts";

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
    }[];
    targets: Study["targets"];
    campaigns: Study["campaigns"];
  };
  inputs: RunManifest["inputs"];
  steps: { name: string; kind: string; file: string | null; rows: number | null }[];
  checks: { name: string; severity: string; status: string; failures: number }[];
}

/** The part of a run's manifest and study that the site shows. Times of steps are left out: they differ each run. */
export function runFacts(manifest: RunManifest, study: Study): RunFacts {
  return {
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
      topics: study.topics.map(({ id, label, role, query, category, parent }) => ({
        id,
        label,
        role,
        query,
        category,
        parent,
      })),
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
