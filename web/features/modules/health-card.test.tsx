import { cleanup, render, screen } from "@solidjs/testing-library";
import { MemoryRouter, Route } from "@solidjs/router";
import { afterEach, expect, it } from "vitest";
import type { HealthCause, Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { AccountProvider } from "../../frame/account-context.tsx";
import { HealthCard } from "./health-card.tsx";

afterEach(cleanup);

function acts(cause: HealthCause): string[] {
  const integration = {
    id: "int_1",
    state: "error",
    health: { ok: false, checkedAt: new Date().toISOString(), cause, reason: "It does not work.", fix: "Try again." },
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
            <HealthCard module={{ name: "WhatsApp" } as Module} integration={integration} onCorrect={() => {}} />
          </AccountProvider>
        )}
      />
    </MemoryRouter>
  ));
  return screen.getAllByRole("button").map((button) => button.textContent?.trim() ?? "");
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
