import type { Provider } from "../../modules/http/ask.ts";
import { textAt } from "../../modules/meta/read.ts";

/** Post Box's refusals, as it documents them. What is not in the table is told by the status, with the provider's own sentence. */
export const POST_BOX: Provider = {
  name: "Post Box",
  variable: "POST_BOX_API_URL",
  codesOf: ({ body, status }) => (status < 400 ? [] : [textAt(body, "code") ?? ""].filter((code) => code !== "")),
  sentenceOf: ({ body }) => textAt(body, "message"),
  refusals: {
    invalid_key: {
      cause: "credentials",
      reason: "Post Box does not accept this API key: it is mistyped or revoked.",
      fix: "Make a new key at Post Box and enter the whole of it.",
    },
    missing_scope: {
      cause: "permission",
      reason: "Post Box knows this API key but does not allow it this.",
      fix: "Give the key the right to read the account, then verify again.",
    },
  },
};
