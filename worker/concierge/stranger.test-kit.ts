import { exports } from "cloudflare:workers";
import type { NewRelay, SendRelayForm } from "../../schema/contracts/relays.ts";
import type { Caller } from "../world.test-kit.ts";

/** Somebody without an account, with a link to a set-up: sends the form of a module, and answers the status. */
export type Stranger = (slug: string, sent: SendRelayForm) => Promise<number>;

/** Makes a link; undefined where the set-up has none to give any more. */
export async function strangerWithLink(maker: Caller, sessionId: string): Promise<Stranger | undefined> {
  const path = `/api/concierge/sessions/${sessionId}/relays`;
  const made = await maker.call<{ doc: NewRelay }>("POST", path, { body: {} });
  if (made.status !== 201) return undefined;
  const token = made.body.doc.url.split("/relay/")[1] ?? "";
  return async (slug, sent) => {
    const request = new Request(`http://trellis.test/api/concierge/relays/forms/${slug}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, ...sent }),
    });
    const { status, body } = await exports.default.fetch(request);
    await body?.cancel();
    return status;
  };
}
