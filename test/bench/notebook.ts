import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PACKAGE_ROOT } from "../../src/workspace.ts";
import { measureProcess } from "./generator/measure.ts";
import { makeNotebookFile } from "./generator/notebook-file.ts";

const SCRIPT = "test/bench/generator/notebook.py";
const LEXICON = join(PACKAGE_ROOT, "..", "shared", "data", "lexicons", "vader", "vader_lexicon.txt");

/** The tables of the notebook's own job: daily and weekly volume and sentiment per topic, and terms. */
const JOB = ["+volume_daily", "+net_sentiment", "+term_counts"];

interface Found {
  python: string;
  pandas: string | null;
  /** Where the analyser is from. */
  vader: string | null;
  lexicon: boolean;
}

interface NotebookRun extends Found {
  parts: { part: string; seconds: number; rows: number }[];
  seconds: number;
  peakBytes: number;
}

async function whatIsThere(python: string, given: readonly string[]): Promise<Found | null> {
  const asked = await measureProcess(python, [SCRIPT, "-", ...given, "--check"]).catch(() => null);
  return asked?.code === 0 ? (JSON.parse(asked.stdout) as Found) : null;
}

/** What stands on the other side, and what is missing for the real thing. */
function sayWhatIsThere(found: Found | null, python: string): void {
  if (!found) {
    console.log(`no notebook side: ${python} was not found; give one with --python`);
    return;
  }
  const missing = [
    found.pandas ? "" : "pandas (the csv module stands in)",
    found.vader
      ? ""
      : `vaderSentiment or NLTK, see --vader DIR (${found.lexicon ? "a sum of its lexicon's valences stands in" : "no sentiment is scored"})`,
  ].filter(Boolean);
  if (missing.length > 0)
    console.log(`not the notebook itself, but less work than it has; missing: ${missing.join("; ")}`);
}

/**
 * `npm run bench -- notebook [--rows N] [--vader DIR] [--python PROGRAM] [--json FILE]`: the notebook's own job on its own
 * file, by Earshot and by Python with pandas and vaderSentiment (or NLTK's copy of it), where these are found.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: "string" },
      vader: { type: "string" },
      python: { type: "string" },
      json: { type: "string" },
    },
  });
  const rows = Number(values.rows ?? 1_000_000);
  const python = values.python ?? "python3";
  const given = [
    ...(values.vader ? ["--vader", values.vader] : []),
    ...(existsSync(LEXICON) ? ["--lexicon", LEXICON] : []),
  ];
  const folder = mkdtempSync(join(tmpdir(), "earshot-notebook-"));
  try {
    const file = await makeNotebookFile(folder, rows);
    console.log(`${rows} rows, ${Math.round(statSync(file).size / 1e6)} MB`);
    const select = JOB.flatMap((name) => ["--select", name]);
    const command = ["src/cli/earshot.mjs", "run", "--no-site", "--quiet", "--workspace", folder, ...select];
    const ours = await measureProcess(process.execPath, command);
    if (ours.code !== 0) throw new Error(`earshot ended with ${ours.code}: ${ours.stderr.slice(-2000)}`);
    const found = await whatIsThere(python, given);
    sayWhatIsThere(found, python);
    const ended = found && (await measureProcess(python, [SCRIPT, file, ...given]));
    if (ended && ended.code !== 0) throw new Error(`Python ended with ${ended.code}: ${ended.stderr}`);
    const theirs = ended && (JSON.parse(ended.stdout) as NotebookRun);
    report(ours.seconds, ours.peakBytes, theirs);
    if (values.json) {
      const { seconds, peakBytes } = ours;
      writeFileSync(
        values.json,
        `${JSON.stringify({ rows, earshot: { seconds, peakBytes }, notebook: theirs }, null, 2)}\n`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(seconds: number, peakBytes: number | null, theirs: NotebookRun | null): void {
  const megabytes = (bytes: number | null) => (bytes === null ? null : Math.round(bytes / 1e6));
  if (theirs) console.table(theirs.parts);
  const real = theirs?.pandas && theirs.vader;
  console.table([
    {
      way: "Earshot, all in one process",
      seconds: Math.round(seconds * 10) / 10,
      peakMegabytes: megabytes(peakBytes),
    },
    ...(theirs
      ? [
          {
            way: real
              ? `notebook, pandas ${theirs.pandas}, ${theirs.vader}`
              : `stand-in for the notebook, Python ${theirs.python}`,
            seconds: theirs.seconds,
            peakMegabytes: megabytes(theirs.peakBytes),
          },
        ]
      : []),
  ]);
  if (theirs) console.log(`Earshot is ${(theirs.seconds / seconds).toFixed(1)} times as fast`);
}
