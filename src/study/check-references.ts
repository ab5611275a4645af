import type { Diagnostic } from "../errors.ts";
import { didYouMean } from "./nearest.ts";
import type { StudySource, YamlPath } from "./study-source.ts";

interface Named {
  id: string;
  path: YamlPath;
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

/** Every topic with its place, inner ones after their outer one; also of a file with other mistakes. */
export function topicPlaces(root: unknown): { topic: Record<string, unknown>; path: YamlPath }[] {
  return list((root as Record<string, unknown> | null)?.["topics"]).flatMap((topic, i) => [
    { topic, path: ["topics", i] },
    ...list(topic["topics"]).map((inner, j) => ({ topic: inner, path: ["topics", i, "topics", j] })),
  ]);
}

function repeated(source: StudySource, what: string, named: readonly Named[]): Diagnostic[] {
  const seen = new Set<string>();
  return named.flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [source.diagnostic(source.offsetOf(path), `${what} stands twice: "${id}"`, "duplicate-id")];
  });
}

/** Names that stand twice and names that mean nothing. */
export function referenceDiagnostics(source: StudySource): Diagnostic[] {
  const root = (source.value ?? {}) as Record<string, unknown>;
  const ids = (items: { topic: Record<string, unknown>; path: YamlPath }[]): Named[] =>
    items
      .filter(({ topic }) => typeof topic["id"] === "string")
      .map(({ topic, path }) => ({ id: topic["id"] as string, path: [...path, "id"] }));
  const topics = ids(topicPlaces(root));
  const known = topics.map(({ id }) => id);
  const campaigns = ids(list(root["campaigns"]).map((topic, i) => ({ topic, path: ["campaigns", i] })));
  const found = [...repeated(source, "topic", topics), ...repeated(source, "campaign", campaigns)];
  for (const section of ["targets", "campaigns"]) {
    list(root[section]).forEach((item, i) => {
      const id = item["topic"];
      if (typeof id !== "string" || known.includes(id)) return;
      const at = source.offsetOf([section, i, "topic"]);
      found.push(source.diagnostic(at, `unknown topic: "${id}"`, "unknown-topic", didYouMean(id, known)));
    });
  }
  return found;
}
