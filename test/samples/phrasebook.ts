import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Sections of phrases, by heading (`price +`, `product`, `opener -` …). */
export type Phrasebook = Map<string, string[]>;

const FOLDER = join(import.meta.dirname, "language");
const books = new Map<string, Phrasebook>();

/** The phrases of a language (`language/xx.txt`: a heading in brackets, then a phrase a line). */
export function phrasebook(language: string): Phrasebook {
  let book = books.get(language);
  if (!book) {
    book = readPhrases(readFileSync(join(FOLDER, `${language}.txt`), "utf8"));
    books.set(language, book);
  }
  return book;
}

export function writtenLanguages(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => name.slice(0, -4))
    .sort();
}

export function phrases(book: Phrasebook, heading: string): string[] {
  return book.get(heading) ?? [];
}

function readPhrases(source: string): Phrasebook {
  const book: Phrasebook = new Map();
  let section: string[] = [];
  for (const line of source.split("\n")) {
    const heading = /^\[([^\]]+)\]$/.exec(line)?.[1];
    if (heading) {
      section = [];
      book.set(heading, section);
    } else if (line.trim()) section.push(line.trim());
  }
  return book;
}
