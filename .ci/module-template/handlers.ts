import type { ModuleHandlers } from "../../modules/module.ts";
import { postBoxSandbox } from "./sandbox.ts";
import { verifyKey } from "./verify.ts";

/** What the server does with Post Box. */
export const postBoxHandlers = {
  apis: [{ host: "api.post-box.example", variable: "POST_BOX_API_URL" }],
  sandbox: postBoxSandbox,
  verify: verifyKey,
} as const satisfies ModuleHandlers;
