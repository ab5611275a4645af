import { element, type Markup } from "../../reports/components/markup.ts";

/** The pieces of a path or file name, each with the mark it ends with. */
const PIECE = /[^/_.-]+[/_.-]*|[/_.-]+/g;

/** A path that may break after its slashes, dots, dashes and underscores, and nowhere else. */
export function breakablePath(path: string): Markup {
  const pieces = path.match(PIECE) ?? [path];
  return element(
    "span",
    { class: "file" },
    pieces.map((piece, index) => [index > 0 && element("wbr"), piece]),
  );
}

/** The name of a file without its folders, breakable; the whole path on demand. */
export function fileName(path: string): Markup {
  return element("span", { title: path }, breakablePath(path.split("/").at(-1) ?? ""));
}
