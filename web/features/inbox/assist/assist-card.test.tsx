import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AssistEvent } from "../../../../schema/contracts/assists.ts";
import type { Conversation } from "../../../../schema/contracts/conversations.ts";
import type { Capability } from "../../../../schema/capabilities.ts";
import { AccountProvider } from "../../../frame/account-context.tsx";
import { createDrafts } from "../../../stores/inbox/drafts.ts";
import type { Outbox } from "../../../stores/inbox/outbox.ts";
import { type InboxPageContext, InboxProvider } from "../inbox-context.tsx";
import { fakeFeeds, settled } from "./event-feed.test-kit.ts";

// Asked for while modules load, and not there in a browser of paper.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
vi.stubGlobal("ResizeObserver", undefined);
Element.prototype.scrollTo = () => {};
const { Composer } = await import("../composer.tsx");
await import("./assist-card.tsx");

const add = vi.fn<Outbox["add"]>();
const HOUR_MS = 3_600_000;
const USAGE = { inputTokens: 1_000, outputTokens: 40, cacheReadTokens: 200, cacheWriteTokens: 0 };
const START: AssistEvent = {
  type: "start",
  id: "ast_1",
  model: "claude-sonnet-5-5",
  agent: { id: "agt_1", name: "Front desk" },
};
const done = (text: string): AssistEvent => ({
  type: "done",
  id: "ast_1",
  text,
  stopReason: "end_turn",
  usage: USAGE,
  cost: { micros: 4_000, currency: "USD" },
});
let net: ReturnType<typeof fakeFeeds>;

function show({
  leftMs = HOUR_MS,
  ai = "connected",
  can = () => true,
}: { leftMs?: number; ai?: "connected" | "missing"; can?: (capability: Capability) => boolean } = {}) {
  const of = (id: string, name: string) =>
    ({
      id,
      channel: "whatsapp",
      integrationId: "int_1",
      contact: { id: "con_1", name, phone: null, tags: [] },
      windowExpiresAt: new Date(Date.now() + leftMs).toISOString(),
    }) as unknown as Conversation;
  const conversations = [of("cnv_1", "Maria"), of("cnv_2", "Otto")] as const;
  const [at, go] = createSignal<0 | 1>(0);
  const drafts = createDrafts(localStorage, "usr_1.ten_1");
  const context = {
    inbox: {
      tenant: "ten_1",
      user: { id: "usr_1", name: "Ines" },
      canReply: true,
      drafts,
      channels: {
        problem: () => undefined,
        known: () => true,
        module: () => (ai === "connected" ? { state: "connected", sandbox: true } : undefined),
      },
      presence: { inside: () => [] },
      draftSync: () => undefined,
      waiting: () => [],
      outbox: { add, takeBack: () => undefined },
      typing: { typed: () => {}, stopped: () => {} },
    },
    acts: {},
  } as unknown as InboxPageContext;
  const account = { id: "ten_1", can } as unknown as Parameters<typeof AccountProvider>[0]["value"];
  render(() => (
    <MemoryRouter>
      <Route
        path="*"
        component={() => (
          <AccountProvider value={account}>
            <InboxProvider value={context}>
              <Composer conversation={conversations[at()]} />
            </InboxProvider>
          </AccountProvider>
        )}
      />
    </MemoryRouter>
  ));
  return { drafts, go };
}

const field = (): HTMLTextAreaElement => screen.getByRole("textbox", { name: /^(Reply to|Note)/ });
const write = (text: string): boolean => fireEvent.input(field(), { target: { value: text } });
const press = (name: string | RegExp): boolean => fireEvent.click(screen.getByRole("button", { name }));
/** Inside the card alone: its end is also spoken elsewhere. */
const card = () => within(screen.getByRole("region"));
const choose = async (name: string): Promise<void> => {
  press("AI");
  fireEvent.click(screen.getByRole("menuitem", { name, hidden: true }));
  await settled();
};
const spoken = (): string =>
  screen
    .getAllByRole("status")
    .map(({ textContent }) => textContent)
    .join("");

