import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { explainFile } from "../../src/importing/index.ts";
import type { Source } from "../../src/study/study.ts";
import { ImportFolder, sourceWith, studyWith } from "./import-folder.ts";

const TEXTS = [
  "The service was slow today and nobody answered",
  "Great app, love it",
  "Why does it crash all the time?",
  "I would recommend this to friends",
];
const text = (n: number) => `${TEXTS[n % TEXTS.length]} ${n}`;
const two = (n: number) => String(n).padStart(2, "0");
const ROWS = Array.from({ length: 24 }, (_, n) => n);
const table = (header: string, row: (n: number) => string) =>
  `${header === "" ? "" : `${header}\n`}${ROWS.map(row).join("\n")}\n`;

const workbook = (rows: string[][]) =>
  zipSync({
    "xl/workbook.xml": strToU8(
      '<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    "xl/worksheets/sheet1.xml": strToU8(
      `<worksheet><sheetData>${rows.map((cells, r) => `<row r="${r + 1}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`).join("")}</sheetData></worksheet>`,
    ),
  });

interface Odd {
  name: string;
  file: string;
  content: string | Uint8Array;
  mapping: Record<string, string>;
  first?: string;
  platform?: string;
}

const ODD: Odd[] = [
  {
    name: "nothing but texts",
    file: "texts.csv",
    content: table("Comment", (n) => `"${text(n)}"`),
    mapping: { text: "Comment" },
  },
  {
    name: "no ids",
    file: "no-ids.csv",
    content: table("Date,Author,Comment", (n) => `2025-03-${two(n + 1)} 10:00,user${n},"${text(n)}"`),
    mapping: { published_at: "Date", author_name: "Author", text: "Comment" },
    first: "2025-03-01 10:00:00",
  },
  {
    name: "German: semicolons, decimal commas, day and time apart",
    file: "deutsch.csv",
    content: `\uFEFF${table("Datum;Uhrzeit;Benutzer;Nachricht;Gefällt mir;Aufrufe;Reichweite", (n) => `${two(n + 1)}.03.2025;10:15;nutzer${n};"${text(n)}";${n};1.${two(n)}5;3,5`)}`,
    mapping: {
      published_at: "={Datum} {Uhrzeit} @ %d.%m.%Y %H:%M",
      author_name: "Benutzer",
      text: "Nachricht",
      likes: "Gefällt mir",
      views: "Aufrufe",
      reach: "Reichweite",
    },
    first: "2025-03-01 10:15:00",
  },
  {
    name: "French names of columns",
    file: "francais.csv",
    content: table(
      "Auteur,Texte,Date de publication,Lien,J'aime,Commentaires,Partages",
      (n) => `a${n},"${text(n)}",${two(n + 1)}/03/2025 10:00,https://e.example/${n},${n},1,2`,
    ),
    mapping: {
      published_at: "Date de publication @ %d/%m/%Y %H:%M",
      url: "Lien",
      author_name: "Auteur",
      text: "Texte",
      likes: "J'aime",
      shares: "Partages",
      comments: "Commentaires",
    },
    first: "2025-03-01 10:00:00",
  },
  {
    name: "Finnish times",
    file: "suomi.csv",
    content: table(
      "Päivämäärä;Kirjoittaja;Viesti;Tykkäykset",
      (n) => `${n + 1}.3.2025 klo 10.15;a${n};"${text(n)}";${n}`,
    ),
    mapping: {
      published_at: "Päivämäärä @ %d.%m.%Y klo %H.%M",
      author_name: "Kirjoittaja",
      text: "Viesti",
      likes: "Tykkäykset",
    },
    first: "2025-03-01 10:15:00",
  },
  {
    name: "Hungarian times",
    file: "magyar.csv",
    content: table(
      "Dátum,Szerző,Szöveg,Hivatkozás",
      (n) => `2025. 03. ${two(n + 1)}. 10:00,a${n},"${text(n)}",https://e.example/${n}`,
    ),
    mapping: {
      published_at: "Dátum @ %Y. %m. %d. %H:%M",
      url: "Hivatkozás",
      author_name: "Szerző",
      text: "Szöveg",
    },
    first: "2025-03-01 10:00:00",
  },
  {
    name: "seconds since 1970, tabs",
    file: "seconds.tsv",
    content: table("ts\tuser\tmsg", (n) => `${1740000000 + n * 1000}\tu${n}\t${text(n)}`),
    mapping: { published_at: "ts", author_name: "user", text: "msg" },
    first: "2025-02-19 21:20:00",
  },
  {
    name: "milliseconds since 1970",
    file: "milliseconds.csv",
    content: table("timestamp,user,msg", (n) => `${(1740000000 + n * 1000) * 1000},u${n},"${text(n)}"`),
    mapping: { published_at: "timestamp", author_name: "user", text: "msg" },
    first: "2025-02-19 21:20:00",
  },
  {
    name: "names that say nothing, years of two digits, a platform in each row",
    file: "names.csv",
    content: table(
      "Timestamp (ET),Network,Message URI,Message,From",
      (n) => `3/${n + 1}/25 10:00 am,Twitter,https://e.example/${n},"${text(n)}",@u${n}`,
    ),
    mapping: {
      published_at: "Timestamp (ET) @ %m/%d/%y %I:%M %p",
      platform: "Network",
      url: "Message URI",
      author_name: "From",
      text: "Message",
    },
    first: "2025-03-01 10:00:00",
  },
  {
    name: "ids that hold the time of the row are X's",
    file: "ids.csv",
    content: table(
      "id,date,content,username",
      (n) => `16412130${two(n)}000000000,2023-03-29 22:58:00+00:00,"${text(n)}",u${n}`,
    ),
    mapping: { published_at: "date", native_id: "id", author_name: "username", text: "content" },
    platform: "x",
  },
  {
    name: "no header: columns by number",
    file: "headless.csv",
    content: table(
      "",
      (n) => `"0","14678103${two(n)}","Mon Apr 06 22:19:${two(n)} PDT 2009","user${n}","${text(n)}"`,
    ),
    mapping: { published_at: "column 3", text: "column 5" },
    first: "2009-04-07 05:19:00",
  },
  {
    name: "a workbook with a title and a date above its header",
    file: "title.xlsx",
    content: workbook([
      ["Customer feedback export 2025"],
      ["Exported on", "2025-04-01"],
      ["Ref", "Date", "Customer", "Comment"],
      ...ROWS.map((n) => [`R${n}`, `2025-03-${two(n + 1)}`, `c${n}`, text(n)]),
    ]),
    mapping: { published_at: "Date", author_name: "Customer", text: "Comment" },
    first: "2025-03-01 00:00:00",
  },
  {
    name: "a JSON document with its rows in a list",
    file: "list.json",
    content: JSON.stringify(
      {
        total: 24,
        results: ROWS.map((n) => ({
          id: n,
          body: text(n),
          date: `2025-03-${two(n + 1)}`,
          author: { name: `u${n}` },
        })),
      },
      null,
      1,
    ),
    mapping: { published_at: "date", native_id: "id", author_name: "author.name", text: "body" },
    first: "2025-03-01 00:00:00",
  },
  {
    name: "days as a spreadsheet counts them, with decimal commas",
    file: "serial.csv",
    content: table("Date;Author;Comment", (n) => `${46153 + n},5;user${n};"${text(n)}"`),
    mapping: { published_at: "Date", author_name: "Author", text: "Comment" },
    first: "2026-05-11 12:00:00",
  },
];

test.each(ODD.map((each) => [each.name, each] as const))(
  "%s: a proposal that imports every row as it is",
  async (_name, { file, content, mapping, first, platform }) => {
    const folder = await ImportFolder.open({ [file]: content });
    try {
      const [found] = await explainFile(folder.path(file));
      const source = (parse(found?.proposal ?? "") as { sources: Source[] }).sources[0];
      expect(source).toEqual({ match: file, format: "generic", ...(platform ? { platform } : {}), mapping });
      await folder.import({}, studyWith({ sources: [sourceWith(source as Source)] }));
      const [ledger] = await folder.rows(
        "select rows_read, mentions, first_at::varchar as first from import_ledger",
      );
      expect(ledger).toMatchObject({ rows_read: ROWS.length, mentions: ROWS.length });
      if (first) expect(ledger).toMatchObject({ first });
    } finally {
      folder.close();
    }
  },
);
