import fc from "fast-check";
import { expect, test } from "vitest";
import { redactText } from "../../src/privacy/index.ts";

test.each([
  ["mail me at jo.smith+x@example.co.uk!", "mail me at [e-mail]!"],
  ["see https://x.example/p/1?a=b and www.example.org", "see [link] and [link]"],
  ["example.com/jo is mine", "[link] is mine"],
  ["thanks @jo_smith, and ＠anna", "thanks [@user], and [@user]"],
  ["u/some-user said so, /u/other_one too", "[@user] said so, [@user] too"],
  ["call +31 (20) 555-01 99 now", "call [number] now"],
  ["order 123456789012", "order [number]"],
  ["12 cups for 3.50 in 2026, 100% lovely", "12 cups for 3.50 in 2026, 100% lovely"],
  ["a@b", "a@b"],
])("%s", (text, redacted) => {
  expect(redactText(text)).toBe(redacted);
});

test("no handle, address or long number comes through, whatever stands around it", () => {
  const around = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\p{L}\p{N}_@.\-/+:]/gu, " "));
  fc.assert(
    fc.property(around, around, fc.integer({ min: 1e9, max: 9e9 }), (before, after, id) => {
      const text = redactText(`${before} @user${id} ${after} jo${id}@mail.example ${before} ${id} ${after}`);
      return !text.includes(String(id));
    }),
    { verbose: true },
  );
});
