/** Entities of simple HTML and their characters; `&amp;` last, as it may be part of an entity that was escaped twice. */
const ENTITIES: [string, string][] = [
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#34;", '"'],
  ["&#39;", "''"],
  ["&#x27;", "''"],
  ["&#x2F;", "/"],
  ["&apos;", "''"],
  ["&nbsp;", " "],
  ["&hellip;", "…"],
  ["&ndash;", "–"],
  ["&mdash;", "—"],
  ["&lsquo;", "‘"],
  ["&rsquo;", "’"],
  ["&ldquo;", "“"],
  ["&rdquo;", "”"],
  ["&amp;", "&"],
];

const replaced = (sql: string, entities: readonly [string, string][]) =>
  entities.reduce((inner, [entity, character]) => `replace(${inner}, '${entity}', '${character}')`, sql);

/**
 * SQL of the text of simple HTML, such as Mastodon servers and YouTube give out: breaks and paragraphs become line
 * ends, entities characters; NULL where nothing is left.
 */
export const htmlTextSql = (html: string) =>
  `nullif(trim(${replaced(
    `regexp_replace(regexp_replace(${html}, '<br ?/?>|</p>\\s*<p[^>]*>', chr(10), 'g'), '<[^>]*>', '', 'g')`,
    ENTITIES,
  )}), '')`;

/** SQL of a text in which only `&`, `<` and `>` were escaped, as the APIs of X and Reddit do. */
export const unescapedSql = (text: string) =>
  `case when contains(${text}, '&') then ${replaced(
    text,
    ENTITIES.filter(([entity]) => ["&lt;", "&gt;", "&amp;"].includes(entity)),
  )} else ${text} end`;
