import type { Diagnostic } from "../../errors.ts";
import { inflectionLanguages } from "../../text/inflection/index.ts";
import { topicPlaces } from "../check-references.ts";
import { didYouMean } from "../nearest.ts";
import type { StudySource, YamlPath } from "../study-source.ts";
import type { QueryProblem } from "./ast.ts";
import type { Macros } from "./macros.ts";
import { readExcludedWords, readQuery } from "./read-query.ts";

function textMap(value: unknown): Macros {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === "string"));
}

function located(
  source: StudySource,
  path: YamlPath,
  problems: readonly QueryProblem[],
  rename?: string,
): Diagnostic[] {
  return problems.map((problem) => ({
    ...source.diagnostic(
      source.offsetInText(path, problem.start),
      problem.message,
      rename ?? problem.rule,
      problem.hint,
    ),
    severity: problem.severity,
  }));
}

function excluded(source: StudySource, path: YamlPath, value: unknown, macros: Macros): Diagnostic[] {
  const words = (value as { words?: unknown } | null | undefined)?.words;
  if (!Array.isArray(words)) return [];
  return words.flatMap((word, i) =>
    typeof word === "string"
      ? located(
          source,
          [...path, "words", i],
          readExcludedWords(word, macros).problems.filter((p) => p.rule !== "only-excludes"),
        )
      : [],
  );
}

function languages(source: StudySource, path: YamlPath, value: unknown): Diagnostic[] {
  if (!Array.isArray(value)) return [];
  const known = inflectionLanguages();
  return value.flatMap((language, i) => {
    if (typeof language !== "string" || known.includes(language)) return [];
    const message = `no inflection for language: "${language}"`;
    return [
      source.diagnostic(
        source.offsetOf([...path, i]),
        message,
        "unknown-inflection",
        didYouMean(language, known),
      ),
    ];
  });
}

/** Mistakes in the queries, macros and exclusion words of a study file, at their places in it. */
export function checkQueries(source: StudySource): Diagnostic[] {
  const root = (source.value ?? {}) as Record<string, unknown>;
  const macros = textMap(root["macros"]);
  const found: Diagnostic[] = [];
  for (const [name, text] of Object.entries(macros)) {
    if (!/^[\p{L}\p{N}_-]+$/u.test(name)) {
      const at = source.offsetOfKey(["macros"], name);
      found.push(source.diagnostic(at, `invalid macro name: ${JSON.stringify(name)}`, "invalid-macro"));
    }
    found.push(...located(source, ["macros", name], readQuery(text, macros).problems));
  }
  for (const { topic, path } of topicPlaces(root)) {
    if (typeof topic["query"] === "string")
      found.push(...located(source, [...path, "query"], readQuery(topic["query"], macros).problems));
    found.push(...excluded(source, [...path, "exclude"], topic["exclude"], macros));
    found.push(...languages(source, [...path, "inflect"], topic["inflect"]));
  }
  found.push(...excluded(source, ["exclusions"], root["exclusions"], macros));
  return found;
}
