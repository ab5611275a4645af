import { editDistance } from "../text/normalise/edit-distance.ts";

/** Up to three known names that a mistyped one may have meant, nearest first. */
export function nearestNames(name: string, known: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(known)]
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** `Did you mean "a" or "b"?`; else what there is; undefined where nothing is known. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const all = [...known];
  const near = nearestNames(name, all);
  if (near.length > 0) return `Did you mean ${near.map((n) => `"${n}"`).join(" or ")}?`;
  return all.length === 0 ? undefined : `There are: ${all.join(", ")}.`;
}
