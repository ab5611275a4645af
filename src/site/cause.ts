import type { Text } from "../../reports/components/text.ts";

function object(cause: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(cause);
    return parsed !== null && typeof parsed === "object" && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Words of a list of terms, given as texts or as objects that hold one. */
function words(value: unknown, most: number): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((item: unknown) => {
      if (typeof item === "string") return item;
      if (item === null || typeof item !== "object") return null;
      const named = item as Record<string, unknown>;
      const name = named["term"] ?? named["value"] ?? named["name"] ?? named["label"];
      return typeof name === "string" ? name : null;
    })
    .filter((word): word is string => word !== null)
    .slice(0, most);
}

/**
 * The likely cause of a spike in words: one post's reposts, the terms, channels, countries and languages that are
 * over-represented in it. Says so when nothing stands out.
 */
export function explainCause(text: Text, cause: string | null): string {
  if (cause === null) return text.say("cause.none");
  const found = object(cause);
  if (!found) return cause.trim().startsWith("[") ? text.say("cause.none") : cause;
  const sentences: string[] = [];
  const share = found["top_original_share"] ?? found["repost_share"] ?? found["one_post_share"];
  const single = found["one_post"] ?? found["single_post"] ?? found["is_single_post"];
  if (single === true)
    sentences.push(
      typeof share === "number"
        ? text.say("cause.one-post-share", { share: text.percent(share, 0) })
        : text.say("cause.one-post"),
    );
  const terms = words(found["terms"], 5);
  if (terms.length > 0)
    sentences.push(text.say("cause.terms", { terms: terms.map((t) => `“${t}”`).join(", ") }));
  for (const key of ["channels", "platforms", "countries", "languages"] as const) {
    const named = words(found[key], 2);
    if (named.length === 0) continue;
    const shown = named.map((name) =>
      key === "countries"
        ? text.name("region", name)
        : key === "languages"
          ? text.name("language", name)
          : name,
    );
    sentences.push(text.say(`cause.${key === "platforms" ? "channels" : key}`, { names: text.list(shown) }));
  }
  return sentences.length > 0 ? sentences.join(" ") : text.say("cause.none");
}
