/** Case endings and stems: how a name looks inside a sentence. */
export { inflectedPattern, inflectionLanguages, matchesInflected } from "./inflected-pattern.ts";
export { sameStem, stem, stemLanguages } from "./stems.ts";
