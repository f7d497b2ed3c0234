import type { Sample } from "../../../sample.ts";
import { ATTACHMENTS } from "./attachments.ts";
import { BROKEN } from "./broken.ts";
import { CHANGES } from "./changes.ts";
import { ECHOES } from "./echoes.ts";
import { PLACES } from "./places.ts";
import { REPLIES } from "./replies.ts";
import { WORDS } from "./words.ts";

/** Further shapes that Meta's documentation and other inboxes' histories tell of, in the form of the samples beside this folder. For tests. */
export const INSTAGRAM_SHAPES: readonly Sample[] = [
  ...PLACES,
  ...ATTACHMENTS,
  ...WORDS,
  ...REPLIES,
  ...CHANGES,
  ...ECHOES,
  ...BROKEN,
];
