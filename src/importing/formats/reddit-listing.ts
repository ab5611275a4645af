import type { Format } from "../format.ts";
import { reddit } from "./reddit.ts";

/**
 * Answers of reddit.com (`….json`): posts in a list, comments in trees whose replies are lists again. A `more` node
 * stands for comments that were not sent.
 */
const PREPARE = `
  with recursive pages as (
    select value, case when json_type(page, '$.data.children') = 'ARRAY' then json_extract(page, '$.data.children[*]') else [page] end as list
    from import_values
    where json_type(page) = 'OBJECT'
  ),
  things as (
    select value, unnest(list) as thing, [generate_subscripts(list, 1)] as place
    from pages
    union all
    select value, unnest(list) as thing, list_append(place, generate_subscripts(list, 1)) as place
    from (select value, place, json_extract(thing, '$.data.replies.data.children[*]') as list from things)
  )
  select value, row_number() over (partition by value order by place) as element,
    case when json_extract_string(thing, '$.kind') = 'more' or json_type(thing, '$.data') is distinct from 'OBJECT' then thing
      else json_merge_patch(json_extract(thing, '$.data'), '{"replies": null}') end as json
  from things`;

export const redditListing: Format = {
  ...reddit,
  id: "reddit-listing",
  label: "Reddit listings (reddit.com/….json)",
  version: 2,
  signature: [
    ["kind", "data.children[].kind", "data.children[].data.subreddit", "data.children[].data.id"],
    ["kind", "data.subreddit", "data.author", "data.created_utc", "data.id"],
  ],
  records: undefined,
  rejects: [
    {
      reason: "a placeholder for comments that were not sent",
      noPost: true,
      when: (col) => `${col("kind")} = 'more'`,
    },
  ],
  prepare: { select: PREPARE, elements: { lists: ["data.children"], within: ["replies.data.children"] } },
};
