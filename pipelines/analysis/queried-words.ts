/**
 * Terms that find a topic, or name a brand, and so stand in each of its texts: the beginning of a `with`, and a condition on
 * `term` of `term_counts`. What finds a campaign, or a topic inside another, is what the texts are about.
 */
export const QUERIED = `queried as (
    select distinct topic, unnest(regexp_extract_all(lower(query || ' ' || label), '[\\p{L}\\p{N}]+')) as word,
      parent is null and role in ('own', 'competitor') as brand
    from topics
  )`;

export const NOT_QUERIED = `ltrim(term, '#$') not in (select word from queried where brand)
    and (term_counts.topic, ltrim(term, '#$')) not in (select (topic, word) from queried)`;
