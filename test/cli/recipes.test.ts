import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeFiles } from "../pipeline/tiny-workspace.ts";
import { cook, threeWeeks } from "./three-weeks.ts";

const root = threeWeeks(2);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("back-fill writes the figures of the named periods as CSV", { timeout: 120_000 }, () => {
  const done = cook("back-fill", "--workspace", root, "--from", "2026-w10", "--to", "2026-w11");
  expect(done.status, done.stderr).toBe(0);
  const [header, ...lines] = done.stdout.trim().split("\n");
  expect(header).toBe("period,id,topic,value,low,high");
  expect([...new Set(lines.map((line) => line.split(",")[0]))]).toEqual(["2026-w10", "2026-w11"]);
  expect(lines.find((line) => line.includes("sov.acme.2026-w11"))).toMatch(/,acme,0\.\d+,0\.\d+,0\.\d+$/);
  const wrong = cook("back-fill", "--workspace", root, "--from", "2026-w99");
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain("There are 2026-w10, 2026-w11, 2026-w12");
});

test("weekly shows the period's figures and archives the built site under its name", {
  timeout: 180_000,
}, () => {
  const done = cook("weekly", "--workspace", root, "--period", "2026-w10", "--archive", "kept");
  expect(done.status, done.stderr).toBe(0);
  expect(done.stderr).toContain("Share of voice, 2026-w10");
  expect(readdirSync(join(root, "kept"))).toEqual(["2026-w10.tar.gz"]);
  const listed = spawnSync("tar", ["-tzf", join(root, "kept", "2026-w10.tar.gz")], { encoding: "utf8" });
  expect(listed.stdout.split("\n")).toContain("./index.html");
});

test("weekly ends with the exit code of what failed and archives nothing", { timeout: 120_000 }, () => {
  const unknown = cook("weekly", "--workspace", root, "--period", "1999-w01", "--archive", "none");
  expect(unknown.status, unknown.stderr).toBe(2);
  expect(unknown.stderr).toContain("no such period: 1999-w01");
  writeFiles(root, {
    "pipelines/models/marts/broken.sql": "select error('no') as x, topic from share_of_voice\n",
  });
  const failed = cook("weekly", "--workspace", root, "--quiet", "--archive", "none");
  expect(failed.status, failed.stderr).toBe(3);
  expect(failed.stderr).toContain("pipelines/models/marts/broken.sql");
  expect(readdirSync(root)).not.toContain("none");
});
