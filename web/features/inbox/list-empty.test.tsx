import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, expect, it } from "vitest";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { AccountProvider } from "../../frame/account-context.tsx";
import { InboxProvider, type InboxPageContext } from "./inbox-context.tsx";
import { ListEmpty } from "./list-empty.tsx";

function show(states: Record<string, Integration["state"]>) {
  const account = { id: "ten_1", sandbox: false, can: () => true } as unknown as Parameters<
    typeof AccountProvider
  >[0]["value"];
  const inbox = {
    view: () => ({ name: "all", search: "", label: null }),
    conversations: { counts: { of: () => 0 } },
    channels: {
      known: () => true,
      any: () => Object.keys(states).length > 0,
      module: (slug: string) => (states[slug] ? { module: slug, state: states[slug] } : undefined),
    },
  };
  const history = createMemoryHistory();
  render(() => (
    <MemoryRouter history={history}>
      <Route
        path="/"
        component={() => (
          <AccountProvider value={account}>
            <InboxProvider value={{ inbox } as unknown as InboxPageContext}>
              <ListEmpty />
            </InboxProvider>
          </AccountProvider>
        )}
      />
    </MemoryRouter>
  ));
}
afterEach(cleanup);

it("waits for the first message as soon as one channel works, and claims nothing of the others", async () => {
  show({ whatsapp: "error", instagram: "connected" });
  await screen.findByText("Waiting for the first message");
  expect(screen.queryByText(/number is connected/)).toBeNull();
});

it("says that none works, and leads to what is wrong", async () => {
  show({ instagram: "disabled", whatsapp: "error" });
  await screen.findByText("No channel works at the moment");
  expect(screen.getByRole("link", { name: "See what is wrong" }).getAttribute("href")).toBe(
    "/a/ten_1/modules/whatsapp",
  );
});

it("offers to connect one where there is none", async () => {
  show({});
  await screen.findByText("Your customers' messages arrive here");
  expect(screen.getByRole("link", { name: "Connect WhatsApp" }).getAttribute("href")).toBe("/a/ten_1/modules/whatsapp");
});
