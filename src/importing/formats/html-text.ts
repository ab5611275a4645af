/**
 * SQL of the text of simple HTML, such as Mastodon servers and YouTube give out: breaks and paragraphs become line
 * ends, entities characters; NULL where nothing is left.
 */
export const htmlTextSql = (html: string) => `nullif(trim(replace(replace(replace(replace(replace(replace(
  regexp_replace(regexp_replace(${html}, '<br ?/?>|</p>\\s*<p[^>]*>', chr(10), 'g'), '<[^>]*>', '', 'g'),
  '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&nbsp;', ' '), '&amp;', '&')), '')`;
