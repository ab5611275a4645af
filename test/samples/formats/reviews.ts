import { BRAND } from "../brands.ts";
import { two, wallClock } from "../calendar.ts";
import { line, windows1252 } from "../delimited.ts";
import type { Dice } from "../dice.ts";
import type { Post } from "../post.ts";
import type { Written } from "./export-file.ts";

const DIALECT = { delimiter: ";", quote: "needed" } as const;
const COLUMNS = ["Submitted", "Shop", "Reviewer", "Country", "Stars", "Headline", "Review", "Helpful votes"];
const STARS = { positive: ["4", "5", "5"], neutral: ["3"], negative: ["1", "1", "2"] };

/** A review portal's own spreadsheet: semicolons, Windows-1252, CRLF, times of the portal's zone, no ids. */
export function writeReviews(rows: Post[], dice: Dice, zone: string): Written {
  const lines = rows.map((post) => line(values(post, dice, zone), DIALECT));
  lines.splice(150, 0, ";;;;;;;");
  lines.splice(400, 0, ";;;;;;;");
  lines.splice(700, 0, "01/10/2026 10:22:31;Sulmora;Tess M.;GB;4;ok shop;fine; but bring bags; really;0");
  const text = `${[COLUMNS.join(";"), ...lines].join("\r\n")}\r\n`;
  return { bytes: windows1252(text), rejected: { "empty row": 2, "too many columns": 1 } };
}

function values(post: Post, dice: Dice, zone: string): string[] {
  return [
    submitted(post, zone),
    BRAND[post.brands[0]!].name,
    post.author.name,
    post.author.country,
    dice.pick(STARS[post.sentiment]),
    post.title ?? "",
    post.text,
    String(post.likes),
  ];
}

function submitted(post: Post, zone: string): string {
  if (post.dateQuality === "missing") return "";
  if (post.dateQuality === "default") return "01/01/1970 00:00:00";
  const wall = wallClock(post.at, zone);
  const year = post.dateQuality === "future" ? 2062 : wall.year;
  return `${two(wall.day)}/${two(wall.month)}/${year} ${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}`;
}
