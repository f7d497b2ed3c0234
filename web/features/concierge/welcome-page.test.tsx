import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Capability } from "../../../schema/capabilities.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { AccountProvider } from "../../frame/account-context.tsx";
import { progressOf, sessionOf } from "../../stores/concierge/session.test-kit.ts";
import { queryClient } from "../../stores/queries.ts";

// Asked for while modules load, and not there in a browser of paper.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));

const requirement = (name: string, required = true) => ({ name, required }) as Module["requirements"][number];
const module = (slug: string, name: string, given: Partial<Module> = {}) =>
  ({
    slug,
    name,
    icon: slug,
    summary: `What ${name} does.`,
    entitlement: "entitled",
    requirements: [],
    dependencies: [],
    ...given,
  }) as unknown as Module;
const MODULES = [
  module("mail", "E-mail", { requirements: [requirement("a"), requirement("b"), requirement("c", false)] }),
  module("news", "Newsletter", { dependencies: [{ slug: "mail", range: "^1.0.0" }], requirements: [requirement("d")] }),
  module("chat", "Chat"),
  module("extra", "Extra", { entitlement: "upsell" }),
];

let answers: Record<string, unknown>;
const sent: { method: string; path: string; body: unknown }[] = [];
vi.stubGlobal("fetch", (url: string, { method = "GET", body }: RequestInit) => {
  const path = url.replace(/\?.*$/, "");
  if (method !== "GET") sent.push({ method, path, body: body ? (JSON.parse(String(body)) as unknown) : undefined });
  const answer = answers[`${method} ${path}`];
  return Promise.resolve(
    answer instanceof Response
      ? answer.clone()
      : answer === undefined
        ? new Response("", { status: 404 })
        : Response.json(answer),
  );
});

const { default: WelcomePage } = await import("./welcome-page.tsx");
const { default: ConciergeChip } = await import("./concierge-chip.tsx");
const { default: AccountStart } = await import("../start/account-start.tsx");

function show(path: string, can: (capability: Capability) => boolean = () => true, id = "ten_1") {
  const account = {
    id,
    tenant: { id, name: "Casa Lumen", type: "subaccount" },
    can,
  } as unknown as Parameters<typeof AccountProvider>[0]["value"];
  const history = createMemoryHistory();
  history.set({ value: `/a/${id}${path}` });
  const within = (Component: typeof WelcomePage) => () => (
    <AccountProvider value={account}>
      <ConciergeChip />
      <Component />
    </AccountProvider>
  );
  render(() => (
    <MemoryRouter history={history}>
      <Route path="/a/:tenantId" component={within(AccountStart)} />
      <Route path="/a/:tenantId/welcome" component={within(WelcomePage)} />
      <Route
        path="/a/:tenantId/*"
        component={within(() => (
          <p>Elsewhere</p>
        ))}
      />
    </MemoryRouter>
  ));
  return history;
}
const page = (docs: unknown[]) => ({ docs, totalDocs: docs.length });
const box = (name: RegExp) => screen.getByRole<HTMLInputElement>("checkbox", { name });

beforeEach(() => {
  queryClient.clear();
  localStorage.clear();
  sent.length = 0;
  answers = {
    "GET /api/concierge/offer": { session: null, occasion: "first_run", modules: [] },
    "GET /api/concierge/sessions": page([]),
    "POST /api/concierge/sessions": { doc: sessionOf({}) },
    "DELETE /api/concierge/offer": { message: "Done." },
    "GET /api/modules": { docs: MODULES },
    "GET /api/integrations": { docs: [] },
  };
});
afterEach(cleanup);

