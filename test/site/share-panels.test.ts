import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { afterAll, expect, test } from "vitest";
import { buildSite, publish } from "../../src/site/index.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

const workspace = inventedWorkspace();
afterAll(() => rmSync(workspace.root, { recursive: true, force: true }));

test("topics of different panels are neither drawn nor compared together", async () => {
  const study = inventedStudy();
  const warehouse = await inventedWarehouse();
  await warehouse.run("update topics set category = 'coffee' where topic = 'crown'");
  await publish(warehouse, workspace, study, inventedManifest());
  warehouse.close();
  await buildSite(workspace, study, inventedManifest());
  const { document } = new JSDOM(readFileSync(join(workspace.dist, "index.html"), "utf8")).window;
  const first = document.querySelector("#share-of-voice-mentions-fractional");
  const second = document.querySelector("#share-of-voice-mentions-fractional-2");
  expect(first?.textContent).toMatch(/brands – .*(Acme Tea|Bolt)/);
  expect(first?.textContent).not.toContain("Crown");
  expect(second?.textContent).toMatch(/coffee – .*Crown/s);
  expect(second?.textContent).not.toMatch(/Acme|Bolt/);
});
