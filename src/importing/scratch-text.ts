import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";

/** A scratch file of text, by default in latin1, one character a byte. What cannot be written (a full disk) is thrown at the next call. */
export class ScratchText {
  private failure: Error | null = null;
  private readonly out: WriteStream;
  /** Characters written. */
  size = 0;

  constructor(path: string, encoding: "latin1" | "utf8" = "latin1") {
    this.out = createWriteStream(path, { encoding });
    this.out.on("error", (error) => {
      this.failure ??= error;
    });
  }

  async write(text: string): Promise<void> {
    if (this.failure) throw this.failure;
    if (text === "") return;
    this.size += text.length;
    if (!this.out.write(text)) await once(this.out, "drain");
  }

  async end(): Promise<void> {
    if (this.failure) throw this.failure;
    this.out.end();
    await once(this.out, "finish");
  }
}
