import { defineStep } from "earshot/steps";
import { groupRows } from "../analysis/groups.ts";
import { NOT_QUERIED, QUERIED } from "../analysis/queried-words.ts";
import { keyOf, rounded } from "../analysis/sums.ts";
import { clusterTerms } from "../analysis/term-clusters.ts";
import { themeSentiment } from "../analysis/theme-sentiment.ts";

interface Pair {
  period: string;
  topic: string;
  term: string;
  other: string;
  together: number;
  documents: number;
  lift: number;
}

interface Theme {
  period: string;
  topic: string;
  theme: string;
  terms: string[];
}

const grain = ["period", "topic", "theme"];

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Least mean of the normalised pointwise mutual information (Bouma 2009) between the terms of a theme. */
const LEAST_TIE = 0.12;

/** Normalised pointwise mutual information of two terms. */
const tie = ({ lift, together, documents }: Pair): number => Math.log(lift) / -Math.log(together / documents);

/** A hashtag that many texts of a period and topic hold. */
interface Tag {
  period: string;
  topic: string;
  term: string;
}

/** Fewest authors of a hashtag that is a theme, the least share of the texts that hold it, and most such themes. */
const TAGS = { authors: 5, share: 0.01, most: 5 };
/** Terms told with a hashtag. */
const BESIDES = 5;

/** Hashtags that are themes by themselves: people put a name on what they write of, whatever their language. */
const TAG_THEMES = `
  with ${QUERIED}
  select period, topic, term
  from term_counts
  where kind = 'hashtag' and authors >= ${TAGS.authors} and texts >= ${TAGS.share} * documents and ${NOT_QUERIED}
    and not exists (
      from queried where queried.topic = term_counts.topic and brand and length(word) >= 4 and contains(term, word)
    )
  qualify row_number() over (partition by period, topic order by texts desc, term) <= ${TAGS.most}
  order by period, topic, texts desc, term`;

/** The theme of a hashtag, with the terms that are closest to it. */
function tagTheme({ period, topic, term }: Tag, pairs: readonly Pair[]): Theme {
  const close = pairs
    .filter((pair) => pair.term === term || pair.other === term)
    .sort((a, b) => tie(b) - tie(a))
    .map((pair) => (pair.term === term ? pair.other : pair.term));
  return { period, topic, theme: term, terms: [term, ...close.slice(0, BESIDES)] };
}

/** Terms of a theme, those first that share most texts with the others, weighted by how close they are: few texts more or less do not turn them. */
function centralFirst(terms: readonly string[], pairs: readonly Pair[]): string[] {
  const weight = new Map(terms.map((term) => [term, 0]));
  for (const pair of pairs) {
    const [one, other] = [weight.get(pair.term), weight.get(pair.other)];
    if (one === undefined || other === undefined) continue;
    weight.set(pair.term, one + tie(pair) * pair.together);
    weight.set(pair.other, other + tie(pair) * pair.together);
  }
  return [...terms].sort((a, b) => weight.get(b)! - weight.get(a)! || compared(a, b));
}

function themesOf(pairs: readonly Pair[]): Theme[] {
  if (pairs.length === 0) return [];
  const links = pairs.map((pair) => ({ term: pair.term, other: pair.other, weight: tie(pair) }));
  const { period, topic } = pairs[0]!;
  return clusterTerms(links, LEAST_TIE).map((group) => {
    const terms = centralFirst(group, pairs);
    return { period, topic, terms, theme: terms.slice(0, 3).join(", ") };
  });
}

/**
 * Texts of the period and topic that hold at least two terms of a theme, or the hashtag that names it, with their authors and
 * the machine's class: a theme's own table `held`, kept while the step runs.
 */
const HELD = `
  create or replace temp table held as
  with members as (
    select period, topic, theme, term_id, term = theme as names
    from (select period, topic, theme, unnest(terms) as term from theme_terms)
    inner join term_counts using (period, topic, term)
  ),
  said as materialized (
    select term_documents.period, term_documents.topic, term_documents.text_hash, text_terms.term_id
    from (from text_terms semi join members using (term_id)) as text_terms
    inner join term_documents using (text_hash)
  ),
  texts_of as (
    select members.period, members.topic, members.theme, said.text_hash
    from said
    inner join members using (period, topic, term_id)
    group by all
    having count(distinct term_id) >= 2 or bool_or(names)
  )
  select texts_of.*, author, label, mention_id
  from texts_of
  inner join term_documents using (period, topic, text_hash)
  qualify count(distinct author) over (partition by period, topic, theme) >= 5`;

