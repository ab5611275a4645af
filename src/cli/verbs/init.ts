import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EarshotError, EXIT } from "../../errors.ts";
import { GITIGNORE, STUDY_TEMPLATE } from "../study-template.ts";
import type { Verb } from "../verb.ts";

const FOLDERS = [
  "pipelines/models",
  "pipelines/steps",
  "pipelines/checks",
  "data/exports",
  "data/seeds",
  "data/labels",
  "reports/stories",
  "reports/notebooks",
];

/** The zone that this machine is set to, as a first guess. */
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export const verb: Verb = {
  name: "init",
  summary: "Make a new workspace: a commented study.yaml and the folders around it.",
  positionals: "[DIR]",
  options: {
    title: { type: "string", value: "TITLE", description: "Title of the study. Default: the folder's name." },
    "time-zone": { type: "string", value: "ZONE", description: "IANA name. Default: this machine's zone." },
  },
  examples: [
    "earshot init studies/spring",
    'earshot init . --title "Spring campaign" --time-zone Europe/Riga',
  ],
  async run({ positionals: [folder], options, workspace, terminal }) {
    const root = resolve(folder ?? workspace);
    const study = join(root, "pipelines", "study.yaml");
    if (existsSync(study)) {
      throw new EarshotError(`${study} is there already`, {
        remedy: "`earshot check` says whether it is right.",
      });
    }
    const title = String(options["title"] ?? root.split(/[\\/]/).at(-1) ?? "study");
    const zone = String(options["time-zone"] ?? ownZone());
    for (const path of FOLDERS) mkdirSync(join(root, path), { recursive: true });
    writeFileSync(study, STUDY_TEMPLATE({ title, zone }));
    if (!readdirSync(root).includes(".gitignore")) writeFileSync(join(root, ".gitignore"), GITIGNORE);
    const at = resolve(".") === root ? "" : ` --workspace ${JSON.stringify(folder ?? root)}`;
    terminal.say(`A new workspace in ${root}`);
    terminal.say("  1. put export files into data/exports");
    terminal.say("  2. name your topics in pipelines/study.yaml");
    terminal.say(`  3. earshot check${at}, then earshot run${at}`);
    if (terminal.json) terminal.data(JSON.stringify({ workspace: root, study }));
    return EXIT.done;
  },
};
