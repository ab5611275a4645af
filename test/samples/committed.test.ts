import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { dateIn } from "./calendar.ts";
import { makeStudy, type SampleStudy } from "./make-study.ts";
import { writtenLanguages } from "./phrasebook.ts";
import { LANGUAGES, PLAN } from "./plan.ts";

const FOLDER = join("data", "samples");
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("the committed sample study", () => {
  let study: SampleStudy;
  beforeAll(() => {
    study = makeStudy(2026);
  });

  test("is what the generator writes, byte for byte", () => {
    const committed = readdirSync(join(FOLDER, "exports")).sort();
    expect(committed).toEqual(study.files.map((file) => file.name).sort());
    for (const file of study.files) {
      expect(sha256(readFileSync(join(FOLDER, "exports", file.name))), file.name).toBe(sha256(file.bytes));
    }
    expect(JSON.parse(readFileSync(join(FOLDER, "truth.json"), "utf8"))).toEqual(
      JSON.parse(JSON.stringify(study.truth)),
    );
  });

  test("takes at most 4 MB", () => {
    const files = study.files.map((file) => join(FOLDER, "exports", file.name));
    const bytes = [...files, join(FOLDER, "truth.json")].reduce((sum, path) => sum + statSync(path).size, 0);
    expect(bytes).toBeLessThanOrEqual(4_000_000);
  });

  test("has at least 8,000 mentions in at least eight formats and eight languages", () => {
    expect(study.truth.totals["mentions"]).toBeGreaterThanOrEqual(8000);
    expect(new Set(study.files.map((file) => file.format)).size).toBeGreaterThanOrEqual(8);
    expect(Object.keys(study.truth.languages).sort()).toEqual(writtenLanguages());
    expect(Object.keys(LANGUAGES).sort()).toEqual(writtenLanguages());
  });

  test("repeats no text but reposts, spam, the chain letter, answers and removed comments", () => {
    const written = study.posts.filter(
      (post) =>
        post.kind !== "repost" &&
        !["spam", "homonym", "copy", "answer", "removed"].includes(post.event ?? ""),
    );
    const texts = new Set(written.map((post) => post.text));
    expect(texts.size).toBeGreaterThan(0.998 * written.length);
  });

  test("leaves no slot or alternative unfilled", () => {
    expect(study.posts.filter((post) => /[{}|]|undefined/.test(`${post.title ?? ""}${post.text}`))).toEqual(
      [],
    );
  });

  test("holds nothing on the gap days, nor after the exports were taken", () => {
    const days = new Set(study.posts.map((post) => dateIn(post.at, PLAN.zone)));
    for (const day of PLAN.gapDays) expect(days.has(day)).toBe(false);
    expect(study.posts.every((post) => post.at < PLAN.takenAt)).toBe(true);
    expect(days.size).toBe(16 * 7 - PLAN.gapDays.length);
  });

  test("gives every X id the time of its post", () => {
    for (const post of study.posts.filter((one) => one.platform === "x")) {
      const at = Number((BigInt(post.id) >> 22n) + 1_288_834_974_657n);
      expect(Math.floor(at / 1000) * 1000).toBe(post.at);
    }
  });

  test("another seed makes another study of the same shape", () => {
    const other = makeStudy(7);
    expect(other.files.map((file) => file.name)).toEqual(study.files.map((file) => file.name));
    expect(other.truth.totals["mentions"]).not.toBe(study.truth.totals["mentions"]);
    expect(other.truth.gap_days).toEqual(study.truth.gap_days);
  });
});
