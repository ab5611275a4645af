import type { Dice } from "./dice.ts";
import { FIRST_NAMES, HANDLE_WORDS, LAST_NAMES } from "./names.ts";
import { COUNTRIES, type Platform } from "./plan.ts";
import type { Person } from "./post.ts";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The people of one platform and language, the busiest first; who posts is drawn by Zipf's law. */
export class Crowd {
  readonly #dice: Dice;
  readonly #people = new Map<string, Person[]>();
  readonly #handles = new Set<string>();

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** Someone of this platform and language: a few post often, most once. */
  someone(dice: Dice, platform: Platform, language: string): Person {
    const people = this.#of(platform, language);
    const rank = Math.floor(people.length ** (dice.uniform() ** 0.72)) - 1;
    return people[Math.max(0, Math.min(rank, people.length - 1))]!;
  }

  /** Someone not drawn before, for events made by many. */
  newcomer(dice: Dice, platform: Platform, language: string): Person {
    const person = this.#person(dice, platform, language);
    this.#of(platform, language).push(person);
    return person;
  }

  #of(platform: Platform, language: string): Person[] {
    const key = `${platform}/${language}`;
    let people = this.#people.get(key);
    if (!people) {
      const dice = this.#dice.fork(key);
      const size = {
        x: 620,
        bluesky: 240,
        review: 900,
        reddit: 160,
        youtube: 260,
        telegram: 60,
        forum: 40,
        news: 6,
      }[platform];
      people = Array.from({ length: size }, () => this.#person(dice, platform, language));
      this.#people.set(key, people);
    }
    return people;
  }

  #person(dice: Dice, platform: Platform, language: string): Person {
    const first = dice.pick(FIRST_NAMES[language]!);
    const name = `${first} ${dice.pick(LAST_NAMES[language]!)}`;
    const followers = Math.min(dice.heavy(190, 1.55), 260_000);
    return {
      platform,
      id: personId(dice, platform),
      handle: this.#handle(dice, platform, first),
      name: platform === "review" ? `${first} ${name.split(" ")[1]![0]}.` : name,
      language,
      country: dice.weighted(COUNTRIES[language]!),
      followers,
      following: dice.heavy(260, 1),
      posts: dice.heavy(2400, 1.3),
      verified: followers > 20_000 && dice.chance(0.5),
      joined: Date.UTC(
        dice.between(2009, 2025),
        dice.between(0, 11),
        dice.between(1, 28),
        dice.between(0, 23),
      ),
      lowerCase: platform !== "review" && platform !== "news" && dice.chance(0.28),
      emoji: dice.chance(0.5) ? 0.08 : 0.5,
      slips: dice.chance(0.7) ? 0.02 : 0.2,
    };
  }

  #handle(dice: Dice, platform: Platform, first: string): string {
    const plain = first
      .normalize("NFD")
      .replace(/[^a-zA-Z]/g, "")
      .toLowerCase();
    for (;;) {
      const word = dice.pick(HANDLE_WORDS);
      const base = dice.pick([`${plain}${word}`, `${word}_${plain}`, `${plain}_${word}`, `${word}${plain}`]);
      const handle = `${base.slice(0, 12)}${dice.chance(0.75) ? dice.between(1, 999) : ""}`;
      if (this.#handles.has(`${platform}/${handle}`)) continue;
      this.#handles.add(`${platform}/${handle}`);
      return platform === "bluesky" ? `${handle.replaceAll("_", "-")}.bsky.social` : handle;
    }
  }
}

function personId(dice: Dice, platform: Platform): string {
  if (platform === "bluesky") return `did:plc:${dice.letters(BASE32, 24)}`;
  if (platform === "reddit") return `t2_${dice.letters("0123456789abcdefghijklmnopqrstuvwxyz", 9)}`;
  if (platform === "youtube") return `UC${dice.letters(URL_SAFE, 22)}`;
  if (platform === "telegram") return `user${dice.digits(10)}`;
  return dice.chance(0.55) ? `1${dice.digits(18)}` : dice.digits(dice.between(8, 10));
}
