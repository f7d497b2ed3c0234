import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Channel } from "../../../schema/channels.ts";
import type {
  SandboxBehaviour,
  SandboxCustomer,
  SandboxMessage,
  SandboxPhone,
  SandboxSample,
} from "../../../schema/contracts/sandbox.ts";
import { callApi } from "./api.ts";

/** A customer of an account's test-mode number, who writes and reads on a phone of their own. */
export interface Customer {
  name: string;
  writes(text: string): Promise<void>;
  /** One of the files every phone has at hand. */
  sends(sample: SandboxSample): Promise<void>;
  /** A file of their own. */
  sendsFile(file: { name: string; mimeType: string; bytes: Uint8Array }): Promise<void>;
  /** With one emoji to the message with these words, or with null takes it back. */
  reacts(text: string, emoji: string | null): Promise<void>;
  /** What is on their screen, oldest first: "business: text [type of its file] reactions". */
  sees(): Promise<string[]>;
  /** What the provider does with the account's next sends. */
  providerDoes(behaviour: Partial<SandboxBehaviour>): Promise<void>;
}

let made = 0;

/** A person nobody has heard of, by a number or name of their own. `page` is signed in as someone who may send messages there. */
export async function newCustomer(
  page: Page,
  tenant: string,
  name: string,
  channel: Channel = "whatsapp",
): Promise<Customer> {
  const { docs } = await callApi<{ docs: SandboxPhone[] }>(page, "GET", "/sandbox/phones", { tenant });
  const phones = `/sandbox/phones/${docs.find((phone) => phone.channel === channel)?.integrationId}`;
  const number = `${String(Date.now()).slice(-8)}${made++}`;
  const key: Record<string, string> =
    channel === "instagram" ? { username: `person.${number}` } : { phone: `4479${number}` };
  const customer: SandboxCustomer = { name: `${name} ${number.slice(-4)}`, ...key };
  const thread = async (): Promise<SandboxMessage[]> => {
    const path = `${phones}/thread?${new URLSearchParams(key)}`;
    return (await callApi<{ docs: SandboxMessage[] }>(page, "GET", path, { tenant })).docs;
  };
  const write = (body: object): Promise<void> =>
    callApi(page, "POST", `${phones}/messages`, { tenant, body: { customer, ...body } });
  return {
    name: customer.name,
    writes: (text) => write({ text }),
    sends: (sample) => write({ file: { sample } }),
    async sendsFile({ name: fileName, mimeType, bytes }) {
      const answer = await page.request.post(`/api${phones}/files?${new URLSearchParams({ name: fileName })}`, {
        headers: { origin: new URL(page.url()).origin, "x-tenant": tenant, "content-type": mimeType },
        data: Buffer.from(bytes),
      });
      expect(answer.status(), await answer.text()).toBe(201);
      const { doc } = (await answer.json()) as { doc: { id: string } };
      await write({ file: { id: doc.id } });
    },
    async reacts(text, emoji) {
      const messageId = (await thread()).find((message) => message.text === text)?.id;
      expect(messageId, `a message "${text}"`).toBeDefined();
      await callApi(page, "POST", `${phones}/reactions`, { tenant, body: { customer: key, messageId, emoji } });
    },
    async sees() {
      return (await thread()).map(({ from, text, file, reactions }) =>
        [`${from}:`, text, file && `[${file.mimeType}]`, ...reactions.map(({ emoji }) => emoji)]
          .filter(Boolean)
          .join(" "),
      );
    },
    providerDoes: (behaviour) => callApi(page, "PUT", `${phones}/behaviour`, { tenant, body: behaviour }),
  };
}
