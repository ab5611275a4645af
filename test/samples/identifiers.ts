import type { Dice } from "./dice.ts";
import type { Person } from "./post.ts";

const BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
const SORTABLE32 = "234567abcdefghijklmnopqrstuvwxyz";
const URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** X's epoch, ms. */
const X_EPOCH = 1_288_834_974_657n;

/** An X status id: the UTC time in ms above 22 bits of chance. */
export function snowflake(dice: Dice, at: number): string {
  const ms = BigInt(at + dice.between(0, 999)) - X_EPOCH;
  return String((ms << 22n) | BigInt(dice.between(0, 4_194_303)));
}

/** A Bluesky record key: µs since 1970 and a clock id in sortable base 32. */
export function recordKey(dice: Dice, at: number): string {
  let value = (BigInt(at * 1000 + dice.between(0, 999_999)) << 10n) | BigInt(dice.between(0, 1023));
  let key = "";
  for (let i = 0; i < 13; i++) {
    key = SORTABLE32[Number(value & 31n)]! + key;
    value >>= 5n;
  }
  return key;
}

/** Id and URL of a new post on its platform. */
export function identify(
  dice: Dice,
  author: Person,
  at: number,
  reply: boolean,
): { id: string; url: string } {
  switch (author.platform) {
    case "x": {
      const id = snowflake(dice, at);
      return { id, url: `https://twitter.com/${author.handle}/status/${id}` };
    }
    case "bluesky": {
      const id = recordKey(dice, at);
      return { id, url: `at://${author.id}/app.bsky.feed.post/${id}` };
    }
    case "reddit": {
      const id = `1${dice.letters(BASE36, 6)}`;
      return { id: `${reply ? "t1" : "t3"}_${id}`, url: `/r/${subreddit(author.language)}/comments/${id}/` };
    }
    case "youtube":
      return { id: `Ug${dice.letters(URL_SAFE, 22)}4AaABAg`, url: "" };
    case "telegram":
      return { id: "", url: "" };
    case "review":
      return { id: "", url: "" };
    case "forum": {
      const id = dice.digits(7);
      return { id, url: `https://www.${forumSite(author.language)}/topic/${id}` };
    }
    default: {
      const id = dice.digits(8);
      return { id, url: `https://www.${newsSite(author.language)}/artikel/${id}` };
    }
  }
}

export const subreddit = (language: string) =>
  ({
    en: "groceryhauls",
    nl: "boodschapjes",
    fi: "ruokakassi",
    hu: "bevasarlas",
    de: "einkaufszettel",
    es: "lacompra",
    fr: "lescourses",
  })[language] ?? "groceryhauls";

export const forumSite = (language: string) =>
  `kitchentalk-forum.example.${language === "en" ? "org" : language}`;
export const newsSite = (language: string) => `daily-retail.example.${language === "en" ? "com" : language}`;
