import type { Page } from "playwright-core";
import type {
  SandboxBehaviour,
  SandboxCustomer,
  SandboxMessage,
  SandboxSample,
} from "../../../schema/contracts/sandbox.ts";
import { callApi } from "./api.ts";

/** A customer of an account's test-mode number, who writes and reads on a phone of their own. */
export interface Customer {
  name: string;
  writes(text: string): Promise<void>;
  /** One of the files every phone has at hand. */
  sends(sample: SandboxSample): Promise<void>;
  /** What is on their screen, oldest first: "business: text [type of its file] reactions". */
  sees(): Promise<string[]>;
  /** What the provider does with the account's next sends. */
  providerDoes(behaviour: Partial<SandboxBehaviour>): Promise<void>;
}

let made = 0;

/** A person nobody has heard of, by a number of their own. `page` is signed in as someone who may send messages there. */
export async function newCustomer(page: Page, tenant: string, name: string): Promise<Customer> {
  const { docs } = await callApi<{ docs: { integrationId: string }[] }>(page, "GET", "/sandbox/phones", { tenant });
  const phones = `/sandbox/phones/${docs[0]?.integrationId}`;
  const number = `${String(Date.now()).slice(-8)}${made++}`;
  const customer: SandboxCustomer = { name: `${name} ${number.slice(-4)}`, phone: `4479${number}` };
  return {
    name: customer.name,
    writes: (text) => callApi(page, "POST", `${phones}/messages`, { tenant, body: { customer, text } }),
    sends: (sample) => callApi(page, "POST", `${phones}/messages`, { tenant, body: { customer, file: { sample } } }),
    async sees() {
      const thread = await callApi<{ docs: SandboxMessage[] }>(
        page,
        "GET",
        `${phones}/thread?phone=${customer.phone}`,
        { tenant },
      );
      return thread.docs.map(({ from, text, file, reactions }) =>
        [`${from}:`, text, file && `[${file.mimeType}]`, ...reactions.map(({ emoji }) => emoji)]
          .filter(Boolean)
          .join(" "),
      );
    },
    providerDoes: (behaviour) => callApi(page, "PUT", `${phones}/behaviour`, { tenant, body: behaviour }),
  };
}
