import type { HealthCause } from "../../schema/contracts/integrations.ts";
import type { ProviderFetch } from "../module.ts";
import { type Asked, type FakeProvider, wayTo } from "./built-in.ts";

export type { Asked, FakeProvider } from "./built-in.ts";

/** The way to a fake provider, and what it was asked. */
export function fakeWay(answer: FakeProvider): { provider: ProviderFetch; asked: Asked[] } {
  const asked: Asked[] = [];
  const provider = wayTo((one) => {
    asked.push(one);
    return answer(one);
  });
  return { provider, asked };
}

/** Something that goes wrong. */
export interface Fault {
  answer: () => Promise<Response>;
  /** What it may rightly be taken for. */
  causes: readonly HealthCause[];
  /** Words of the reason or the fix, where they are always the same. */
  says?: RegExp;
  /** It has a 2xx status: good enough for an address whose answers nobody prescribes. */
  isAnswer?: boolean;
}

/** What can go wrong with any provider, whatever it documents. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  "an address that nobody is at": {
    answer: () => Promise.reject(new TypeError("connection refused")),
    causes: ["network"],
  },
  "a connection that is cut within the answer": { answer: async () => new Response(cut()), causes: ["network"] },
  "an answer that never comes": {
    answer: () => new Promise<Response>(() => undefined),
    causes: ["network"],
    says: /in time/,
  },
  "an answer that never ends": {
    answer: async () => new Response(new ReadableStream<Uint8Array>()),
    causes: ["network"],
    says: /in time/,
  },
  "a page in place of an answer": { answer: async () => page(200), causes: ["provider_down"], isAnswer: true },
  "a page of a gateway": { answer: async () => page(502), causes: ["provider_down"] },
  "a page that nothing is here": { answer: async () => page(404), causes: ["provider_down", "not_found"] },
  "an answer without a word": { answer: async () => new Response(""), causes: ["provider_down"], isAnswer: true },
  "an answer of another shape": {
    answer: async () => Response.json(["what", { nobody: "expects" }]),
    causes: ["provider_down"],
    isAnswer: true,
  },
  "an answer that is far too large": {
    answer: async () => new Response(endless()),
    causes: ["provider_down", "network"],
    isAnswer: true,
  },
  "a redirect": {
    answer: async () => new Response(null, { status: 302, headers: { location: "https://evil.example/" } }),
    causes: ["provider_down", "configuration"],
  },
  "a fault without a word": { answer: async () => new Response(null, { status: 500 }), causes: ["provider_down"] },
  "a fault in JSON": {
    answer: async () => Response.json({ message: "Internal" }, { status: 503 }),
    causes: ["provider_down"],
  },
  "a refusal without a word": {
    answer: async () => new Response(null, { status: 401 }),
    causes: ["credentials", "expired", "configuration", "not_found"],
  },
  "too many calls": {
    answer: async () => new Response(null, { status: 429, headers: { "retry-after": "37" } }),
    causes: ["rate_limited"],
    says: /37 seconds/,
  },
};

function cut(): ReadableStream<Uint8Array> {
  let isBegun = false;
  return new ReadableStream({
    pull(controller) {
      if (isBegun) controller.error(new TypeError("cut"));
      else controller.enqueue(new TextEncoder().encode('{"ok":tr'));
      isBegun = true;
    },
  });
}

function page(status: number): Response {
  return new Response("<!doctype html><title>Hello</title>", { status, headers: { "content-type": "text/html" } });
}

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
    },
  });
}