beforeEach(() => {
  localStorage.clear();
  vi.clearAllMocks();
  net = fakeFeeds();
});
afterEach(cleanup);

describe("an answer of the AI", () => {
  it("comes word by word over the composer, is spoken of once, tells its cost, and goes in when asked", async () => {
    show();
    await choose("Draft a reply");
    expect(net.newest().body).toEqual({ kind: "draft" });
    expect(screen.getByRole("region", { name: "Writing a draft" }).getAttribute("aria-busy")).toBe("true");
    await net.newest().says(START);
    await net.newest().says({ type: "delta", text: "Hello " });
    await net.newest().says({ type: "delta", text: "Maria." });
    expect(screen.getByText("Hello Maria.")).toBeTruthy();
    expect(field().value).toBe("");
    expect(spoken()).toBe("");

    await net.newest().says(done("Hello Maria."));
    await net.newest().ends();
    expect(spoken()).toBe("The draft is ready.");
    expect(screen.getByText("by Front desk")).toBeTruthy();
    expect(screen.getByText("1,240 tokens · $0.004")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Insert" }));
    press("Insert");
    expect(field().value).toBe("Hello Maria.");
    expect(screen.getByText("Put into your reply. Read it before you send.")).toBeTruthy();
  });

  it("is a rewrite that takes the text's place, until undone with nothing lost", async () => {
    show();
    write("come at 10");
    await choose("Friendlier");
    expect(net.newest().body).toEqual({ kind: "rewrite", tone: "friendlier", text: "come at 10" });
    await net.newest().says(done("Do come at ten!"));
    press("Insert");
    expect(field().value).toBe("Do come at ten!");
    fireEvent.keyDown(field(), { key: "z", ctrlKey: true });
    expect(field().value).toBe("come at 10");
    press("Insert");
    write("Do come at ten! We have cake.");
    press("Undo");
    expect(field().value).toBe("come at 10");
    expect(screen.getByText("Do come at ten! We have cake.")).toBeTruthy();
  });

  it("is kept as a private note when it is a summary, and never offered to the customer", async () => {
    show();
    await choose("Summarise the conversation");
    await net.newest().says(done("She wants a table."));
    expect(screen.queryByRole("button", { name: "Insert" })).toBeNull();
    press("Keep as a note");
    expect(add.mock.calls[0]?.[0]).toMatchObject({
      conversationId: "cnv_1",
      text: "Summary by AI\n\nShe wants a table.",
      private: true,
    });
    expect(screen.queryByRole("region", { name: "Summary" })).toBeNull();
  });

  it("stops when told, keeps what came, and closes the request", async () => {
    show();
    await choose("Draft a reply");
    await net.newest().says({ type: "delta", text: "Hello" });
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Stop" }));
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
    await settled();
    expect(net.newest().closed()).toBe(true);
    expect(spoken()).toBe("Stopped.");
    press("Keep what came");
    expect(field().value).toBe("Hello");
  });

  it("is asked for anew with a wish", async () => {
    show();
    await choose("Draft a reply");
    await net.newest().says(done("Hello."));
    const wish = screen.getByRole("textbox", { name: "What should be different" });
    fireEvent.input(wish, { target: { value: "mention Sunday" } });
    fireEvent.submit(wish.closest("form")!);
    expect(net.newest().body).toEqual({ kind: "draft", instruction: "mention Sunday" });
    expect(net.feeds).toHaveLength(2);
  });

  it("goes on in its own conversation while another is looked at", async () => {
    const { go } = show();
    await choose("Draft a reply");
    go(1);
    expect(screen.queryByRole("region")).toBeNull();
    await net.newest().says(done("For Maria."));
    expect(screen.queryByText("For Maria.")).toBeNull();
    go(0);
    expect(screen.getByText("For Maria.")).toBeTruthy();
  });
});

describe("when the AI cannot answer", () => {
  it("says that it waits for an overload, and then what came", async () => {
    show();
    await choose("Draft a reply");
    await net.newest().says({ type: "retrying", reason: "overloaded", seconds: 4 });
    expect(screen.getByText(/Claude is overloaded. Asking again in 4 s./)).toBeTruthy();
    await net.newest().says({ type: "delta", text: "Hello" });
    expect(screen.queryByText(/overloaded/)).toBeNull();
  });

  it("counts down to the next try after a rate limit, and leaves the text alone", async () => {
    show();
    write("come at 10");
    await choose("Shorter");
    await net
      .newest()
      .says({ type: "failed", code: "ai_rate_limited", message: "Claude is asked too often.", retryAfterSeconds: 12 });
    expect(card().getByText("Claude is asked too often.")).toBeTruthy();
    const again = screen.getByRole<HTMLButtonElement>("button", { name: "Try again in 0:12" });
    expect(again.disabled).toBe(true);
    expect(field().value).toBe("come at 10");
    expect(spoken()).toContain("Claude is asked too often.");
  });

  it.each([
    [
      "the server says so",
      (feed: ReturnType<typeof net.newest>) =>
        feed.says({ type: "failed", code: "ai_cut_off", message: "The answer broke off." }),
    ],
    ["the stream ends early", (feed: ReturnType<typeof net.newest>) => feed.ends()],
    ["the network breaks", (feed: ReturnType<typeof net.newest>) => feed.breaks()],
  ])("keeps what came of a cut answer when %s, and tries again", async (_, cut) => {
    show();
    write("come at 10");
    await choose("Clearer");
    await net.newest().says({ type: "delta", text: "Please co" });
    await cut(net.newest());
    expect(screen.getByText("Please co")).toBeTruthy();
    expect(card().getByText(/What came so far is above/)).toBeTruthy();
    press("Keep what came");
    expect(field().value).toBe("come at 10\n\nPlease co");
    press("Undo");
    press("Try again");
    expect(net.newest().body).toEqual({ kind: "rewrite", tone: "clearer", text: "come at 10" });
  });

  it("leads to the module when the key is refused, with the reason", async () => {
    show();
    await choose("Draft a reply");
    await net.newest().says({ type: "failed", code: "ai_key_refused", message: "Claude refused the key." });
    expect(card().getByText("Claude refused the key.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Open the AI module" }).getAttribute("href")).toBe("/a/ten_1/modules/ai");
  });

  it("tells the account's own limit, and when to try again", async () => {
    show();
    net.refuseWith(429, "too_many", "That is a lot at once.", { "retry-after": "30" });
    await choose("Draft a reply");
    expect(card().getByText("That is a lot at once.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Try again in 0:30" })).toBeTruthy();
    expect(screen.getByText("req_7")).toBeTruthy();
  });

  it("says so without a connection", async () => {
    show();
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await choose("Draft a reply");
    expect(card().getByText("Trellis cannot be reached. Check your connection.")).toBeTruthy();
  });
});

