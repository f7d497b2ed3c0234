import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers the call by which a key is verified, as Anthropic's API does: https://platform.claude.com/docs/en/api/models-list */
export interface StandInClaude {
  url: string;
  /** From now on it accepts these keys and no other, as when somebody makes and revokes them there. */
  accept(...keys: string[]): void;
  /** How often a key was shown. */
  asked(key: string): number;
  stop: () => Promise<void>;
}

/** Serves it on a port of its own. */
export async function startStandInClaude(): Promise<StandInClaude> {
  let accepted: readonly string[] = [];
  const shown = new Map<string, number>();
  const server = createServer((request, response) => {
    const { authorization = "", "x-api-key": header } = request.headers;
    const key = header === undefined ? authorization.replace(/^Bearer /, "") : String(header);
    shown.set(key, (shown.get(key) ?? 0) + 1);
    const model = { type: "model", id: "claude-haiku-5-5", display_name: "Haiku", created_at: "2026-01-01T00:00:00Z" };
    const refusal = { type: "error", error: { type: "authentication_error", message: "invalid x-api-key" } };
    const isKnown = accepted.includes(key);
    response
      .writeHead(isKnown ? 200 : 401, { "content-type": "application/json" })
      .end(
        JSON.stringify(isKnown ? { data: [model], has_more: false, first_id: model.id, last_id: model.id } : refusal),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    accept: (...keys) => {
      accepted = keys;
    },
    asked: (key) => shown.get(key) ?? 0,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
