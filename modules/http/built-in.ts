import type { BuiltInProvider, Credentials, ProviderFetch } from "../module.ts";

/** A request as a provider sees it. */
export interface Asked {
  method: string;
  /** As the module wrote it: a path at its first api, or a whole address. */
  address: string;
  headers: Headers;
  body: string;
}

/** A provider that answers as documented: each module has its own. Undefined is a 404 without a word. */
export type FakeProvider = (asked: Asked) => Response | undefined | Promise<Response | undefined>;

/** The way to a fake provider. */
export function wayTo(answer: FakeProvider): ProviderFetch {
  return async (address, init) => {
    const asked = {
      method: init?.method ?? "GET",
      address,
      headers: new Headers(init?.headers),
      body: typeof init?.body === "string" ? init.body : "",
    };
    return (await answer(asked)) ?? new Response(null, { status: 404 });
  };
}

/** A provider of test mode: what it hands out to an install, and how it answers. */
export function builtIn(credentials: Credentials, answer: FakeProvider): BuiltInProvider {
  return { credentials, answer: wayTo(answer) };
}
