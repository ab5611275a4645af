import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { clearMoves, type PeriodShare } from "../analysis/clear-moves.ts";
import { groupRows } from "../analysis/groups.ts";
import { profileSums } from "../analysis/profile-sums.ts";
import { keyOf, rounded } from "../analysis/sums.ts";

interface Place extends Record<string, string | number> {
  period: string;
  topic: string;
}

/** So many authors with `x` texts on the topic in the period, `y` of them in the theme. */
type Profile = Place & { theme: string; x: number; y: number; authors: number };

/** Authors by how many texts they have on a topic in a period. */
const WRITERS = `
  create or replace temp table writers as
  select period, topic, author, count(*) as x from term_documents where period <> 'all' group by all`;

/** Authors of a period's texts that hold at least two terms of a theme of the whole time, with how many they have. */
const SAID = `
  with members as (
    select topic, theme, term_id, term = theme as names
    from (select topic, theme, unnest(terms) as term from themes where period = 'all')
    inner join (from term_counts where period = 'all') using (topic, term)
  ),
  held as (
    select term_documents.period, members.topic, members.theme, term_documents.text_hash, term_documents.author
    from (from text_terms semi join members using (term_id)) as text_terms
    inner join (from term_documents where period <> 'all') as term_documents using (text_hash)
    inner join members on members.topic = term_documents.topic and members.term_id = text_terms.term_id
    group by all
    having count(distinct text_terms.term_id) >= 2 or bool_or(members.names)
  ),
  told as (select period, topic, theme, author, count(*) as y from held group by all)
  select period, topic, theme, x, y, count(*) as authors
  from told
  inner join writers using (period, topic, author)
  group by all
  order by all`;

const grain = ["period", "topic", "theme"];
const cell = ["period", "topic"];

interface ShareRow extends PeriodShare {
  period: string;
  topic: string;
  theme: string;
}

/** Rows with whether their share clearly moved from the complete period before: tested together for each topic. */
function withMoves<R extends ShareRow>(rows: readonly R[], periods: readonly (string | null)[]) {
  const known = new Map(rows.map((row) => [keyOf({ ...place(row) }, grain), row]));
  const earlier = (row: R) => {
    const at = periods.indexOf(row.period);
    const before = at > 0 ? periods[at - 1] : null;
    return before ? (known.get(keyOf({ ...place(row), period: before }, grain)) ?? null) : null;
  };
  return [...groupRows(rows, (row) => row.topic).values()].flatMap((own) => {
    const clear = clearMoves(own.map((now) => ({ now, before: earlier(now) })));
    return own.map((row, at) => ({ ...row, clear: clear[at]! }));
  });
}

const place = ({ period, topic, theme }: ShareRow) => ({ period, topic, theme });

/** The authors of a theme among all authors of the topic in the period. */
function among(all: readonly Profile[], theme: readonly Profile[]): Profile[] {
  const silent = all.map((profile) => {
    const spoke = theme.filter(({ x }) => x === profile.x).reduce((sum, { authors }) => sum + authors, 0);
    return { ...profile, authors: profile.authors - spoke };
  });
  return [...theme, ...silent];
}

export default defineStep({
  description:
    "Themes of the whole time period by period: the share of a topic's distinct original texts that hold at least two terms of " +
    "the theme, with 95 % intervals clustered by author.",
  grain: "period, topic and theme",
  reads: ["themes", "term_counts", "term_documents", "text_terms", "periods"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    theme: { type: "VARCHAR", description: "name of a theme of the whole time, as in `themes`" },
    texts: {
      type: "BIGINT",
      description: "distinct original texts of the period that hold at least two of its terms",
    },
    documents: {
      type: "BIGINT",
      description: "distinct original texts of the topic in the period; 10,000 at most",
    },
    authors: { type: "BIGINT", description: "authors of the texts of the theme" },
    other_authors: { type: "BIGINT", description: "authors with another text" },
    share: { type: "DOUBLE", description: "texts / documents; NULL under 30 documents or 10 authors" },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    clear: {
      type: "BOOLEAN",
      description:
        "whether the share clearly differs from that of the period before, at a false discovery rate of 5 % among all themes and " +
        "periods of the topic; NULL where one of the two is not known or not complete",
    },
  },
  async run({ warehouse, rows, write }) {
    await warehouse.run(WRITERS);
    const writers = await rows<Profile>(
      "select period, topic, x, 0 as y, count(*) as authors from writers group by all order by all",
    );
    const said = groupRows(await rows<Profile>(SAID), (row) => keyOf(row, grain));
    await warehouse.run("drop table temp.writers");
    const themes = await rows<{ topic: string; theme: string }>(
      "select topic, theme from themes where period = 'all' order by topic, theme",
    );
    const cells = groupRows(writers, (row) => keyOf(row, cell));
    const periods = await rows<{ period: string; partial: boolean }>(
      "select period, partial from periods order by starts_on",
    );
    const shares = [...cells.values()].flatMap((all) => {
      const { period, topic } = all[0]!;
      return themes
        .filter((theme) => theme.topic === topic)
        .map(({ theme }) => {
          const own = said.get(keyOf({ period, topic, theme }, grain)) ?? [];
          const sums = profileSums(among(all, own));
          const share = ratioInterval(sums);
          return {
            ...{ period, topic, theme, texts: sums.y, documents: sums.x },
            ...{ authors: sums.with_property, other_authors: sums.without_property },
            ...{ value: share.value, low: share.low, high: share.high },
          };
        });
    });
    const complete = periods.map(({ period, partial }) => (partial ? null : period));
    await write(
      withMoves(shares, complete).map(({ value, low, high, ...row }) => ({
        ...row,
        ...{ share: rounded(value), low: rounded(low), high: rounded(high) },
      })),
    );
  },
});
