import type { Credentials } from "../../../modules/module.ts";
import type { AccountIntegrationRow } from "../../../schema/data-plane/index.ts";
import type { SendDeps } from "./deps.ts";

/** Credentials opened for one run of the outbox, and forgotten with it. A changed install counts as not opened. */
export class OpenedCredentials {
  readonly #deps: SendDeps;
  readonly #opened = new Map<string, Credentials | undefined>();

  constructor(deps: SendDeps) {
    this.#deps = deps;
  }

  /** Opens those of each install that are not open yet. Those that do not open are known to be so; `onFault` is told. */
  async open(
    integrations: readonly AccountIntegrationRow[],
    onFault: (error: unknown, integration: AccountIntegrationRow) => void,
  ): Promise<void> {
    for (const integration of integrations) {
      if (this.has(integration)) continue;
      try {
        this.#opened.set(keyOf(integration), await this.#deps.openCredentials(integration));
      } catch (error) {
        this.#opened.set(keyOf(integration), undefined);
        onFault(error, integration);
      }
    }
  }

  /** Whether it has been tried to open them. */
  has(integration: AccountIntegrationRow): boolean {
    return this.#opened.has(keyOf(integration));
  }

  /** Undefined when they do not open. */
  of(integration: AccountIntegrationRow): Credentials | undefined {
    return this.#opened.get(keyOf(integration));
  }
}

function keyOf({ id, version }: AccountIntegrationRow): string {
  return `${id} ${version}`;
}
