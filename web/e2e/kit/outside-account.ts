import { createHmac } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { startFakeGraph, type TakenSend } from "../../../worker/local/testing/fake-graph.ts";
import { newPage, type PageOptions } from "./browser.ts";
import { startOwnProduct } from "./own-product.ts";
import { callApi } from "./api.ts";
import { newTenant, signIn } from "./people.ts";

const ADMIN = { email: "admin@trellis.example", password: "a long enough password" };
const APP_SECRET = "an app secret of the browser tests";
const NUMBER = { phoneNumberId: "106540352242922", businessAccountId: "906540352242922" };
const INSTAGRAM_ID = "17841405822304914";

/** An account on a product of its own, connected like a real one: what the provider sends is posted, signed, at the webhook doors. */
export interface OutsideAccount {
  id: string;
  /** What the account has sent so far. */
  sent: readonly TakenSend[];
  /** A new window of someone who may do everything. */
  open(browser: Browser, options?: PageOptions): Promise<Page>;
  /** Delivers WhatsApp messages, each by whoever is `from`, all in one webhook. */
  whatsapp(...messages: WhatsappMessage[]): Promise<void>;
  /** Delivers Instagram events, in one webhook. */
  instagram(...messaging: Record<string, unknown>[]): Promise<void>;
  stop(): Promise<void>;
}

/** As it stands in a webhook; id, type text and the present time are filled in. `name` is the sender's. */
export type WhatsappMessage = { from: string; name: string; timestamp?: number } & Record<string, unknown>;

/** Starts it. `channels` are connected. */
export async function startOutsideAccount(
  browser: Browser,
  channels: readonly ("whatsapp" | "instagram")[],
): Promise<OutsideAccount> {
  const graph = await startFakeGraph();
  const product = await startOwnProduct({
    META_GRAPH_URL: graph.url,
    META_APP_SECRET: APP_SECRET,
    TRELLIS_SEED: "0",
    TRELLIS_ADMIN_EMAIL: ADMIN.email,
    TRELLIS_ADMIN_PASSWORD: ADMIN.password,
  });
  const open = async (opener: Browser, options: PageOptions = {}): Promise<Page> => {
    const page = await newPage(opener, { ...options, origin: product.origin });
    await signIn(page, ADMIN.email, ADMIN.password);
    return page;
  };
  const page = await open(browser);
  const agency = await newTenant(page, { type: "agency", name: "Harbour" });
  const id = await newTenant(page, { type: "subaccount", name: "Brisa Surf", parent: agency });
  const accessToken = "EAAG-any-token";
  const credentials = {
    whatsapp: { ...NUMBER, accessToken },
    instagram: { instagramAccountId: INSTAGRAM_ID, accessToken },
  };
  for (const module of channels) {
    const body = { module, credentials: credentials[module] };
    const { doc } = await callApi<{ doc: { state: string } }>(page, "POST", "/integrations", { tenant: id, body });
    expect(doc.state, module).toBe("connected");
  }
  await page.context().close();

  const post = async (path: string, payload: unknown): Promise<void> => {
    const body = JSON.stringify(payload);
    const signature = createHmac("sha256", APP_SECRET).update(body).digest("hex");
    const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` };
    const answer = await fetch(product.origin + path, { method: "POST", headers, body });
    expect(answer.status, await answer.text()).toBe(200);
  };
  let made = 0;
  return {
    id,
    sent: graph.taken,
    open,
    whatsapp: (...messages) =>
      post("/webhooks/whatsapp", {
        object: "whatsapp_business_account",
        entry: messages.map(({ name, timestamp = Math.floor(Date.now() / 1000), ...message }) => ({
          id: NUMBER.businessAccountId,
          changes: [
            {
              field: "messages",
              value: {
                messaging_product: "whatsapp",
                metadata: { display_phone_number: "14155550100", phone_number_id: NUMBER.phoneNumberId },
                contacts: [{ profile: { name }, wa_id: message.from }],
                messages: [{ id: `wamid.E2E${made++}`, type: "text", timestamp: String(timestamp), ...message }],
              },
            },
          ],
        })),
      }),
    instagram: (...messaging) =>
      post("/webhooks/instagram", {
        object: "instagram",
        entry: messaging.map((event) => ({
          id: INSTAGRAM_ID,
          time: Date.now(),
          messaging: [{ recipient: { id: INSTAGRAM_ID }, timestamp: Date.now(), ...event }],
        })),
      }),
    async stop() {
      await product.stop();
      await graph.stop();
    },
  };
}
