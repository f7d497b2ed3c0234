import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SYSTEM_PROMPT_MAX_CHARACTERS } from "../../../schema/agent-limits.ts";
import type { Capability } from "../../../schema/capabilities.ts";
import { AccountProvider } from "../../frame/account-context.tsx";
import { queryClient } from "../../stores/queries.ts";
import { toasts } from "../../stores/toasts.ts";

// Asked for while modules load, and not there in a browser of paper.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
Element.prototype.scrollTo = () => {};
const { default: AgentsPage } = await import("./agents-page.tsx");
const { default: AgentPage } = await import("./agent-page.tsx");
await import("../../ui/dialog-surface.tsx");
await import("./agent-playground.tsx");
await import("./agent-versions.tsx");

const AT = "2026-11-20T08:00:00.000Z";
const desk = {
  id: "agt_1",
  name: "Front desk",
  systemPrompt: "You answer for Casa Lumen.",
  model: "claude-sonnet-5-5",
  scope: { channels: ["whatsapp"], tags: [] },
  isDefault: true,
  createdAt: AT,
  updatedAt: AT,
  version: 3,
};
const VERSION = { ...desk, changed: ["systemPrompt"], restored: null, at: AT, by: "Ana Prado" };
const press = { ...desk, id: "agt_2", name: "Press", isDefault: false };
const USAGE = { inputTokens: 1_000, outputTokens: 200, cacheReadTokens: 0, cacheWriteTokens: 0 };
const TOTALS = { count: 3, usage: USAGE, cost: { micros: 4_000, currency: "USD" } };

let answers: Record<string, unknown>;
const sent: { method: string; path: string; body: unknown }[] = [];
vi.stubGlobal("fetch", (url: string, { method = "GET", body }: RequestInit) => {
  const path = url.replace(/\?.*$/, "");
  if (method !== "GET") sent.push({ method, path, body: JSON.parse(String(body ?? "null")) as unknown });
  const answer = answers[`${method} ${path}`];
  return Promise.resolve(answer instanceof Response ? answer : Response.json(answer ?? { errors: [], requestId: "r" }));
});

function show(path: string, can: (capability: Capability) => boolean = () => true) {
  const account = { id: "ten_1", tenant: { name: "Casa Lumen", type: "subaccount" }, can } as unknown as Parameters<
    typeof AccountProvider
  >[0]["value"];
  const history = createMemoryHistory();
  history.set({ value: `/a/ten_1${path}` });
  const within = (Component: typeof AgentsPage) => () => (
    <AccountProvider value={account}>
      <Component />
    </AccountProvider>
  );
  render(() => (
    <MemoryRouter history={history}>
      <Route path="/a/:tenantId/agents" component={within(AgentsPage)} />
      <Route path="/a/:tenantId/agents/new" component={within(AgentPage)} />
      <Route path="/a/:tenantId/agents/:agentId" component={within(AgentPage)} />
      <Route path="*" component={() => <p>Elsewhere</p>} />
    </MemoryRouter>
  ));
  return history;
}
const refusal = (status: number, error: object): Response =>
  new Response(JSON.stringify({ errors: [error], requestId: "req_7" }), {
    status,
    headers: { "content-type": "application/json" },
  });
const viewer = (capability: Capability): boolean => capability === "viewLeads" || capability === "viewSettings";
const type = (field: HTMLElement, value: string): boolean => fireEvent.input(field, { target: { value } });

