import type { AccountIntegrationRow } from "../../../schema/data-plane/index.ts";

/** What sockets hear of an integration: that it changed and how it stands. Its credentials and health are the control plane's to show. */
export function integrationDocument({ id, module, state, sandbox }: AccountIntegrationRow) {
  return { id, module, state, sandbox };
}
