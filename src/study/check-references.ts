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

/** Roles whose topics stand in a share of voice. */
const VOICES = ["own", "competitor"];

/** Targets on figures that their topic never has: nobody would be told more than "too few to say". */
function silentTargets(source: StudySource, root: Record<string, unknown>): Diagnostic[] {
  const known = new Map(topicPlaces(root).map(({ topic, path }) => [topic["id"], { topic, path }]));
  return list(root["targets"]).flatMap((target, i) => {
    const place = known.get(target["topic"]);
    if (!place) return [];
    const { topic, path } = place;
    const inner = path.length > 2;
    const outer = inner ? (list(root["topics"])[Number(path[1])] ?? {}) : {};
    const role = topic["role"] ?? (inner ? "product" : "own");
    const say = (message: string) => {
      const found = source.diagnostic(source.offsetOf(["targets", i, "metric"]), message, "silent-target");
      return [{ ...found, severity: "warning" as const }];
    };
    const name = `"${String(target["topic"])}"`;
    if (target["metric"] === "share_of_voice" && !VOICES.includes(String(role)))
      return say(
        `${name} has no share of voice, which is of own and competitor topics; the target is never met`,
      );
    if (target["metric"] === "response_within_hour" && !topic["accounts"] && !outer["accounts"])
      return say(`${name} has no \`accounts\` whose answers could be timed; the target is never met`);
    return [];
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
  return [...found, ...silentTargets(source, root)];
}
