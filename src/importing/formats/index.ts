import type { Format } from "../format.ts";
import { appStore, googlePlay, googlePlayJson } from "./app-reviews.ts";
import { blueskyJetstream, blueskyPosts } from "./bluesky.ts";
import { brand24 } from "./brand24.ts";
import { brandwatch } from "./brandwatch.ts";
import { crowdtangle } from "./crowdtangle.ts";
import { fourCat } from "./four-cat.ts";
import { mastodon } from "./mastodon.ts";
import { mediaCloud } from "./media-cloud.ts";
import { meltwater } from "./meltwater.ts";
import { metaContentLibrary, metaContentLibraryJson } from "./meta-content-library.ts";
import { openMeasures, openMeasuresKibana } from "./open-measures.ts";
import { reddit } from "./reddit.ts";
import { talkwalker } from "./talkwalker.ts";
import { telegram } from "./telegram.ts";
import { apifyTiktokCsv, apifyTiktokJson, tiktokResearch } from "./tiktok.ts";
import { twarcCsv } from "./twarc-csv.ts";
import { xV1 } from "./x-v1.ts";
import { xV2, xV2Other } from "./x-v2.ts";
import { youtubeApi, youtubeDataTools, youtubeVideos } from "./youtube.ts";
import { zeeschuimer } from "./zeeschuimer.ts";

/** Every format that is recognised by signature; one file for each vendor's family. */
export const FORMATS: readonly Format[] = [
  brandwatch,
  meltwater,
  talkwalker,
  brand24,
  crowdtangle,
  metaContentLibrary,
  metaContentLibraryJson,
  fourCat,
  zeeschuimer,
  xV2,
  xV2Other,
  xV1,
  twarcCsv,
  reddit,
  blueskyJetstream,
  blueskyPosts,
  mastodon,
  telegram,
  tiktokResearch,
  apifyTiktokCsv,
  apifyTiktokJson,
  youtubeDataTools,
  youtubeVideos,
  youtubeApi,
  mediaCloud,
  openMeasures,
  openMeasuresKibana,
  googlePlay,
  googlePlayJson,
  appStore,
];
