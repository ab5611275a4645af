import { expect, test } from "vitest";
import { destinationPages } from "../../src/site/pdf-pages.ts";

/** A file as Chromium lays it out: pages in two branches of the tree, a packed stream between. */
const PDF = `%PDF-1.4
3 0 obj
<</Type /Page>>
endobj
4 0 obj
<</Length 9>>
stream
/chapter-no [9 0 R
endstream
endobj
5 0 obj
<</Type /Page>>
endobj
6 0 obj
<</Type /Page>>
endobj
7 0 obj
<</Type /Pages
/Kids [3 0 R 5 0 R]>>
endobj
8 0 obj
<</Type /Pages
/Kids [7 0 R 6 0 R]>>
endobj
9 0 obj
<</chapter-index [3 0 R /XYZ 0 841 0]
/chapter-topics-acme [6 0 R /XYZ 0 841 0]>>
endobj
10 0 obj
<</Type /Catalog
/Pages 8 0 R
/Dests 9 0 R>>
endobj
`;

test("destinations of a printed file are told by page, branches of the page tree in their order", () => {
  expect([...destinationPages(Buffer.from(PDF, "latin1"))]).toEqual([
    ["chapter-index", 1],
    ["chapter-topics-acme", 3],
  ]);
});

test("a file that is laid out otherwise tells nothing", () => {
  expect(destinationPages(Buffer.from("%PDF-1.7 packed")).size).toBe(0);
});