describe("the welcome", () => {
  it("offers everything the account may have, says how much it will ask, and begins with what is chosen", async () => {
    const history = show("/welcome");
    await screen.findByRole("heading", { name: "Set everything up for you, or do it yourself?" });
    await screen.findByText("It asks you for 3 things in all.");
    expect(screen.getAllByRole("checkbox")).toHaveLength(3);
    fireEvent.click(box(/^E-mail/));
    expect([box(/^E-mail/).checked, box(/^Newsletter/).checked, box(/^Chat/).checked]).toEqual([false, false, true]);
    screen.getByText("It asks you for nothing.");
    fireEvent.click(box(/^Newsletter/));
    expect(box(/^E-mail/).checked).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Set up 3 modules" }));
    await waitFor(() => expect(history.get()).toBe("/a/ten_1/welcome/cgs_1"));
    expect(sent).toEqual([
      {
        method: "POST",
        path: "/api/concierge/sessions",
        body: { modules: ["mail", "news", "chat"], occasion: "first_run" },
      },
    ]);
  });

  it("can be waved away, and is then not asked again", async () => {
    const history = show("/welcome");
    fireEvent.click(await screen.findByRole("button", { name: "I'll do it myself" }));
    await waitFor(() => expect(history.get()).toBe("/a/ten_1/modules"));
    expect(sent).toEqual([{ method: "DELETE", path: "/api/concierge/offer", body: undefined }]);
  });

  it("begins with what is new where an account has more than before", async () => {
    answers["GET /api/concierge/offer"] = {
      session: null,
      occasion: "entitlement",
      modules: [{ slug: "chat", name: "Chat", icon: "chat", summary: "What Chat does." }],
    };
    show("/welcome");
    await screen.findByRole("button", { name: "Set up 1 module" });
    expect(box(/^Chat/).checked).toBe(true);
  });

  it("goes on with the session that is active", async () => {
    answers["GET /api/concierge/offer"] = { session: "cgs_7", occasion: null, modules: [] };
    const history = show("/welcome");
    await waitFor(() => expect(history.get()).toBe("/a/ten_1/welcome/cgs_7"));
  });

  it("says so where everything is live, and keeps what was done before to read", async () => {
    answers["GET /api/integrations"] = {
      docs: ["mail", "news", "chat"].map((slug) => ({ module: slug, state: "connected" })),
    };
    answers["GET /api/concierge/sessions"] = page([
      sessionOf({ id: "cgs_0", state: "finished", progress: { live: 3, total: 3, modules: [] } }),
    ]);
    show("/welcome");
    await screen.findByText(/every module this account has is live/);
    expect((await screen.findByRole("link", { name: "Finished, 3 of 3 live" })).getAttribute("href")).toBe(
      "/a/ten_1/welcome/cgs_0",
    );
  });

  it("offers nothing to press to those who may not", async () => {
    show("/welcome", (capability) => capability === "viewSettings");
    await screen.findByRole("heading", { name: "Casa Lumen is not set up yet" });
    await screen.findByText("0 of its modules are live.");
    expect(screen.queryByRole("checkbox")).toBeNull();
  });

  it("says what a refusal says, and that it can be tried again", async () => {
    answers["POST /api/concierge/sessions"] = new Response(
      JSON.stringify({ errors: [{ code: "suspended", message: "This account is suspended." }], requestId: "req_1" }),
      { status: 403, headers: { "content-type": "application/json" } },
    );
    show("/welcome");
    fireEvent.click(await screen.findByRole("button", { name: "Set up 3 modules" }));
    await screen.findByText("This account is suspended.");
    expect(screen.getByRole("button", { name: "Set up 3 modules" })).toBeTruthy();
  });
});

describe("an account that is opened", () => {
  it("is met by the concierge the first time, by whoever may set it up", async () => {
    const history = show("");
    await waitFor(() => expect(history.get()).toBe("/a/ten_1/welcome"));
  });

  it("leads to the inbox once it is set up, and nobody asks about it again", async () => {
    answers["GET /api/concierge/offer"] = { session: null, occasion: null, modules: [] };
    const history = show("", undefined, "ten_2");
    await waitFor(() => expect(history.get()).toBe("/a/ten_2/inbox"));
    expect(localStorage.getItem("trellis.begun-accounts")).toBe('["ten_2"]');
    answers["GET /api/concierge/offer"] = { session: null, occasion: "first_run", modules: [] };
    cleanup();
    const again = show("", undefined, "ten_2");
    await waitFor(() => expect(again.get()).toBe("/a/ten_2/inbox"));
  });

  it("leads to the inbox for those who may not set it up, and where nobody can say", async () => {
    const viewer = show("", (capability) => capability === "viewLeads", "ten_3");
    await waitFor(() => expect(viewer.get()).toBe("/a/ten_3/inbox"));
    cleanup();
    delete answers["GET /api/concierge/offer"];
    const unknown = show("", undefined, "ten_4");
    await waitFor(() => expect(unknown.get()).toBe("/a/ten_4/inbox"));
  });
});

describe("the chip", () => {
  it("tells on any page of a set-up that goes on, and that it waits for somebody", async () => {
    answers["GET /api/concierge/offer"] = { session: "cgs_1", occasion: null, modules: [] };
    answers["GET /api/concierge/sessions"] = page([
      sessionOf({
        progress: { live: 1, total: 2, modules: [progressOf({ state: "live" }), progressOf({ slug: "b" })] },
      }),
    ]);
    show("/contacts");
    const chip = await screen.findByRole("button", { name: /1 of 2 live/ });
    expect(chip.textContent).toContain("it waits for somebody");
    expect(chip.getAttribute("aria-expanded")).toBe("false");
  });

  it("says when there is something new to set up, and nothing otherwise", async () => {
    answers["GET /api/concierge/offer"] = { session: null, occasion: "deployment", modules: [progressOf({})] };
    show("/contacts");
    expect((await screen.findByRole("link", { name: /1 new module/ })).getAttribute("href")).toBe("/a/ten_1/welcome");
    cleanup();
    answers["GET /api/concierge/offer"] = { session: null, occasion: "first_run", modules: [progressOf({})] };
    show("/contacts");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByRole("link", { name: /new module/ })).toBeNull();
  });
});
