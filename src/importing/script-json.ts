import { Transform } from "node:stream";

/** `window.YTD.tweets.part0 = `: the script around the JSON of account archives. */
const ASSIGNMENT =
  /^(?:\uFEFF)?\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*\s*=\s*(?=[[{])/;

/** Length in characters of what assigns a JSON value to a name; 0 where the text does not begin so. */
export function assignmentLength(text: string): number {
  return ASSIGNMENT.exec(text)?.[0].length ?? 0;
}

/** Turns a script that assigns a JSON value into that value; lines keep their numbers. */
export function withoutAssignment(): Transform {
  let first = true;
  let held = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let text = held + chunk.toString("latin1");
      if (first) {
        const length = assignmentLength(text.replace(/^\u00EF\u00BB\u00BF/, "   "));
        text = text.slice(0, length).replace(/[^\r\n]/g, " ") + text.slice(length);
      }
      first = false;
      held = /[;\s]*$/.exec(text.slice(-4096))?.[0] ?? "";
      done(null, Buffer.from(text.slice(0, text.length - held.length), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(held.replaceAll(";", " "), "latin1"));
    },
  });
}
