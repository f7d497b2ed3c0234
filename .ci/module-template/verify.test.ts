import { holdsVerification } from "../../modules/http/verify-conformance.test-kit.ts";
import { postBoxHandlers } from "./handlers.ts";
import { postBox } from "./manifest.ts";
import { postBoxSandbox, refused } from "./sandbox.ts";

const { credentials, answer } = postBoxSandbox;

holdsVerification({
  manifest: postBox,
  handlers: postBoxHandlers,
  credentials,
  works: ({ address, headers }) => answer(address, { headers }),
  details: { account: "Harbour" },
  asks: ["GET /v1/account"],
  refusals: {
    "a key it does not know": {
      answer: ({ address, headers }) => answer(address, { headers }),
      credentials: { apiKey: "another-key-0002" },
      cause: "credentials",
      says: /does not accept.*new key/,
    },
    "a key that may not": {
      answer: () => refused(403, "missing_scope", "The key may not read the account."),
      cause: "permission",
      says: /the right to read the account/,
    },
    "a refusal it has no words for": {
      answer: () => refused(422, "strange", `What is ${credentials["apiKey"]}?`),
      cause: "configuration",
      says: /\(strange\) It says: “What is •••\?”/,
    },
  },
});
