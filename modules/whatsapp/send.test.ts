import { afterEach, describe, expect, it, vi } from "vitest";
import type { Outgoing, ProviderFetch, SendOutcome } from "../module.ts";
import { GRAPH_TIMEOUT_MS } from "../meta/graph.ts";
import { PROVIDER_ERRORS } from "./provider-errors.ts";
import { sendMessage } from "./send.ts";

const credentials = {
  phoneNumberId: "510600700800901",
  businessAccountId: "410200300400501",
  accessToken: "EAAG-secret-token",
};
const message: Outgoing = {
  echoId: "msg_1",
  to: [{ kind: "whatsapp", value: "447700900417" }],
  content: { kind: "text", text: "It is ready" },
  attempt: 1,
};

afterEach(() => vi.useRealTimers());

describe("the request", () => {
  it("is one POST in Meta's form, with our id in the echo field", async () => {
    const calls: [string, RequestInit | undefined][] = [];
    const outcome = await sendMessage(message, credentials, async (path, init) => {
      calls.push([path, init]);
      return Response.json({
        messaging_product: "whatsapp",
        contacts: [{ input: "447700900417", wa_id: "447700900417" }],
        messages: [{ id: "wamid.1" }],
      });
    });
    expect(outcome).toEqual({ kind: "sent", externalId: "wamid.1" });
    expect(calls).toHaveLength(1);
    const [path, init] = calls[0] ?? [];
    expect(path).toBe("/v23.0/510600700800901/messages");
    expect(init).toMatchObject({
      method: "POST",
      redirect: "manual",
      headers: { authorization: "Bearer EAAG-secret-token", "content-type": "application/json" },
    });
    expect(JSON.parse(String(init?.body))).toEqual({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: "447700900417",
      type: "text",
      text: { body: "It is ready", preview_url: false },
      biz_opaque_callback_data: "msg_1",
    });
  });

  it.each([
    [
      [
        { kind: "bsuid", value: "GB.7041" },
        { kind: "whatsapp", value: "447700900417" },
      ],
      { to: "447700900417" },
    ],
    [[{ kind: "phone", value: "+44 7700 900417" }], { to: "447700900417" }],
    [[{ kind: "bsuid", value: "GB.7041" }], { recipient: "GB.7041" }],
  ])("is addressed to %j as %j", async (to, recipient) => {
    let body: Record<string, unknown> = {};
    await sendMessage({ ...message, to }, credentials, async (_path, init) => {
      body = JSON.parse(String(init?.body)) as Record<string, unknown>;
      return Response.json({ messages: [{ id: "wamid.1" }] });
    });
    expect(Object.fromEntries(Object.entries(body).filter(([key]) => key === "to" || key === "recipient"))).toEqual(
      recipient,
    );
  });

  it("is not made for nobody, nor without credentials", async () => {
    const provider = vi.fn<ProviderFetch>();
    expect(
      await sendMessage({ ...message, to: [{ kind: "email", value: "a@b" }] }, credentials, provider),
    ).toMatchObject({
      kind: "failed",
      error: { code: "no_recipient" },
    });
    expect(await sendMessage(message, {}, provider)).toMatchObject({
      kind: "failed",
      error: { code: "not_configured" },
    });
    expect(provider).not.toHaveBeenCalled();
  });
});

