import type { MessageStatus } from "../../../schema/contracts/messages.ts";

/** The contract's order of statuses without its parser, which would weigh on the first load; a test holds the two together. */
export const STATUS_RANK = {
  received: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  sent: 4,
  delivered: 5,
  read: 6,
  failed: 7,
} as const satisfies Record<MessageStatus, number>;
