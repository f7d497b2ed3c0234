import { describe, expect, it } from "vitest";
import type { ProviderFetch } from "../module.ts";
import { verifyAccount } from "./verify.ts";

const ID = "17841460012345671";
const credentials = { instagramAccountId: ID, accessToken: "IGAA-secret" };
const subscribed = (path: string) => path.includes("/subscribed_apps") && Response.json({ success: true });

async function verified(answer: (path: string, init?: RequestInit) => Response | false | Promise<Response>) {
  const asked: string[] = [];
  const provider: ProviderFetch = async (path, init) => {
    asked.push(`${init?.method} ${path}`);
    const answered = await answer(path, init);
    return answered === false ? Response.json({ error: { code: 100, message: "No" } }, { status: 400 }) : answered;
  };
  return { asked, found: await verifyAccount(credentials, provider, 0) };
}

describe("verification", () => {
  it("takes a token that is the account's own, and subscribes to its messages", async () => {
    const { asked, found } = await verified(
      (path) =>
        subscribed(path) ||
        Response.json({ id: "991", user_id: ID, username: "casa.lumen", name: "Casa Lumen", account_type: "BUSINESS" }),
    );
    expect(asked).toEqual([
      "GET /v23.0/me?fields=user_id,username,name,account_type",
      `POST /v23.0/${ID}/subscribed_apps?subscribed_fields=messages,message_edit,message_reactions,messaging_postbacks,messaging_referral,messaging_seen,standby`,
    ]);
    expect(found).toEqual({
      health: { ok: true, checkedAt: "1970-01-01T00:00:00.000Z" },
      proven: [{ kind: "instagram_account_id", outsideId: ID }],
      details: { username: "@casa.lumen", verifiedName: "Casa Lumen", accountType: "BUSINESS" },
    });
  });

  it("takes one that can read exactly this account", async () => {
    const { found } = await verified(
      (path) =>
        subscribed(path) ||
        (path.includes(`/${ID}?`)
          ? Response.json({ id: ID, username: "casa.lumen" })
          : Response.json({ id: "7", name: "A system user" })),
    );
    expect(found).toMatchObject({ health: { ok: true }, proven: [{ outsideId: ID }] });
  });

  it("does not take the token of another account", async () => {
    const { found } = await verified(
      (path) => path.includes("/me?") && Response.json({ user_id: "17841400000000000" }),
    );
    expect(found).toMatchObject({
      health: { ok: false, reason: expect.stringContaining("another Instagram account") },
      proven: [],
    });
  });

  it("stays connected when only the subscription fails, and says so", async () => {
    const { found } = await verified((path) => !subscribed(path) && Response.json({ user_id: ID }));
    expect(found).toMatchObject({
      health: { ok: true, reason: expect.stringContaining("could not be subscribed") },
      proven: [{ outsideId: ID }],
    });
  });
});