describe("Graph's refusals", () => {
  const refuse = (code: number, status = 400, details?: string): Promise<SendOutcome> =>
    sendMessage(message, credentials, async () => graphError(code, status, details));

  it.each([4, 80007, 130429, 131048, 131056, 133016, 131000, 131016, 131053])(
    "%i is sent again later",
    async (code) => {
      const outcome = await refuse(code);
      expect(outcome).toMatchObject({ kind: "retry", error: { code: String(code), retryable: true } });
      expect(outcome.kind === "retry" ? outcome.afterMs : 0).toBeGreaterThanOrEqual(1_000);
    },
  );

  it.each([131047, 131026, 131049, 131051, 132000, 132001, 132015, 190, 100, 10, 200, 1, 2, 368, 131008, 999999])(
    "%i is never sent again by itself",
    async (code) => {
      for (const status of [400, 401, 403, 500, 503]) {
        expect(await refuse(code, status)).toMatchObject({ kind: "failed", error: { code: String(code) } });
      }
    },
  );

  it("of the pair limit wait 4^X seconds", async () => {
    const waits: number[] = [];
    for (const attempt of [1, 2, 3, 4, 9]) {
      const outcome = await sendMessage({ ...message, attempt }, credentials, async () => graphError(131056, 400));
      if (outcome.kind === "retry") waits.push(outcome.afterMs / 1000);
    }
    expect(waits).toEqual([4, 16, 64, 256, 3600]);
  });

  it("carry Meta's own details where there is no sentence of ours", async () => {
    expect(await refuse(131009, 400, "Parameter value is not valid")).toMatchObject({
      error: { message: "Parameter value is not valid (131009)" },
    });
  });

  it("say what happened in a sentence with the code, for every code of the table", async () => {
    for (const [code, { reason }] of Object.entries(PROVIDER_ERRORS)) {
      expect(await refuse(Number(code))).toMatchObject({ error: { message: `${reason} (${code})` } });
    }
  });

  it("never repeat the token", async () => {
    const outcome = await refuse(77, 400, `Malformed access token ${credentials.accessToken}`);
    expect(JSON.stringify(outcome)).not.toContain(credentials.accessToken);
  });
});

describe("an answer that proves nothing", () => {
  it.each([
    ["500 with a page", new Response("<html>Bad gateway</html>", { status: 502 })],
    ["500 with JSON of another form", Response.json({ message: "upstream" }, { status: 500 })],
    ["503 empty", new Response(null, { status: 503 })],
    ["200 without an id", Response.json({ messages: [] })],
    ["200 with an empty id", Response.json({ messages: [{ id: "" }] })],
    ["200 that is no JSON", new Response("ok")],
  ])("%s is unknown", async (_what, response) => {
    expect(await sendMessage(message, credentials, async () => response)).toMatchObject({
      kind: "unknown",
      error: { retryable: true },
    });
  });

  it("a broken connection is unknown", async () => {
    const thrown = sendMessage(message, credentials, () =>
      Promise.reject(new Error(`reset by peer ${credentials.accessToken}`)),
    );
    expect(await thrown).toMatchObject({ kind: "unknown", error: { code: "no_answer" } });
    expect(JSON.stringify(await thrown)).not.toContain(credentials.accessToken);
  });

  it.each([
    ["an answer", () => new Promise<Response>(() => undefined)],
    ["a body", async () => new Response(new ReadableStream())],
  ])("%s that never comes is unknown after the time limit, and the request is aborted", async (_what, respond) => {
    vi.useFakeTimers();
    let signal: AbortSignal | null | undefined;
    const outcome = sendMessage(message, credentials, (_path, init) => {
      signal = init?.signal;
      return respond();
    });
    await vi.advanceTimersByTimeAsync(GRAPH_TIMEOUT_MS);
    expect(await outcome).toMatchObject({ kind: "unknown", error: { code: "timeout" } });
    expect(signal?.aborted).toBe(true);
  });

  it.each([
    [404, "failed"],
    [302, "failed"],
    [429, "retry"],
  ])("%i without Graph's form is %s: a refusal before WhatsApp", async (status, kind) => {
    expect(await sendMessage(message, credentials, async () => new Response(null, { status }))).toMatchObject({ kind });
  });
});

function graphError(code: number, status: number, details?: string): Response {
  return Response.json(
    {
      error: {
        message: `(#${code}) A title`,
        type: "OAuthException",
        code,
        ...(details === undefined ? {} : { error_data: { messaging_product: "whatsapp", details } }),
        fbtrace_id: "A1",
      },
    },
    { status },
  );
}
