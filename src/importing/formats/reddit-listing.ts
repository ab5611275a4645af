import type { Format } from "../format.ts";
import { reddit } from "./reddit.ts";

/**
 * Answers of reddit.com (`….json`): posts in a list, comments in trees whose replies are lists again. A `more` node
 * stands for comments that were not sent.
 */
const PREPARE = `
  with recursive pages as (
    select line, page from import_lines where json_type(page) = 'OBJECT'
  ),
  things as (
    select line, unnest(case when json_type(page, '$.data.children') = 'ARRAY' then json_extract(page, '$.data.children[*]') else [page] end) as thing
    from pages
    union all
    select line, unnest(json_extract(thing, '$.data.replies.data.children[*]')) as thing
    from things
  )
  select line, case when json_extract_string(thing, '$.kind') = 'more' then thing else json_merge_patch(json_extract(thing, '$.data'), '{"replies": null}') end as json
  from things`;

export const redditListing: Format = {
  ...reddit,
  id: "reddit-listing",
  label: "Reddit listings (reddit.com/….json)",
  version: 1,
  signature: [
    ["kind", "data.children[].kind", "data.children[].data.subreddit", "data.children[].data.id"],
    ["kind", "data.subreddit", "data.author", "data.created_utc", "data.id"],
  ],
  records: undefined,
  rejects: [
    {
      reason: "a placeholder for comments that were not sent",
      when: (col) => `${col("kind")} = 'more'`,
    },
  ],
  prepare: PREPARE,
};