beforeEach(() => {
  queryClient.clear();
  sent.length = 0;
  answers = {
    "GET /api/agents": { docs: [desk, press] },
    "GET /api/agents/agt_1": desk,
    "GET /api/agents/agt_2": press,
    "GET /api/agents/agt_1/versions": { docs: [VERSION] },
    "GET /api/agents/agt_2/versions": {
      docs: [
        { ...VERSION, name: "Press" },
        { ...VERSION, name: "Press", version: 2, restored: 1 },
        { ...VERSION, name: "Media", version: 1, systemPrompt: "You speak for Casa Lumen." },
      ],
    },
    "GET /api/agents/models": {
      docs: [{ id: "claude-sonnet-5-5", name: "Claude Sonnet 5.5", inputPrice: 2_000_000, outputPrice: 10_000_000 }],
    },
    "GET /api/integrations": { docs: [{ id: "int_1", module: "ai", state: "connected", sandbox: true }] },
    "GET /api/ai/usage": {
      month: "2026-11",
      total: TOTALS,
      paidByPlatform: { micros: 0, currency: "USD" },
      byKind: [{ ...TOTALS, kind: "draft" }],
      byModel: [],
      cap: { micros: 20_000_000, currency: "USD" },
    },
  };
});
afterEach(cleanup);

