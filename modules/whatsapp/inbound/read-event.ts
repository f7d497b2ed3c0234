import type { InboundGroup } from "../../module.ts";

/** An event of a webhook, without the integration that routing supplies. */
export type Event = InboundGroup["events"][number];
/** What became of one item: an event, a reason why it cannot be placed, or null for one that has no use here. */
export type Read = Event | { unreadable: string } | null;
