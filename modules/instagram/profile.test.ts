import { expect, it } from "vitest";
import { readProfile } from "./profile.ts";

const refused = (code: number) => async () => Response.json({ error: { code, message: "No" } }, { status: 400 });

it.each([
  [
    "a name and a handle",
    async () => Response.json({ id: "6", name: "Noor Haddad", username: "noor" }),
    { kind: "found", name: "Noor Haddad", username: "noor" },
  ],
  ["a handle alone", async () => Response.json({ username: "noor", name: "" }), { kind: "found", username: "noor" }],
  ["nothing", async () => Response.json({ id: "6" }), { kind: "none" }],
  ["a list", async () => Response.json([1]), { kind: "none" }],
  ["no consent", refused(230), { kind: "none" }],
  ["an unknown person", refused(100), { kind: "none" }],
  ["a dead token", refused(190), { kind: "retry" }],
  ["too many calls", refused(4), { kind: "retry" }],
  ["a gateway's page", async () => new Response("<html>", { status: 502 }), { kind: "retry" }],
  ["a broken connection", () => Promise.reject(new TypeError("broken")), { kind: "retry" }],
])("%s", async (_what, provider, outcome) => {
  expect(await readProfile("6120047731905528", { accessToken: "t" }, provider)).toEqual(outcome);
});