describe("the menu", () => {
  it("only summarises when no reply can leave", () => {
    show({ leftMs: -HOUR_MS });
    press("AI");
    expect(screen.getAllByRole("menuitem", { hidden: true }).map(({ textContent }) => textContent)).toEqual([
      "Summarise the conversation",
    ]);
  });

  it("rewrites a note where it stands, and drafts nothing from it", async () => {
    show();
    press("Note");
    write("she is cross");
    await choose("More formal");
    expect(net.newest().body).toEqual({ kind: "rewrite", tone: "formal", text: "she is cross" });
    await net.newest().says(done("The customer is upset."));
    press("Insert");
    expect(field().value).toBe("The customer is upset.");
    press("Reply");
    expect(field().value).toBe("");
    expect(screen.getByText("Changed your note.")).toBeTruthy();
  });

  it("says when AI is not connected, and who can connect it", () => {
    show({ ai: "missing", can: (capability) => capability !== "manageModules" });
    press("AI");
    expect(screen.getByText("AI is not connected here")).toBeTruthy();
    expect(screen.getByText("An administrator can connect it")).toBeTruthy();
  });

  it("opens by Ctrl+I", () => {
    show();
    fireEvent.keyDown(field(), { key: "i", ctrlKey: true });
    expect(screen.getByRole("menu", { hidden: true })).toBeTruthy();
  });
});
