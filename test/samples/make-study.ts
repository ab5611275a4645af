import { ownAnswers } from "./answers.ts";
import { Dice } from "./dice.ts";
import { writeExports } from "./exports.ts";
import type { ExportFile } from "./formats/export-file.ts";
import { copies, noise, removedComments } from "./noise.ts";
import { Crowd } from "./people.ts";
import type { Post } from "./post.ts";
import { everydayReposts, viralReposts } from "./reposts.ts";
import { timeline } from "./timeline.ts";
import { countTruth, type Truth } from "./truth.ts";
import { writePosts } from "./write-posts.ts";

export interface SampleStudy {
  seed: number;
  files: ExportFile[];
  posts: Post[];
  truth: Truth;
}

/** The invented study of a seed: its posts, the exports that hold them, and what is true of them. */
export function makeStudy(seed: number): SampleStudy {
  const dice = new Dice(`earshot samples ${seed}`);
  const crowd = new Crowd(dice.fork("crowd"));
  const posts = writePosts(dice.fork("posts"), crowd, timeline(dice.fork("timeline")));
  spoilDates(dice.fork("dates"), posts);
  const reposts = everydayReposts(dice.fork("reposts"), crowd, posts);
  const viral = viralReposts(dice.fork("viral"), crowd, posts);
  const extras = [...noise(dice.fork("noise"), crowd), ...copies(dice.fork("copies"), crowd)];
  const removed = removedComments(dice.fork("removed"), crowd, posts);
  const answers = ownAnswers(dice.fork("answers"), crowd, posts);
  const all = [...posts, ...reposts, ...viral, ...extras, ...removed, ...answers].sort((a, b) => a.at - b.at);
  const files = writeExports(dice.fork("exports"), all);
  return { seed, files, posts: all, truth: countTruth(seed, files) };
}

/** Four reviews whose date the portal lost or made up. */
function spoilDates(dice: Dice, posts: Post[]): void {
  const reviews = dice.shuffle(posts.filter((post) => post.platform === "review"));
  const qualities = ["missing", "missing", "default", "future"] as const;
  for (const [index, quality] of qualities.entries()) reviews[index]!.dateQuality = quality;
}
