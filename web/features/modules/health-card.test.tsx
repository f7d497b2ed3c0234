import { cleanup, render, screen } from "@solidjs/testing-library";
import { MemoryRouter, Route } from "@solidjs/router";
import { afterEach, expect, it } from "vitest";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { AccountProvider } from "../../frame/account-context.tsx";
import { HealthCard } from "./health-card.tsx";

afterEach(cleanup);

function acts(fix: string): string[] {
  const integration = {
    id: "int_1",
    state: "error",
    health: { ok: false, checkedAt: new Date().toISOString(), reason: "It does not work.", fix },
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

it("offers to correct the credentials where they may be wrong, and to ask again", () => {
  expect(acts("Create a new token and enter it here.")).toEqual(["Correct the credentials", "Check again"]);
});

it.each(["Try again in some minutes.", "Wait some minutes."])("only asks again where the advice is: %s", (fix) => {
  expect(acts(fix)).toEqual(["Check again"]);
  expect(screen.getByRole("button").className).toContain("bg-accent");
});
