import { vi } from "vitest";
import { answer } from "../../durable-objects/sandbox-claude/answer.ts";
import { type Asked, readAsked } from "../../durable-objects/sandbox-claude/read-request.ts";
import { refusalOf, refuse } from "../../durable-objects/sandbox-claude/refusals.ts";
import { AI_MODELS } from "../../schema/ai-models.ts";
import type { ClaudeFault, ScriptedTurn } from "../../schema/contracts/sandbox.ts";

/** A request that reached it. */
export interface AskedOfClaude {
  key: string;
  /** As it came over the network, to search for what must not be in it. */
  body: string;
  asked: Asked;
}

/** What it does with one request: an answer of the script, a fault, or both; undefined lets it speak for itself. */
export type ClaudeDoes = Partial<ScriptedTurn> & { retryAfterSeconds?: number; delayMs?: number };

export interface FakeClaude {
  asked: AskedOfClaude[];
  /** Requests the API would have refused as malformed. A product that sends none has this empty. */
  wrong: string[];
  /** What it does with the next requests, in order. Then `always`. */
  next: ClaudeDoes[];
  always: (asked: Asked) => ClaudeDoes | undefined;
  /** Keys it takes; every one where there is none. */
  keys: Set<string>;
}

/**
 * Claude at its own address, in place of the network and beside whatever stands there already: the Messages API with streaming, tools and its
 * documented refusals, made of the same parts as the built-in one of test mode.
 */
export function fakeClaude(base: string): FakeClaude {
  const before = vi.isMockFunction(globalThis.fetch) ? vi.mocked(globalThis.fetch).getMockImplementation() : undefined;
  const claude: FakeClaude = { asked: [], wrong: [], next: [], always: () => undefined, keys: new Set() };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(base)) return before?.(input, init) ?? Response.error();
    const key = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
    if (claude.keys.size > 0 && !claude.keys.has(key)) return refuse(401, "authentication_error", "invalid x-api-key");
    const { pathname } = new URL(request.url);
    return pathname === "/v1/models" ? models() : converse(claude, key, await request.text());
  });
  return claude;
}

function converse(claude: FakeClaude, key: string, body: string): Response {
  const asked = readAsked(JSON.parse(body));
  if ("wrong" in asked) {
    claude.wrong.push(asked.wrong);
    return refuse(400, "invalid_request_error", asked.wrong);
  }
  claude.asked.push({ key, body, asked });
  const does = claude.next.shift() ?? claude.always(asked);
  const fault: ClaudeFault | undefined = does?.fault;
  const refusal = fault === undefined ? undefined : refusalOf(fault, does?.retryAfterSeconds ?? 0);
  if (refusal !== undefined) return refusal;
  const isScripted = does?.text !== undefined || does?.calls !== undefined;
  const scripted = isScripted ? { text: does.text ?? "", calls: does.calls ?? [] } : undefined;
  return answer(asked, { fault, delayMs: does?.delayMs ?? 0, cached: { read: 0, written: 0 }, scripted });
}

function models(): Response {
  const data = AI_MODELS.map(({ id, name }) => ({
    type: "model",
    id,
    display_name: name,
    created_at: "2026-10-07T00:00:00Z",
  }));
  return Response.json({ data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null });
}
