import type { ThinkEvent, ThinkRequest } from "../../schema/concierge/host.ts";
import { FakeHost } from "./fake-host.test-kit.ts";

export type AskedFor = [tool: string, args: unknown];

/** What the worker streams of a turn in which the model says something and asks for something. */
export function turn(text: string, ...calls: AskedFor[]): () => ThinkEvent[] {
  return () => {
    const asked = calls.map(([tool, args]) => ({ id: `toolu_${crypto.randomUUID()}`, tool, args }));
    return [
      ...pieces(text).map((piece): ThinkEvent => ({ type: "text", text: piece })),
      ...asked.map((call): ThinkEvent => ({ type: "call", ...call })),
      {
        type: "end",
        stopReason: calls.length > 0 ? "tool_use" : "end_turn",
        content: [
          { type: "text", text },
          ...asked.map(({ id, tool, args }) => ({
            type: "tool_use",
            id,
            name: tool,
            input: typeof args === "object" ? args : {},
          })),
        ],
        usage: USED,
      },
    ];
  };
}

export const USED = { inputTokens: 100, outputTokens: 20, micros: 500 };

export function failure(code: Extract<ThinkEvent, { type: "failed" }>["code"], reason: string): () => ThinkEvent[] {
  return () => [{ type: "failed", code, reason, retryAfterSeconds: 0, usage: USED }];
}

/** A worker with a key. */
export function withKey(host: FakeHost = new FakeHost()): FakeHost {
  host.payer = { payer: "account", model: "claude-opus-5-5" };
  return host;
}

/** What the model was told last, as one text. */
export function toldLast({ messages }: ThinkRequest): string {
  return JSON.stringify(messages.at(-1));
}

function pieces(text: string): string[] {
  return text.match(/.{1,7}/gsu) ?? [];
}
