import { ACCESS_MUTANTS } from "./access.ts";
import { CONCIERGE_MUTANTS } from "./concierge.ts";
import { DEPLOYMENT_MUTANTS } from "./deployments.ts";
import { INBOUND_MUTANTS } from "./inbound.ts";
import { INSTAGRAM_MUTANTS } from "./instagram.ts";
import { MEDIA_MUTANTS } from "./media.ts";
import type { Mutant } from "./mutant.ts";
import { ROLL_UP_MUTANTS } from "./roll-ups.ts";
import { SEARCH_MUTANTS } from "./search.ts";

/** Every way the code is broken on purpose. */
export const MUTANTS: readonly Mutant[] = [
  ...ACCESS_MUTANTS,
  ...CONCIERGE_MUTANTS,
  ...DEPLOYMENT_MUTANTS,
  ...INBOUND_MUTANTS,
  ...INSTAGRAM_MUTANTS,
  ...MEDIA_MUTANTS,
  ...ROLL_UP_MUTANTS,
  ...SEARCH_MUTANTS,
];