const COUNTS = `
  select period, topic, theme, count(*) as texts, count(distinct author) as authors,
    count(*) filter (where label = 'negative') as negative, count(*) filter (where label = 'neutral') as neutral,
    count(*) filter (where label = 'positive') as positive,
    list(mention_id order by hash(text_hash))[:5] as examples
  from held group by all`;

export default defineStep({
  description:
    "Themes of a topic in a period and over the whole time: terms that share texts, grouped by average linkage over their mutual information, named by their " +
    "three central terms, with the number of distinct original texts that hold at least two of the terms. A hashtag of at " +
    "least 1 % of the texts is a theme by itself: of all texts that hold it.",
  grain: "period, topic and theme",
  reads: [
    "cooccurring_terms",
    "topics",
    "term_counts",
    "term_documents",
    "text_terms",
    "topic_mentions",
    "label_majority",
  ],
  columns: {
    period: { type: "VARCHAR", description: "reporting period, or all" },
    topic: { type: "VARCHAR", description: "topic" },
    theme: { type: "VARCHAR", description: "name: the three central terms, or a hashtag" },
    terms: { type: "VARCHAR[]", description: "all its terms, central ones first" },
    texts: {
      type: "BIGINT",
      description: "distinct original texts that hold at least two of them, or the hashtag",
    },
    authors: { type: "BIGINT", description: "authors of these texts, at least 5" },
    negative: { type: "BIGINT", description: "of these texts, scored negative" },
    neutral: { type: "BIGINT", description: "scored neutral" },
    positive: { type: "BIGINT", description: "scored positive" },
    net: {
      type: "DOUBLE",
      description: "(positive − negative) / scored texts; NULL under 30 scored texts or 10 authors",
    },
    low: { type: "DOUBLE", description: "lower 95 % bound of net, clustered by author" },
    high: { type: "DOUBLE", description: "upper 95 % bound of net" },
    interval: {
      type: "VARCHAR",
      description:
        "what the interval holds: sampling, sampling_and_classifier (30 of the texts have human labels), or too_few",
    },
    labelled: { type: "INTEGER", description: "human labels of these texts" },
    examples: { type: "VARCHAR[]", description: "up to five of the mentions, drawn by hash" },
  },
  async run({ warehouse, rows, write }) {
    const pairs = await rows<Pair>("select * from cooccurring_terms order by period, topic, term, other");
    const groups = groupRows(pairs, ({ period, topic }) => keyOf({ period, topic }, ["period", "topic"]));
    const placeOf = ({ period, topic }: Tag | Pair) => keyOf({ period, topic }, ["period", "topic"]);
    const tags = await rows<Tag>(TAG_THEMES);
    const named = new Set(tags.map((tag) => `${placeOf(tag)} ${tag.term}`));
    const isTag = (pair: Pair, term: string) => named.has(`${placeOf(pair)} ${term}`);
    const clustered = [...groups.values()].flatMap((own) =>
      themesOf(own.filter((pair) => !isTag(pair, pair.term) && !isTag(pair, pair.other))),
    );
    const tagged = tags.map((tag) => tagTheme(tag, groups.get(placeOf(tag)) ?? []));
    const themes = [...clustered, ...tagged];
    if (themes.length === 0) return write([]);
    await warehouse.run(
      "create or replace temp table theme_terms (period varchar, topic varchar, theme varchar, terms varchar[])",
    );
    await warehouse.connection.run(
      `insert into theme_terms select unnest(from_json($themes, '["STRUCT(period VARCHAR, topic VARCHAR, theme VARCHAR, terms VARCHAR[])"]'), recursive := true)`,
      { themes: JSON.stringify(themes) },
    );
    type Counted = Omit<Theme, "terms"> & {
      texts: number;
      authors: number;
      negative: number;
      neutral: number;
      positive: number;
      examples: string[];
    };
    await warehouse.run(HELD);
    const counted = await rows<Counted>(COUNTS);
    const sentiment = await themeSentiment(rows);
    await warehouse.run("drop table temp.theme_terms");
    await warehouse.run("drop table temp.held");
    const terms = new Map(themes.map((theme) => [keyOf({ ...theme }, grain), theme.terms]));
    await write(
      counted
        .map((row) => {
          const key = keyOf({ ...row }, grain);
          const { value, low, high, interval, labelled } = sentiment(row);
          return {
            ...row,
            ...{ interval, labelled },
            terms: terms.get(key) ?? [],
            net: rounded(value),
            low: rounded(low),
            high: rounded(high),
          };
        })
        .sort(
          (a, b) =>
            compared(a.period, b.period) ||
            b.texts - a.texts ||
            compared(a.topic, b.topic) ||
            compared(a.theme, b.theme),
        ),
    );
  },
});
