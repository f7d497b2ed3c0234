import type { BuiltInProvider } from "../../modules/module.ts";

const KEY = "post-box-test-key-0001";

/** Post Box in test mode and in the tests: it answers as the real one documents, and keeps nothing. */
export const postBoxSandbox: BuiltInProvider = {
  credentials: { apiKey: KEY },
  answer: async (address, init) => {
    if (address !== "/v1/account") return refused(404, "not_found", "There is nothing here.");
    if (new Headers(init?.headers).get("authorization") !== `Bearer ${KEY}`)
      return refused(401, "invalid_key", "The key is not valid.");
    return Response.json({ name: "Harbour" });
  },
};

/** How Post Box refuses. */
export function refused(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status });
}
