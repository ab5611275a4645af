import { openWorkspace } from "../../../src/cli/open-workspace.ts";
import { latestManifest } from "../../../src/pipeline/manifest-store.ts";
import { publish } from "../../../src/site/index.ts";

/** Write the published tables of a workspace's last run, as a process of its own: `publish.ts FOLDER`. */
const opened = await openWorkspace(process.argv[2] ?? ".");
const manifest = latestManifest(opened.workspace);
if (manifest === null) throw new Error("nothing has run here");
await publish(opened.warehouse, opened.workspace, opened.study, manifest);
opened.close();
