import { FNV_PRIME, FNV_START, mix } from "../hash.ts";
import { FLAG, TOKEN, type Tokens } from "../tokens.ts";

const KIN_SALT = 0x6b696e21;
const SHORTEST = 4;
const LONGEST = 6;
/** Forms of one word: the whole, and its beginnings of four to six letters. */
export const MOST_FORMS = 4;

const CYRILLIC =
  "аa бb вv гg дd еe ёe жz зz иi йj кk лl мm нn оo пp рr сs тt уu фf хh цc чc шs щs ъa ыi ьj эe юu яa ђd јj љl њn ћc џd ѓg ѕz ќk іi їi єe ґg";
const OTHERS = "łl øo đd ßs æa œo ıi þt ðd yi wv";

/** Code unit of the plain Latin letter for every code unit that has one; 0: none, the unit stands for itself. */
const PLAIN = new Uint16Array(65536);
for (let code = 0x80; code < 0x0250; code++) {
  const base = String.fromCharCode(code).normalize("NFD").charCodeAt(0);
  if (base < 0x80) PLAIN[code] = base;
}
for (const pair of `${CYRILLIC} ${OTHERS}`.split(" ")) PLAIN[pair.charCodeAt(0)] = pair.charCodeAt(1);

const S = 0x73;
const C = 0x63;
const R = 0x72;
const Z = 0x7a;

/**
 * What a word shares with its kin in other languages, as hashes: its letters without marks, Cyrillic in Latin letters,
 * `sz cz rz` as `s c z`, doubled letters once, whole and by its beginnings. So Serbian "прекрасно" meets Croatian
 * "prekrasno", and German "fantastisch" meets Slovak "fantastický". Used in training only: what the forms weigh is added
 * to each word's own weight.
 */
export class KinForms {
  count = 0;
  readonly hashes = new Int32Array(MOST_FORMS);
  private readonly letters = new Uint16Array(64);

  /** Read the forms of token `t`; none where it is not a word of letters. */
  read(tokens: Tokens, t: number): void {
    this.count = 0;
    if (tokens.kind[t] !== TOKEN.word || ((tokens.flags[t] as number) & FLAG.ideograph) !== 0) return;
    const length = this.fold(tokens, t);
    let hash = FNV_START ^ KIN_SALT;
    for (let k = 1; k <= length; k++) {
      hash = Math.imul(hash ^ (this.letters[k - 1] as number), FNV_PRIME);
      if (k === length) this.hashes[this.count++] = mix(hash);
      else if (k >= SHORTEST && k <= LONGEST) this.hashes[this.count++] = mix(hash ^ KIN_SALT);
    }
  }

  /** The plain letters of a word into `letters`; how many they are. */
  private fold(tokens: Tokens, t: number): number {
    const { letters } = this;
    const to = tokens.lettersTo[t] as number;
    let length = 0;
    for (let i = tokens.lettersFrom[t] as number; i < to && length < letters.length; i++) {
      const code = tokens.letters[i] as number;
      const plain = (PLAIN[code] as number) || code;
      const last = length === 0 ? 0 : (letters[length - 1] as number);
      if (plain === Z && last === R) letters[length - 1] = Z;
      else if (plain !== last && !(plain === Z && (last === S || last === C))) letters[length++] = plain;
    }
    return length;
  }
}
