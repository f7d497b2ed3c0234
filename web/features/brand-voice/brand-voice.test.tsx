import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Capability } from "../../../schema/capabilities.ts";
import { AccountProvider } from "../../frame/account-context.tsx";
import { queryClient } from "../../stores/queries.ts";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { default: BrandVoicePage } = await import("./brand-voice-page.tsx");

const nothing = { about: null, tone: null, always: null, never: null };
const VOICE = {
  own: { ...nothing, tone: "Dry" },
  inherited: { ...nothing, about: "A hotel", tone: "Warm" },
  from: { about: "agency", tone: "agency", always: "nobody", never: "nobody" },
};
const sent: unknown[] = [];
let answer: Response;
vi.stubGlobal("fetch", (_url: string, { method = "GET", body }: RequestInit) => {
  if (method === "GET") return Promise.resolve(Response.json(VOICE));
  sent.push(JSON.parse(String(body)));
  return Promise.resolve(answer);
});

function show(can: (capability: Capability) => boolean = () => true) {
  const account = { id: "ten_1", tenant: { name: "Casa Lumen", type: "subaccount" }, can } as unknown as Parameters<
    typeof AccountProvider
  >[0]["value"];
  render(() => (
    <AccountProvider value={account}>
      <BrandVoicePage />
    </AccountProvider>
  ));
}
const field = (name: RegExp) => screen.findByRole<HTMLTextAreaElement>("textbox", { name });

beforeEach(() => {
  queryClient.clear();
  sent.length = 0;
});
afterEach(cleanup);

describe("the brand voice", () => {
  it("shows what the agency says where the account says nothing, and saves what changed alone", async () => {
    show();
    expect((await field(/^How you sound/)).value).toBe("Dry");
    expect(screen.getByText("A hotel")).toBeTruthy();
    expect(screen.queryByText("Warm")).toBeNull();
    const save = screen.getByRole<HTMLButtonElement>("button", { name: "Save" });
    expect(save.disabled).toBe(true);
    fireEvent.input(await field(/^How you sound/), { target: { value: " " } });
    expect(screen.getByText("Warm")).toBeTruthy();
    fireEvent.input(await field(/^Never/), { target: { value: "Promise a price" } });
    answer = Response.json({ doc: { ...VOICE, own: { ...nothing, never: "Promise a price" } } });
    fireEvent.click(save);
    await waitFor(() => expect(save.disabled).toBe(true));
    expect(sent).toEqual([{ tone: null, never: "Promise a price" }]);
  });

  it("puts what was refused at its field", async () => {
    show();
    fireEvent.input(await field(/^Never/), { target: { value: "x" } });
    answer = new Response(
      JSON.stringify({ errors: [{ message: "Not so.", code: "invalid", field: "never" }], requestId: "r" }),
      { status: 400, headers: { "content-type": "application/json" } },
    );
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Not so.")).toBeTruthy();
    expect((await field(/^Never/)).getAttribute("aria-invalid")).toBe("true");
  });

  it("is read by whoever may not change settings", async () => {
    show((capability) => capability === "viewSettings");
    expect((await field(/^How you sound/)).readOnly).toBe(true);
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
});
