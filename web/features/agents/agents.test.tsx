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
const { default: AgentsPage } = await import("./agents-page.tsx");
const { default: AgentPage } = await import("./agent-page.tsx");
await import("../../ui/dialog-surface.tsx");

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
};
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
  const account = { id: "ten_1", tenant: { name: "Casa Lumen" }, can } as unknown as Parameters<
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
