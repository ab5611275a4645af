/** Objects of a PDF by number; Chromium writes them plainly, only streams are packed. */
function objectsOf(pdf: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\n(?:stream\b|endobj)/g))
    found.set(match[1] as string, match[2] as string);
  return found;
}

const references = (list: string | undefined) =>
  [...(list ?? "").matchAll(/(\d+) 0 R/g)].map((each) => each[1] as string);

/** Object numbers of all pages below a node of the page tree, in order. */
function pagesBelow(node: string, objects: ReadonlyMap<string, string>): string[] {
  const kids = /\/Kids \[([^\]]*)\]/.exec(objects.get(node) ?? "");
  return kids ? references(kids[1]).flatMap((kid) => pagesBelow(kid, objects)) : [node];
}

/**
 * On which page, counted from 1, each named destination of a PDF stands that Chromium has printed; empty where the file
 * is not laid out as Chromium does it.
 */
export function destinationPages(bytes: Uint8Array): ReadonlyMap<string, number> {
  const objects = objectsOf(Buffer.from(bytes).toString("latin1"));
  const catalogue = [...objects.values()].find((each) => /\/Type \/Catalog\b/.test(each)) ?? "";
  const [root] = references(/\/Pages \d+ 0 R/.exec(catalogue)?.[0]);
  const [names] = references(/\/Dests \d+ 0 R/.exec(catalogue)?.[0]);
  if (root === undefined || names === undefined) return new Map();
  const pages = pagesBelow(root, objects);
  const destinations = (objects.get(names) ?? "").matchAll(/\/([^\s[\]/]+) \[(\d+) 0 R/g);
  return new Map(
    [...destinations].map((match) => [match[1] as string, pages.indexOf(match[2] as string) + 1]),
  );
}
