import { afterAll, beforeAll, describe } from "vitest";
import { eventTests } from "./events.ts";
import { ledgerTests } from "./ledger.ts";
import { type Recovered, recover } from "./recovered.ts";
import { sentimentTests } from "./sentiment.ts";
import { shareTests } from "./shares.ts";

describe("the committed study: what was planted is found (seed 2026)", () => {
  let recovered: Recovered;
  beforeAll(async () => {
    recovered = await recover(2026);
  });
  afterAll(() => recovered?.close());

  describe("ledger", () => ledgerTests(() => recovered));
  describe("shares", () => shareTests(() => recovered));
  describe("sentiment", () => sentimentTests(() => recovered));
  describe("events", () => eventTests(() => recovered));
});
