import { hashText, mix } from "./hash.ts";

/** What a word does to the words after it. */
export const SHIFTER = { negation: 1, contrast: 2, stronger: 3, weaker: 4 } as const;

const WORDS: Readonly<Record<keyof typeof SHIFTER, string>> = {
  negation:
    "not no never none nobody nothing nowhere neither nor cannot can't cant don't dont doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt weren't weren't won't wont wouldn't wouldnt shouldn't shouldnt couldn't couldnt haven't havent hasn't hasnt hadn't hadnt ain't aint without hardly rarely lack lacks " +
    "niet geen nooit niets niemand zonder nicht kein keine keinen keiner keinem nie niemals nichts ohne pas jamais rien aucun aucune sans nunca jamás nada sin non mai niente nessun nessuno senza não nunca nem sem jamais inte aldrig ingen inget inga utan ikke aldri aldrig " +
    "nem ne sem nincs sincs soha semmi nélkül ei en et emme ette eivät eikä enkä älä ilman ei nav nekad neviens bez nie nigdy nic bez ne ni nikoli nič brez nije nisam nisu nikad ništa nisem nisi niso nenapsal nikdy jo nuk s'ka pa не нет ни никогда ничего без нема није değil yok hiç ليس لا ما لم لن बिना नहीं ना मत",
  contrast:
    "but however although though maar echter aber doch jedoch mais cependant pero aunque ma però mas porém men dock de viszont azonban mutta vaan bet tomēr ale jednak lecz ampak a toda ali no ama но однако fakat لكن लेकिन",
  stronger:
    "very really so extremely absolutely totally completely super incredibly heel erg zeer echt super enorm sehr so wirklich total très trop vraiment muy tan realmente molto davvero proprio muito tão realmente mycket verkligen så veldig nagyon annyira igazán tényleg tosi todella erittäin niin hyvin ļoti tik tiešām bardzo naprawdę zelo res veoma jako vrlo velmi veľmi очень так много çok",
  weaker:
    "slightly somewhat barely kinda sorta little almost beetje enigszins etwas kaum bisschen un-peu peu poco apenas un-poco pouco lite något kicsit alig vähän hieman nedaudz mazliet trochę malo malce trochu немного biraz",
};

/** Negations, contrasts and boosters of some twenty languages, looked up by token hash. */
export class ValenceShifters {
  private readonly keys = new Int32Array(2048);
  private readonly kinds = new Uint8Array(2048);

  constructor() {
    for (const [name, words] of Object.entries(WORDS))
      for (const word of words.split(" ")) this.put(hashText(word), SHIFTER[name as keyof typeof SHIFTER]);
  }

  private put(key: number, kind: number): void {
    let at = mix(key) & 2047;
    while (this.kinds[at] !== 0 && this.keys[at] !== key) at = (at + 1) & 2047;
    if (this.kinds[at] !== 0) return;
    this.keys[at] = key;
    this.kinds[at] = kind;
  }

  /** {@link SHIFTER} of a word's hash, 0 for other words. */
  of(hash: number): number {
    let at = mix(hash) & 2047;
    while (this.kinds[at] !== 0) {
      if (this.keys[at] === hash) return this.kinds[at] as number;
      at = (at + 1) & 2047;
    }
    return 0;
  }
}
