/** What a column's values say about it; each takes the texts of the first rows, empty where there is none. */

const share = (values: readonly string[], test: (value: string) => boolean): number => {
  const filled = values.filter((value) => value !== "");
  return filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
};

const MONTH =
  "(?:jan|feb|mar|mär|apr|may|mai|maj|jun|jul|aug|sep|oct|okt|nov|dec|dez|dic|déc|fév|avr|abr|ago|set|out)";
const WRITTEN_DATE = new RegExp(`\\b${MONTH}[a-zé]*\\.?,? \\d|\\d\\.?[- ]${MONTH}`, "i");
const PLATFORM =
  /^(x|twitter|x \(twitter\)|facebook|instagram|reddit|youtube|tiktok|linkedin|telegram|threads|bluesky|mastodon|pinterest|tumblr|vk|weibo|news|blogs?|forums?|web|reviews?|podcasts?)$/i;

export const isNumeric = (values: readonly string[]) =>
  share(values, (value) => /^-?[\d.,\s']*\d[KkMm]?$/.test(value)) > 0.9;

const isMoment = (value: string) =>
  /\d{1,4}[-/.] ?\d{1,2}[-/.] ?\d{1,4}/.test(value) ||
  (value.length < 60 && WRITTEN_DATE.test(value)) ||
  /^(1\d{9}(\d{3}|\d{6})?|20\d{6}(\d{6})?)(\.\d+)?$/.test(value);

/** Days and moments, in digits or words; seconds or milliseconds since 1970. */
export const isTimely = (values: readonly string[]) => share(values, isMoment) > 0.8;

/** Days where a column's name says that it holds them: also as a spreadsheet counts them (`46153.64`), and above a sum. */
export const isDated = (values: readonly string[]) =>
  share(values, isMoment) > 0.6 || share(values, (value) => /^[34]\d{4}([.,]\d+)?$/.test(value)) > 0.6;

/** Moments that are no bare numbers, as ids are, too. */
export const isWrittenTime = (values: readonly string[]) =>
  isTimely(values) && share(values, (value) => /[^\d.]/.test(value)) > 0.8;

/** Times of day that stand beside their day in another column. */
export const isTimeOfDay = (values: readonly string[]) =>
  share(values, (value) => /^\d{1,2}[:.]\d{2}([:.]\d{2})?( ?[AaPp]\.?[Mm]\.?)?$/.test(value)) > 0.9;

export const isDayOnly = (values: readonly string[]) =>
  share(values, (value) => !/\d[:T.h]\d\d\b(?![.]\d)/.test(value)) > 0.9;

export const isLink = (values: readonly string[]) =>
  share(values, (value) => /^(https?:\/\/|www\.|[a-z0-9-]+\.[a-z]{2,}\/)/i.test(value)) > 0.7;

export const isFlag = (values: readonly string[]) =>
  share(values, (value) => /^(true|false|yes|no|0|1|t|f)$/i.test(value)) > 0.95;

export const isShort = (length: number) => (values: readonly string[]) =>
  share(values, (value) => value.length <= length) > 0.95;

export const isPlatform = (values: readonly string[]) => share(values, (value) => PLATFORM.test(value)) > 0.8;

export const isMostlyDistinct = (values: readonly string[]) => {
  const filled = values.filter((value) => value !== "");
  return filled.length > 0 && new Set(filled).size > filled.length * 0.5 && isShort(120)(filled);
};

/** Texts that say something of their own in most rows. */
export const isVaried = (values: readonly string[]) => {
  const filled = values.filter((value) => value !== "");
  return isWordy(values) && new Set(filled).size > filled.length * 0.5;
};

/** Addresses of records of the AT protocol, which name a post as an id does. */
export const isRecordAddress = (values: readonly string[]) =>
  share(values, (value) => /^at:\/\/did:/.test(value)) > 0.9;

/** Texts with the tags of HTML, or some with quotes as only HTML writes them. */
export const isHtml = (values: readonly string[]) =>
  share(values, (value) => /&#(?:x27|39|x2F);|&quot;/i.test(value)) > 0.05 ||
  share(values, (value) => /<\/?(?:p|br|div|span|a|b|i|em|strong|blockquote|li)\b[^>]*>/i.test(value)) > 0.5;

const isOther = (values: readonly string[]) => isNumeric(values) || isTimely(values) || isLink(values);

/** Words, as in texts and titles. */
export const isWordy = (values: readonly string[]) =>
  !isOther(values) && values.some((value) => /\p{L}{2}/u.test(value));

/** Names of people and accounts; no texts, no ids such as Reddit's `t3_…`. */
export const isNameLike = (values: readonly string[]) =>
  !isOther(values) &&
  values.some((value) => /\p{L}/u.test(value)) &&
  isShort(80)(values) &&
  share(values, (value) => /^t[1-6]_[a-z0-9]+$|^[0-9a-f-]{24,}$|^<\w+|^did:/.test(value)) < 0.5;

/** Ids of accounts where a column of that name may hold names, too. */
export const isAccountId = (values: readonly string[]) =>
  share(values, (value) => /^did:|^UC[\w-]{22}$|^t2_/.test(value)) > 0.8;
