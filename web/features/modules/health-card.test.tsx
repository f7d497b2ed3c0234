import { cleanup, render, screen } from "@solidjs/testing-library";
import { MemoryRouter, Route } from "@solidjs/router";
import { afterEach, expect, it } from "vitest";
import type { HealthCause, Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { AccountProvider } from "../../frame/account-context.tsx";
import { HealthCard } from "./health-card.tsx";

afterEach(cleanup);

function acts(cause: HealthCause): string[] {
  show("whatsapp", {
    state: "error",
    health: { ok: false, checkedAt: new Date().toISOString(), cause, reason: "It does not work.", fix: "Try again." },
  });
  return screen.getAllByRole("button").map((button) => button.textContent?.trim() ?? "");
}

function show(slug: string, how: Pick<Integration, "state" | "health"> & Partial<Integration>): void {
  const integration = {
    id: "int_1",
    watch: null,
    ...how,
    details: {},
    sandbox: false,
    applied: true,
  } as unknown as Integration;
  const account = { id: "ten_1", can: () => true } as unknown as Parameters<typeof AccountProvider>[0]["value"];
  render(() => (
    <MemoryRouter>
      <Route
        path="*"
        component={() => (
          <AccountProvider value={account}>
            <HealthCard
              module={{ name: "It", slug, works: { state: "works" } } as unknown as Module}
              integration={integration}
              onCorrect={() => {}}
            />
          </AccountProvider>
        )}
      />
    </MemoryRouter>
  ));
}

it.each(["credentials", "expired", "permission", "not_found", "configuration"] as const)(
  "offers to correct the credentials where they may be at fault, and to ask again: %s",
  (cause) => {
    expect(acts(cause)).toEqual(["Correct the credentials", "Check again"]);
  },
);

it.each(["blocked", "rate_limited", "provider_down", "network"] as const)(
  "only asks again where other credentials would not help: %s",
  (cause) => {
    expect(acts(cause)).toEqual(["Check again"]);
    expect(screen.getByRole("button").className).toContain("bg-accent");
  },
);

it("speaks of messages only where the module carries them", () => {
  const health = { ok: true, checkedAt: new Date().toISOString() };
  show("whatsapp", { state: "disabled", health });
  expect(screen.getByRole("heading").textContent).toContain("what arrives waits");
  cleanup();
  show("slack", { state: "disabled", health });
  expect(screen.getByRole("heading").textContent).toBe("It is off. Nobody can use it until it is on again.");
});

it("tells of a check that failed by itself while it may pass, and of credentials that end soon", () => {
  const now = Date.now();
  const days = (count: number) => new Date(now + count * 24 * 60 * 60_000).toISOString();
  const watch = { nextCheckAt: days(0), failures: 1, failingSince: days(0), reason: "Meta did not answer in time." };
  show("whatsapp", { state: "connected", health: { ok: true, checkedAt: days(0), expiresAt: days(3) }, watch });
  expect(screen.getByRole("heading").textContent).toContain("It works.");
  expect(screen.getByRole("status").textContent).toContain("Meta did not answer in time.");
  expect(screen.getByText(/The credentials end/).closest("p")?.textContent).toContain("in 3 days");
  cleanup();
  show("whatsapp", { state: "connected", health: { ok: true, checkedAt: days(0), expiresAt: days(30) } });
  expect(screen.queryByText(/The credentials end/)).toBeNull();
  expect(screen.queryByRole("status")).toBeNull();
});
