import { cpus, loadavg } from "node:os";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserFound, openBrowser } from "../site/browser.ts";
import { TIMED_EDITS } from "./edits.ts";
import { timeEdits } from "./time-edits.ts";

const installed = browserFound();
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
/** Edits per page; the first also fills what is read once. */
const TIMES = 4;

describe.skipIf(!installed)(
  "from saving a model to the drawn charts of the open page (needs Chromium)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(async () => await browser?.close());

    test.each(["model volume_daily, overview", "model share_sums, share of voice"])(
      "%s: under a second where the machine has time",
      { timeout: 120_000 },
      async (name) => {
        const edit = TIMED_EDITS.find((each) => each.name === name);
        if (!edit) throw new Error(`no such edit: ${name}`);
        const times = await timeEdits(edit, TIMES, browser);
        const busy = (loadavg()[0] ?? 0) > 1.5 * cpus().length;
        console.log(`${name}: ${times.map(Math.round).join(", ")} ms${busy ? ", on a busy machine" : ""}`);
        expect(median(times)).toBeLessThan(busy ? 6000 : 1000);
      },
    );
  },
);