describe("the agents of an account", () => {
  it("lists them, marks the default, and tells the month's use", async () => {
    show("/agents");
    await screen.findByText("Press");
    expect(screen.getAllByText("Default")).toHaveLength(1);
    await screen.findByText("for 1,200 tokens");
    expect(screen.getByText(/of \$20.00 that this account allows a month/)).toBeTruthy();
  });

  it("leads to the module where AI is not connected", async () => {
    answers["GET /api/agents"] = { docs: [] };
    answers["GET /api/integrations"] = { docs: [] };
    show("/agents");
    expect((await screen.findByRole("link", { name: "Connect Claude" })).getAttribute("href")).toBe(
      "/a/ten_1/modules/ai",
    );
  });

  it("says above the list why none can write", async () => {
    answers["GET /api/integrations"] = {
      docs: [{ id: "int_1", module: "ai", state: "error", health: { ok: false, reason: "Claude refused the key." } }],
    };
    show("/agents");
    await screen.findByText(/Claude refused the key\./);
    expect(screen.getByText("Press")).toBeTruthy();
  });

  it("offers a first one where there is none", async () => {
    answers["GET /api/agents"] = { docs: [] };
    show("/agents");
    expect((await screen.findByRole("link", { name: "Create the first agent" })).getAttribute("href")).toBe(
      "/a/ten_1/agents/new",
    );
  });

  it("shows a viewer how they are set up, and no acts", async () => {
    show("/agents", viewer);
    await screen.findByText("Press");
    expect(screen.queryByRole("button", { name: /^Acts on/ })).toBeNull();
    expect(screen.queryByRole("link", { name: "New agent" })).toBeNull();
    cleanup();
    show("/agents/agt_1", viewer);
    await screen.findByText("You answer for Casa Lumen.");
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("tells an error with its request, and tries again", async () => {
    answers["GET /api/agents"] = refusal(403, { message: "Your role does not allow this.", code: "forbidden" });
    show("/agents");
    expect(await screen.findByText("req_7")).toBeTruthy();
    answers["GET /api/agents"] = { docs: [desk] };
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Front desk")).toBeTruthy();
  });
});

describe("an agent's form", () => {
  it("creates one with what is filled in", async () => {
    answers["POST /api/agents"] = { doc: { ...press, name: "Weddings" } };
    const history = show("/agents/new");
    type(await screen.findByRole("textbox", { name: /^Name/ }), "Weddings");
    type(screen.getByRole("textbox", { name: /^What it is told/ }), "Be brief.");
    fireEvent.click(screen.getByRole("button", { name: "Instagram" }));
    fireEvent.click(screen.getByRole("switch", { name: "Default" }));
    fireEvent.click(screen.getByRole("button", { name: "Create agent" }));
    await waitFor(() => expect(history.get()).toBe("/a/ten_1/agents"));
    expect(sent).toEqual([
      {
        method: "POST",
        path: "/api/agents",
        body: {
          name: "Weddings",
          systemPrompt: "Be brief.",
          model: "claude-sonnet-5-5",
          scope: { channels: ["instagram"], tags: [] },
          isDefault: true,
        },
      },
    ]);
    expect(toasts().at(-1)?.text).toBe("Weddings can write now.");
  });

  it("puts a name that is taken at its field, and keeps what was typed", async () => {
    answers["PATCH /api/agents/agt_2"] = refusal(409, {
      message: "Another agent has this name.",
      code: "conflict",
      field: "name",
    });
    show("/agents/agt_2");
    const name = await screen.findByRole("textbox", { name: /^Name/ });
    type(name, "Front desk");
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Another agent has this name.");
    expect(name.getAttribute("aria-invalid")).toBe("true");
    expect((name as HTMLInputElement).value).toBe("Front desk");
  });

  it("counts what it is told, and sends no more than it may hold", async () => {
    show("/agents/agt_2");
    const told = await screen.findByRole("textbox", { name: /^What it is told/ });
    expect(screen.getByText(/^26 of 20,000/)).toBeTruthy();
    type(told, "x".repeat(SYSTEM_PROMPT_MAX_CHARACTERS + 1));
    expect(screen.getByText("It can be told 20,000 characters. Shorten it.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(sent).toEqual([]);
  });

  it("cannot take the default from the default", async () => {
    show("/agents/agt_1");
    expect(await screen.findByRole<HTMLButtonElement>("switch", { name: "Default" })).toHaveProperty("disabled", true);
  });

  it("asks before what was changed is left", async () => {
    const history = show("/agents/agt_2");
    type(await screen.findByRole("textbox", { name: /^Name/ }), "Other");
    fireEvent.click(screen.getByRole("link", { name: "All agents" }));
    await screen.findByText("Leave without saving?");
    expect(history.get()).toBe("/a/ten_1/agents/agt_2");
    fireEvent.click(screen.getByRole("button", { name: "Leave" }));
    await waitFor(() => expect(history.get()).toBe("/a/ten_1/agents"));
  });
});

describe("what an agent was", () => {
  const compare = async () => {
    show("/agents/agt_2");
    fireEvent.click(await screen.findByRole("button", { name: "Compare version 1" }));
    return screen.findByRole("dialog", { name: "Version 1" });
  };

  it("is told version by version: what made each, and which is now", async () => {
    show("/agents/agt_2");
    expect(await screen.findByText(/^Changed what it is told/)).toBeTruthy();
    expect(screen.getByText(/^Version 1 taken up again/)).toBeTruthy();
    expect(screen.getByText(/^Created/)).toBeTruthy();
    expect(screen.getByText("Now").closest("li")?.textContent).toContain("Version 3");
    expect(screen.queryByRole("button", { name: "Compare version 3" })).toBeNull();
  });

  it("is compared word by word, and taken up again", async () => {
    const dialog = await compare();
    const texts = (tag: string) => [...dialog.querySelectorAll(tag)].map(({ textContent }) => textContent);
    expect(texts("del")).toEqual(["Media", "speak"]);
    expect(texts("ins")).toEqual(["Press", "answer"]);
    answers["POST /api/agents/agt_2/restoration"] = { doc: { ...press, name: "Media" } };
    answers["GET /api/agents/agt_2"] = { ...press, name: "Media", version: 4 };
    fireEvent.click(screen.getByRole("button", { name: "Restore this version" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual([{ method: "POST", path: "/api/agents/agt_2/restoration", body: { version: 1 } }]);
    const name = await screen.findByRole<HTMLInputElement>("textbox", { name: /^Name/ });
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>("textbox", { name: /^Name/ }).value).toBe("Media"));
    expect(name).toBeTruthy();
  });

  it("says why it could not be", async () => {
    await compare();
    answers["POST /api/agents/agt_2/restoration"] = refusal(409, {
      message: "Taken.",
      code: "conflict",
      field: "name",
    });
    fireEvent.click(screen.getByRole("button", { name: "Restore this version" }));
    expect(await screen.findByText("name: Taken.")).toBeTruthy();
  });

  it("goes with what is saved, so that nobody's change is gone over unseen", async () => {
    answers["PATCH /api/agents/agt_2"] = refusal(409, { message: "Someone else changed it.", code: "conflict" });
    show("/agents/agt_2");
    type(await screen.findByRole("textbox", { name: /^Name/ }), "Papers");
    answers["GET /api/agents/agt_2"] = { ...press, version: 4 };
    const save = screen.getByRole("button", { name: "Save" });
    fireEvent.click(save);
    await screen.findByText("Someone else changed it.");
    await waitFor(() => expect(save.getAttribute("aria-busy")).not.toBe("true"));
    fireEvent.click(save);
    await waitFor(() => expect(sent.map(({ body }) => (body as { version: number }).version)).toEqual([3, 4]));
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: /^Name/ }).value).toBe("Papers");
  });
});

describe("an agent tried out", () => {
  const stream = (...events: object[]): Response =>
    new Response(
      events.map((event) => `event: ${(event as { type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`).join(""),
      {
        headers: { "content-type": "text/event-stream" },
      },
    );
  const done = {
    type: "done",
    id: "ast_1",
    text: "Yes, at eight.",
    stopReason: "end_turn",
    usage: USAGE,
    cost: TOTALS.cost,
  };
  const field = () => screen.findByRole("textbox", { name: "A customer's message" });

  it("answers as it stands in the form, is told the conversation so far, and says what it cost", async () => {
    answers["POST /api/agents/playground"] = stream(
      { type: "delta", text: "Yes, " },
      { type: "delta", text: "at " },
      done,
    );
    show("/agents/agt_2");
    type(await screen.findByRole("textbox", { name: /^What it is told/ }), "Be brief.");
    type(await field(), "A table?");
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("Yes, at eight.")).toBeTruthy();
    expect(screen.getByText(/^1,200 tokens · \$0.004/)).toBeTruthy();
    answers["POST /api/agents/playground"] = stream({ ...done, text: "Bye." });
    type(await field(), "Thanks");
    fireEvent.keyDown(await field(), { key: "Enter" });
    expect(await screen.findByText("Bye.")).toBeTruthy();
    const base = { name: "Press", systemPrompt: "Be brief.", model: "claude-sonnet-5-5", channel: "whatsapp" };
    expect(sent.map(({ body }) => body)).toEqual([
      { ...base, messages: [{ from: "customer", text: "A table?" }] },
      {
        ...base,
        messages: [
          { from: "customer", text: "A table?" },
          { from: "agent", text: "Yes, at eight." },
          { from: "customer", text: "Thanks" },
        ],
      },
    ]);
    fireEvent.click(screen.getByRole("button", { name: "Start over" }));
    expect(screen.queryByText("Bye.")).toBeNull();
  });

  it("keeps what came of a cut answer, and asks again without it", async () => {
    answers["POST /api/agents/playground"] = stream({ type: "delta", text: "Yes, at" });
    show("/agents/new");
    type(await field(), "A table?");
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("The connection broke before the answer was whole.")).toBeTruthy();
    expect(screen.getByText("Yes, at")).toBeTruthy();
    answers["POST /api/agents/playground"] = stream(done);
    fireEvent.click(screen.getByRole("button", { name: "Ask again" }));
    expect(await screen.findByText("Yes, at eight.")).toBeTruthy();
    expect(screen.queryByText(/^The connection broke/)).toBeNull();
    expect(sent.map(({ body }) => (body as { messages: unknown[] }).messages.length)).toEqual([1, 1]);
  });

  it("leads to the module where AI is not connected", async () => {
    answers["POST /api/agents/playground"] = refusal(409, { message: "Not connected.", code: "ai_not_connected" });
    show("/agents/new");
    type(await field(), "A table?");
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    expect((await screen.findByRole("link", { name: "Open the AI module" })).getAttribute("href")).toBe(
      "/a/ten_1/modules/ai",
    );
  });
});
