import { askedSql } from "./text-models.ts";

/** How tools write the classes, lower case, in the languages that they export in. */
const LABELS: Readonly<Record<"negative" | "neutral" | "positive", readonly string[]>> = {
  negative: [
    "negative",
    "neg",
    "negativ",
    "negatief",
    "negativo",
    "négatif",
    "very negative",
    "somewhat negative",
  ],
  neutral: ["neutral", "neu", "neutraal", "neutro", "neutre", "mixed", "ambivalent"],
  positive: [
    "positive",
    "pos",
    "positiv",
    "positief",
    "positivo",
    "positif",
    "very positive",
    "somewhat positive",
  ],
};

const listed = (labels: readonly string[]) => labels.map((label) => `'${label}'`).join(", ");

/**
 * Select of the rows of `mention_sentiment` from what the export says: a word, a number below or above zero, or, of
 * reviews, one to five stars (three are neutral). Anything else is not scored.
 * @param languages only these are scored; null: all
 * @param mentions the mentions, as they stand in a from clause
 */
export function vendorSentiment(languages: readonly string[] | null, mentions = "mentions"): string {
  return `
    with said as (
      select m.mention_id, m.vendor, lower(trim(m.vendor_sentiment)) as word,
        try_cast(replace(trim(m.vendor_sentiment), ',', '.') as double) as number,
        m.source_type = 'review' as stars
      from ${mentions} as m
      join mention_language as l using (mention_id)
      where ${askedSql("l.language", languages)}
    ),
    judged as (
      select mention_id, vendor,
        case
          when word in (${listed(LABELS.negative)}) then 'negative'
          when word in (${listed(LABELS.neutral)}) then 'neutral'
          when word in (${listed(LABELS.positive)}) then 'positive'
          when stars and number between 1 and 5
            then case when number < 3 then 'negative' when number > 3 then 'positive' else 'neutral' end
          when stars then null
          when number < 0 then 'negative'
          when number > 0 then 'positive'
          when number = 0 then 'neutral'
        end as label
      from said
    )
    select m.mention_id, coalesce(j.label, 'not_scored') as label, null::double as p_negative, null::double as p_neutral,
      null::double as p_positive, if(j.label is null, null, 'vendor: ' || coalesce(j.vendor, 'unknown')) as model
    from ${mentions} as m
    left join judged as j using (mention_id)`;
}
