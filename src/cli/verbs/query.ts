import { EarshotError, EXIT, type ExitCode, formatDiagnostic } from "../../errors.ts";
import {
  QueryError,
  queryDiagnostic,
  readQuery,
  type Study,
  testTopics,
  translateQuery,
  understandTopic,
  vendorNames,
} from "../../study/index.ts";
import { didYouMean } from "../../study/nearest.ts";
import { locateWorkspace } from "../../workspace.ts";
import { openWarehouse } from "../open-warehouse.ts";
import { requireStudy } from "../open-workspace.ts";
import { asTable } from "../text-table.ts";
import { topicTestsText, topicViewText } from "../topic-view.ts";
import type { Verb, VerbCall } from "../verb.ts";

function effectOf(effect: "more" | "fewer" | undefined): string {
  return effect === undefined ? "" : `; without it ${effect} mentions are found`;
}

/** `--from VENDOR QUERY`: the query in our language on standard output, what became of it on standard error. */
function translate({ terminal, positionals }: VerbCall, vendor: string): ExitCode {
  const text = positionals.join(" ");
  if (text === "")
    throw new EarshotError("no query to translate", { remedy: 'Give it in quotes: --from brandwatch "…"' });
  if (!vendorNames().includes(vendor.toLowerCase()))
    throw new EarshotError(`unknown vendor: ${vendor}`, { remedy: didYouMean(vendor, vendorNames()) });
  const translated = translateQuery(vendor, text);
  if (terminal.json) terminal.data(`${JSON.stringify(translated, null, 2)}\n`);
  for (const note of translated.notes) {
    if (note.kind === "lost")
      terminal.warn(`not translated: ${note.part}: ${note.message}${effectOf(note.effect)}`);
    else if (note.kind === "differs")
      terminal.warn(`translated with a difference: ${note.part}: ${note.message}`);
    else terminal.say(`${note.part}: ${note.message}`);
  }
  if (translated.query === null) {
    if (translated.problems.length > 0) throw new QueryError(translated.rewritten, translated.problems);
    throw new EarshotError("nothing of this query could be translated");
  }
  for (const problem of translated.problems)
    terminal.warn(formatDiagnostic(queryDiagnostic(translated.rewritten, problem)));
  if (!terminal.json) terminal.data(`${translated.query}\n`);
  return EXIT.done;
}

function topicsOf(study: Study, names: readonly string[]) {
  const known = study.topics.map(({ id }) => id);
  return names.map((name) => {
    const found = study.topics.find(({ id }) => id === name);
    if (found) return found;
    const query = /^[\p{L}\p{N}_-]+$/u.test(name) ? "" : " A query goes behind `--try`.";
    throw new EarshotError(`unknown topic: ${name}`, { remedy: `${didYouMean(name, known)}${query}` });
  });
}

async function runTests({ terminal, positionals }: VerbCall, study: Study): Promise<ExitCode> {
  topicsOf(study, positionals);
  const results = await testTopics(study, positionals);
  if (terminal.json) terminal.data(`${JSON.stringify(results, null, 2)}\n`);
  else terminal.data(topicTestsText(results));
  return results.every((result) => result.expected === result.found) ? EXIT.done : EXIT.checkFailed;
}

async function understand(call: VerbCall, study: Study, names: readonly string[]): Promise<ExitCode> {
  const { terminal } = call;
  const workspace = locateWorkspace(call.workspace);
  const warehouse = await openWarehouse(workspace, false);
  try {
    if (!(await warehouse.exists("mentions")))
      throw new EarshotError("there are no mentions yet", { remedy: "Run `earshot run` first." });
    const languages = (await warehouse.exists("mention_language")) ? "mention_language" : null;
    const samples = Number(call.options["samples"] ?? 5);
    if (!Number.isInteger(samples) || samples < 0 || samples > 1000)
      throw new EarshotError(`invalid number of samples: ${String(call.options["samples"])}; 0 to 1000`);
    const progress = (done: number, total: number) => terminal.progress("texts indexed", done, total);
    const views = [];
    for (const topic of topicsOf(study, names))
      views.push(await understandTopic(warehouse, study, topic, { languages, samples, progress }));
    if (terminal.json) terminal.data(`${JSON.stringify(views, null, 2)}\n`);
    else terminal.data(views.map((view) => topicViewText(view, terminal.columns)).join("\n"));
    return EXIT.done;
  } finally {
    warehouse.close();
  }
}

/** A query that is not in the study, looked at as if it were a topic of it; what it may not mean is said. */
function withTrial({ terminal }: VerbCall, study: Study, text: string): Study {
  const { node, problems } = readQuery(text, study.macros);
  if (node === null) throw new QueryError(text, problems);
  for (const problem of problems) terminal.warn(formatDiagnostic(queryDiagnostic(text, problem)));
  const trial = { ...study.topics[0]!, id: "trial", label: "trial", query: text, parent: null };
  const exclude = { words: [], authors: [], sites: [] };
  return { ...study, topics: [...study.topics, { ...trial, exclude, inflect: [], foldAccents: false }] };
}

function listTopics({ terminal }: VerbCall, study: Study): ExitCode {
  if (terminal.json) {
    terminal.data(`${JSON.stringify(study.topics, null, 2)}\n`);
    return EXIT.done;
  }
  const rows = study.topics.map((t) => [t.id, t.role, t.category, t.parent ?? "", t.query]);
  const names = ["topic", "role", "category", "inside", "query"];
  terminal.data(asTable(names, rows, [false, false, false, false, false], terminal.columns));
  return EXIT.done;
}

export const verb: Verb = {
  name: "query",
  summary: "Show what a topic's query finds and why, test it, or translate a query of another tool.",
  positionals: "[TOPIC…]",
  options: {
    try: { type: "string", value: "QUERY", description: "look at this query as if it were a topic" },
    test: { type: "boolean", description: "run the test texts of the topics (all without a name)" },
    from: {
      type: "string",
      value: "VENDOR",
      description: "translate a query of brandwatch, talkwalker, meltwater or awario",
    },
    samples: { type: "string", value: "N", description: "sample texts inside and just outside; default 5" },
  },
  examples: [
    "earshot query",
    "earshot query acme",
    'earshot query --try "acme NEAR/5 (price OR cheap)"',
    "earshot query --test",
    'earshot query --from brandwatch "acme NEAR/5 (shop OR {Store})"',
  ],
  async run(call) {
    const { from, test, try: trial } = call.options;
    if (typeof from === "string") return translate(call, from);
    const { study } = requireStudy(locateWorkspace(call.workspace));
    if (test === true) return runTests(call, study);
    if (typeof trial === "string") return understand(call, withTrial(call, study, trial), ["trial"]);
    if (call.positionals.length === 0) return listTopics(call, study);
    return understand(call, study, call.positionals);
  },
};
