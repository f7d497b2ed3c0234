import { builtIn } from "../http/built-in.ts";

/** In test mode there is nobody to ask either. */
export const moderationSandbox = builtIn({}, () => undefined);
