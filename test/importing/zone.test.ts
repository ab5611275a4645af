import { expect, test } from "vitest";
import { imported, sourceWith } from "./import-folder.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const tiktokId = (ms: number) => String((BigInt(Math.floor(ms / 1000)) << 32n) + 12345n);
const mediaId = (ms: number) => ((BigInt(ms) - 1314220021721n) << 23n) + 777n;
function shortcode(id: bigint): string {
  let code = "";
  for (let rest = id; rest > 0n; rest /= 64n) code = `${ALPHABET[Number(rest % 64n)]}${code}`;
  return code;
}

const START = Date.parse("2026-02-10T08:00:00Z");
const moments = Array.from({ length: 30 }, (_, n) => START + n * 5_400_000);
/** Wall clock two hours ahead of UTC; every tenth id is minutes off, as drafts' are. */
const clock = (ms: number) => new Date(ms + 7_200_000).toISOString().slice(0, 19).replace("T", " ");
const idMoment = (ms: number, n: number) =>
  n % 10 === 9 ? ms - 1_000_000 - n * 31_000 : ms + (n % 7) * 4000;

async function zoneOf(
  platform: string,
  id: (ms: number) => string,
): Promise<Record<string, unknown> | undefined> {
  const rows = moments.map((ms, n) => `${id(idMoment(ms, n))},${clock(ms)},text ${n}\n`);
  return imported(
    { "a.csv": `id,time,text\n${rows.join("")}` },
    async (folder) => {
      const [found] = await folder.rows(
        "select zone, zone_how, zone_evidence, first_at::varchar as first from import_ledger",
      );
      return found;
    },
    { sources: [sourceWith({ platform, mapping: { native_id: "id", published_at: "time", text: "text" } })] },
  );
}

test.each([
  ["tiktok", tiktokId],
  ["instagram", (ms: number) => `${mediaId(ms)}_17`],
  ["instagram", (ms: number) => shortcode(mediaId(ms))],
] as const)("ids of %s prove a zone by a clear majority", async (platform, id) => {
  expect(await zoneOf(platform, id)).toEqual({
    zone: "+02:00",
    zone_how: "proved",
    zone_evidence: "+02:00, proved by 27 of 30 rows with a time in their id",
    first: "2026-02-10 08:00:00",
  });
});

test("ids without a time prove nothing", async () => {
  for (const id of ["12", "abc", "not_a_code", "99999999999999999999999"])
    expect(await zoneOf("instagram", () => `${id}`), id).toMatchObject({ zone_how: "assumed" });
  expect(await zoneOf("tiktok", (ms) => String(ms))).toMatchObject({ zone_how: "assumed" });
});
