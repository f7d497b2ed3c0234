import type { Page } from "playwright-core";
import type { SteerSandboxClaude } from "../../../schema/contracts/sandbox.ts";
import { callApi } from "./api.ts";

/** The built-in Claude of an account. */
export interface Claude {
  /** What it does with the next calls. */
  does(change: SteerSandboxClaude): Promise<void>;
  worksNormally(): Promise<void>;
}

/** Connects AI in test mode. `page` is signed in as someone who may install there. */
export async function connectClaude(page: Page, tenant: string): Promise<Claude> {
  const body = { module: "ai", sandbox: true };
  const { doc } = await callApi<{ doc: { id: string } }>(page, "POST", "/integrations", { tenant, body });
  const does = (change: SteerSandboxClaude): Promise<void> =>
    callApi(page, "PATCH", `/sandbox/claude/${doc.id}`, { tenant, body: change });
  return { does, worksNormally: () => does({ fault: null, times: 0, delayMs: 15, retryAfterSeconds: 1 }) };
}
