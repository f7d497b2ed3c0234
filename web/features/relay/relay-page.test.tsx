import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RelayForm, RelayPage as Shown } from "../../../schema/contracts/relays.ts";
import { queryClient } from "../../stores/queries.ts";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { default: RelayPage } = await import("./relay-page.tsx");

const FORM: RelayForm = {
  module: { slug: "alpha", name: "Alpha", icon: "alpha", summary: "Answers customers." },
  fields: [
    { kind: "text", name: "number", label: "Number", help: "Of your shop.", required: true, sharing: "perAccount" },
    { kind: "number", name: "limit", label: "Limit", help: "A day.", required: true, sharing: "perAccount" },
  ],
  rules: [],
  settings: ["limit"],
  faults: {},
  state: "open",
  reason: null,
  fix: null,
};
const page = (form: Partial<RelayForm>): Shown => ({
  business: "Casa Lumen",
  from: "Maya Lindgren",
  expiresAt: "2026-11-27T08:00:00.000Z",
  forms: [{ ...FORM, ...form }],
});

const sent: { path: string; body: unknown; tenant: string | null }[] = [];
let answers: Record<string, unknown>;
vi.stubGlobal("fetch", (url: string, { body, headers }: RequestInit) => {
  const path = url.replace("/api", "");
  sent.push({
    path,
    body: JSON.parse(String(body ?? "null")) as unknown,
    tenant: new Headers(headers).get("x-tenant"),
  });
  const answer = answers[path];
  return Promise.resolve(
    answer instanceof Response
      ? answer.clone()
      : Response.json(answer ?? { brand: { name: "Northlight", accent: null, logo: null }, host: "installation" }),
  );
});
const refusal = (status: number, error: object): Response =>
  new Response(JSON.stringify({ errors: [error], requestId: "req_7" }), {
    status,
    headers: { "content-type": "application/json" },
  });

function show() {
  const history = createMemoryHistory();
  history.set({ value: "/relay/secret-of-the-link" });
  render(() => (
    <MemoryRouter history={history}>
      <Route path="/relay/:token" component={RelayPage} />
    </MemoryRouter>
  ));
}
const type = (label: RegExp, value: string): boolean =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const opens = () => sent.filter(({ path }) => path === "/concierge/relays/open");

beforeEach(() => {
  queryClient.clear();
  sent.length = 0;
  answers = { "/concierge/relays/open": page({}) };
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("the page behind a link", () => {
  it("asks for what is missing, sends it sealed, settings apart, and says when it is connected", async () => {
    show();
    await screen.findByRole("heading", { name: "Finish setting up Casa Lumen" });
    screen.getByText(/Maya Lindgren asks you for what Casa Lumen needs and only you have/);
    screen.getByText(/The link works until .*27.*2026/);
    screen.getByText("0 of 1 connected");
    fireEvent.click(screen.getByRole("button", { name: "Connect Alpha" }));
    expect(sent.filter(({ path }) => path.includes("forms"))).toEqual([]);
    type(/^Number/, "4477");
    type(/^Limit/, "5");
    answers["/concierge/relays/forms/alpha"] = page({ state: "live", fields: [], settings: [] });
    fireEvent.click(screen.getByRole("button", { name: "Connect Alpha" }));
    await screen.findByRole("heading", { name: "All done, thank you" });
    screen.getByText("Connected");
    expect(sent.at(-1)).toEqual({
      path: "/concierge/relays/forms/alpha",
      body: { token: "secret-of-the-link", values: { number: "4477" }, config: { limit: 5 } },
      tenant: null,
    });
  });

  it("looks again while the provider is asked, and tells its reason at the field", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    answers["/concierge/relays/open"] = page({ state: "working", fields: [] });
    show();
    await screen.findByText("Asking the provider whether it works");
    answers["/concierge/relays/open"] = page({
      state: "blocked",
      reason: "The provider does not know this number.",
      fix: "Copy it again.",
      faults: { number: "The provider does not know this number." },
    });
    await vi.advanceTimersByTimeAsync(2_100);
    await waitFor(() => expect(screen.getByLabelText(/^Number/).getAttribute("aria-invalid")).toBe("true"));
    screen.getByText("Copy it again.");
    const looks = opens().length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(opens()).toHaveLength(looks);
  });

  it("puts what was refused at its field, and keeps what was typed", async () => {
    show();
    await screen.findByRole("button", { name: "Connect Alpha" });
    type(/^Number/, "4477");
    type(/^Limit/, "5");
    answers["/concierge/relays/forms/alpha"] = refusal(400, {
      message: "Too many.",
      code: "invalid",
      field: "config.limit",
    });
    fireEvent.click(screen.getByRole("button", { name: "Connect Alpha" }));
    await screen.findByText("Too many.");
    expect(screen.getByLabelText<HTMLInputElement>(/^Number/).value).toBe("4477");
  });

  it("says that a link is over, and what of it stays", async () => {
    answers["/concierge/relays/open"] = refusal(410, { message: "Over.", code: "link_over" });
    show();
    await screen.findByRole("heading", { name: "This link is over" });
    screen.getByText(/It went straight to the vault|it went straight to the vault/);
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});
