import { z } from "zod";
import { asking } from "../../modules/http/ask.ts";
import { bearer } from "../../modules/http/authorization.ts";
import { troubleOf } from "../../modules/http/trouble-of.ts";
import { notWorking, working } from "../../modules/http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../../modules/module.ts";
import { POST_BOX } from "./provider.ts";

/** Proves with Post Box that the key works, and shows whose it is. Nothing is changed there. */
export async function verifyKey(credentials: Credentials, provider: ProviderFetch, now: number): Promise<Verification> {
  const ask = asking(POST_BOX, credentials, provider);
  const account = await ask("/v1/account", { headers: bearer(credentials["apiKey"] ?? ""), reads: Account });
  if (account.kind !== "ok") return notWorking(now, troubleOf(account, POST_BOX));
  return working(now, { account: account.body.name });
}

const Account = z.object({ name: z.string() });
