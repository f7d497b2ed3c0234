import type { Sample } from "../../../sample.test-kit.ts";
import { ATTACHMENTS } from "./attachments.test-kit.ts";
import { BROKEN } from "./broken.test-kit.ts";
import { CHANGES } from "./changes.test-kit.ts";
import { ECHOES } from "./echoes.test-kit.ts";
import { PLACES } from "./places.test-kit.ts";
import { REPLIES } from "./replies.test-kit.ts";
import { WORDS } from "./words.test-kit.ts";

/** Further shapes that Meta's documentation and other inboxes' histories tell of, in the form of the samples beside this folder. */
export const INSTAGRAM_SHAPES: readonly Sample[] = [
  ...PLACES,
  ...ATTACHMENTS,
  ...WORDS,
  ...REPLIES,
  ...CHANGES,
  ...ECHOES,
  ...BROKEN,
];
