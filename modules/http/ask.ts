import type { z } from "zod";
import type { ApiVariable, Credentials, ProviderFetch } from "../module.ts";
import { boundedLine } from "../meta/bounded.ts";
import { PRODUCT_NAME } from "../../schema/product-name.ts";
import { exchange, type ExchangeInit } from "./exchange.ts";
import { jsonOf } from "./json-of.ts";
import { boundedWait, retryAfter } from "./retry-after.ts";
import type { Trouble } from "./trouble.ts";

/** An answer as it came: `body` is undefined where the text is no JSON. */
export interface Said {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
}

/** What is to be known of a provider to read its answers. One constant a provider, in the module's own `provider.ts`. */
export interface Provider {
  /** As people write it, in a sentence: "Twilio". */
  name: string;
  /** The variable that puts another server in its place; undefined where the address is a person's. */
  variable?: ApiVariable;
  /** Where it says that it has trouble. */
  statusPage?: string;
  /** Its own codes in an answer, the most telling first; none where it refuses nothing. One with a 2xx status makes that a refusal too. */
  codesOf(said: Said): readonly string[];
  /** Its own sentence about a refusal, for codes the table has not. */
  sentenceOf?(said: Said): string | undefined;
  /** Seconds it asks to wait, where it does not say so in `retry-after`. */
  waitOf?(said: Said): number | undefined;
  /** What its codes mean, and what a status means (under "401") where it gives no code. */
  refusals: Readonly<Record<string, Trouble>>;
}

export interface AskInit<T> extends Omit<ExchangeInit, "body"> {
  /** What a good answer looks like: its JSON, undefined for a body that is none, or with `as: "text"` the text itself. */
  reads: z.ZodType<T>;
  as?: "json" | "text";
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as a form. */
  form?: Readonly<Record<string, string>>;
}

/** `refused`: the provider's own no, with its codes. `unreadable`: an answer, but none that the provider documents. `silent`: none, or not in time. */
export type Answer<T> = { kind: "ok"; status: number; headers: Headers; body: T } | Failed;
export type Failed =
  | { kind: "refused"; status: number; codes: readonly string[]; sentence: string; waitSeconds: number | undefined }
  | { kind: "unreadable"; status: number; why: "empty" | "too_large" | "other" }
  | { kind: "silent"; timedOut: boolean };

/** Asks one thing. `address` is a path at the module's first api, or a whole address at any of them. Never throws. */
export type Ask = <T>(address: string, init: AskInit<T>) => Promise<Answer<T>>;

/**
 * A way to ask a provider that never throws and leaks nothing: what it quotes of the credentials is masked. How a module verifies:
 *
 *     const ask = asking(TWILIO, credentials, provider);
 *     const account = await ask("/2010-04-01/Accounts/AC1.json", { headers: basic(sid, token), reads: Account });
 *     if (account.kind !== "ok") return notWorking(now, troubleOf(account, TWILIO));
 *     return working(now, { account: account.body.friendly_name });
 *
 * Its tests call `holdsVerification` (verify-conformance.test-kit.ts), which brings every fault that providers share.
 */
export function asking(by: Provider, credentials: Credentials, provider: ProviderFetch): Ask {
  return async (address, { reads, as = "json", json, form, headers = {}, ...init }) => {
    const exchanged = await exchange(provider, address, {
      ...init,
      headers: {
        accept: as === "json" ? "application/json" : "*/*",
        // Several providers turn away whoever does not say who asks.
        "user-agent": PRODUCT_NAME,
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
    });
    if (exchanged.kind === "silent") return exchanged;
    const { status } = exchanged;
    if (exchanged.kind === "too_large") return { kind: "unreadable", status, why: "too_large" };
    const said: Said = { ...exchanged, body: jsonOf(exchanged.text) };
    const isOk = status >= 200 && status < 300;
    const codes = by.codesOf(said);
    if (isOk && codes.length === 0) {
      const read = reads.safeParse(as === "text" ? said.text : said.body);
      return read.success ? { kind: "ok", status, headers: said.headers, body: read.data } : unreadable(said);
    }
    const isTheirs = isOk || codes.length > 0 || said.body !== undefined || isTelling(status);
    if (!isTheirs || (status >= 300 && status < 400)) return unreadable(said);
    return {
      kind: "refused",
      status,
      codes: codes.map((code) => masked(code, credentials)),
      sentence: boundedLine(masked(by.sentenceOf?.(said) ?? "", credentials), SENTENCE_MAX),
      waitSeconds: boundedWait(by.waitOf?.(said)) ?? retryAfter(said.headers),
    };
  };
}

/** Whether a status says what it means whoever sent it, and whatever came with it. */
export function isTelling(status: number): boolean {
  return status === 401 || status === 429 || status >= 500;
}

const SENTENCE_MAX = 300;

function unreadable({ status, text }: Said): Failed {
  return { kind: "unreadable", status, why: text.trim() === "" ? "empty" : "other" };
}

/** Providers quote what they were sent; a part of it shorter than this is no secret, and would eat ordinary words. */
const SECRET_MIN_CHARACTERS = 4;

function masked(text: string, credentials: Credentials): string {
  return Object.values(credentials)
    .filter((value) => value.length >= SECRET_MIN_CHARACTERS)
    .reduce((left, value) => left.replaceAll(value, "•••"), text);
}
