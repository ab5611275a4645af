import type { ReportData } from "./report-data.ts";

/** Members of the published data that stand for one table. */
const MEMBERS = ["periods", "topics", "figures"] as const;

/**
 * The same data, noting what is read of it in `reads`: names of tables, `feed`, `run.<part>`, and `*` for the list of
 * tables. A page needs no filling again while nothing it read has changed.
 */
export function trackReads(data: ReportData, reads: Set<string>): ReportData {
  const note = <T>(name: string, value: T): T => {
    reads.add(name);
    return value;
  };
  const run = new Proxy(data.run, {
    get: (target, part, receiver) => note(`run.${String(part)}`, Reflect.get(target, part, receiver)),
  });
  const table = (name: string) => note(name, data.table(name));
  return Object.create(data, {
    ...Object.fromEntries(MEMBERS.map((name) => [name, { get: () => note(name, data[name]) }])),
    feed: { get: () => note("feed", data.feed) },
    run: { value: run },
    table: { value: table },
    names: { value: () => note("*", data.names()) },
  }) as ReportData;
}
