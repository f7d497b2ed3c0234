import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { MemoryRouter, Route } from "@solidjs/router";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { AccountProvider } from "../../frame/account-context.tsx";
import { createDrafts } from "../../stores/inbox/drafts.ts";
import { type InboxPageContext, InboxProvider } from "./inbox-context.tsx";
import { toasts } from "../../stores/toasts.ts";
import type { Outbox } from "../../stores/inbox/outbox.ts";
import type { OutboxItem } from "../../stores/inbox/outbox-item.ts";
import type { Channel } from "../../../schema/channels.ts";
import type { Message } from "../../../schema/contracts/messages.ts";
import { canUndo, undoNewest, undoOf } from "./composing/undo-send.ts";
import { TEXT_LIMIT } from "./text-limit.ts";

// Asked for while modules load, and not there in a browser of paper.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { Composer } = await import("./composer.tsx");

const HOUR_MS = 3_600_000;
const add = vi.fn<Outbox["add"]>();
const takeBack = vi.fn<Outbox["takeBack"]>();
let waiting: OutboxItem[] = [];
const typing = { typed: vi.fn(), stopped: vi.fn() };

function show({
  leftMs = 3 * HOUR_MS,
  canReply = true,
  standing = "live",
  problem,
  channel = "whatsapp",
}: {
  leftMs?: number | null;
  canReply?: boolean;
  standing?: "live" | "suspended";
  problem?: string;
  channel?: Channel;
} = {}): InboxPageContext {
  const conversation = {
    id: "cnv_1",
    channel,
    integrationId: "int_1",
    contact: { id: "con_1", name: "Maria", phone: null, tags: [] },
    windowExpiresAt: leftMs === null ? null : new Date(Date.now() + leftMs).toISOString(),
  } as unknown as Conversation;
  const [, setNothing] = createSignal(0);
  const context = {
    inbox: {
      tenant: "ten_1",
      user: { id: "usr_1", name: "Ines" },
      canReply,
      drafts: createDrafts(localStorage, "usr_1.ten_1"),
      channels: { problem: () => problem, known: () => false, module: () => undefined },
      presence: { inside: () => [] },
      draftSync: () => undefined,
      waiting: () => waiting,
      threads: { get: () => undefined },
      outbox: { add, takeBack },
      typing,
    },
    acts: {},
    setPanelOpen: setNothing,
  } as unknown as InboxPageContext;
  const account = { id: "ten_1", standing: { status: standing }, can: () => true } as unknown as Parameters<
    typeof AccountProvider
  >[0]["value"];
  render(() => (
    <MemoryRouter>
      <Route
        path="*"
        component={() => (
          <AccountProvider value={account}>
            <InboxProvider value={context}>
              <Composer conversation={conversation} />
            </InboxProvider>
          </AccountProvider>
        )}
      />
    </MemoryRouter>
  ));
  return context;
}
const field = (): HTMLTextAreaElement => screen.getByRole("textbox");
const write = (text: string): boolean => fireEvent.input(field(), { target: { value: text } });

beforeEach(() => {
  localStorage.clear();
  waiting = [];
  vi.clearAllMocks();
  takeBack.mockReturnValue(undefined);
  while (undoNewest());
});
afterEach(cleanup);

describe("Composer", () => {
  it("sends on Enter, empties itself, and gives each message a client id of its own", () => {
    show();
    write("Hello");
    fireEvent.keyDown(field(), { key: "Enter" });
    write("Again");
    fireEvent.keyDown(field(), { key: "Enter", ctrlKey: true });
    expect(add.mock.calls.map(([item]) => [item.text, item.private])).toEqual([
      ["Hello", false],
      ["Again", false],
    ]);
    expect(new Set(add.mock.calls.map(([item]) => item.clientId)).size).toBe(2);
    expect(add.mock.calls[0]?.[0].clientId).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
    expect(field().value).toBe("");
  });

  it("starts a new line on Shift+Enter, sends nothing empty, and waits for an input method", () => {
    show();
    fireEvent.keyDown(field(), { key: "Enter" });
    write("  \n ");
    fireEvent.keyDown(field(), { key: "Enter" });
    write("Hello");
    fireEvent.keyDown(field(), { key: "Enter", shiftKey: true });
    fireEvent.keyDown(field(), { key: "Enter", isComposing: true });
    expect(add).not.toHaveBeenCalled();
  });

  it("shows what is left near the limit, and sends nothing over it", () => {
    show();
    write("x".repeat(TEXT_LIMIT - 300));
    expect(screen.queryByText(/characters/)).toBeNull();
    write("x".repeat(TEXT_LIMIT - 10));
    expect(screen.getByText("10 characters left")).toBeTruthy();
    write("x".repeat(TEXT_LIMIT + 3));
    expect(screen.getByText("3 characters too many")).toBeTruthy();
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(add).not.toHaveBeenCalled();
  });

  it("keeps reply and note apart, and both as drafts", () => {
    show();
    write("To the customer");
    fireEvent.click(screen.getByRole("button", { name: "Note" }));
    expect(field().value).toBe("");
    write("To the team");
    cleanup();
    show();
    expect(field().value).toBe("To the team");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(add.mock.calls[0]?.[0]).toMatchObject({ text: "To the team", private: true });
    fireEvent.click(screen.getByRole("button", { name: "Reply" }));
    expect(field().value).toBe("To the customer");
  });

  it("tells the team of a reply being typed, never of a note", () => {
    show();
    write("Hel");
    expect(typing.typed).toHaveBeenCalledWith("cnv_1");
    typing.typed.mockClear();
    fireEvent.click(screen.getByRole("button", { name: "Note" }));
    write("Secret");
    expect(typing.typed).not.toHaveBeenCalled();
  });

  it.each([
    [{ leftMs: -50 * HOUR_MS }, "The reply window closed 2 days ago."],
    [{ leftMs: null }, "This customer has not written yet."],
    [{ problem: "The access token has expired." }, "Replies cannot leave now."],
  ])("with %j says why no reply can leave, and still takes notes", (options, words) => {
    show(options);
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Write a note" }));
    write("Called her instead");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(add.mock.calls[0]?.[0].private).toBe(true);
  });

  it("says how long replies are possible", () => {
    show({ leftMs: 3 * HOUR_MS + 12 * 60_000 + 30_000 });
    expect(document.body.textContent).toContain("3 h 12 min");
  });

  it("offers a viewer nothing to write in", () => {
    show({ canReply: false });
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(document.body.textContent).toContain("does not include answering");
  });

  it("says of a suspended account that nothing is sent, and blames no role", () => {
    show({ canReply: false, standing: "suspended" });
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(document.body.textContent).toContain("Nothing is sent from an account that stands still.");
    expect(document.body.textContent).not.toContain("Your role");
  });

  it("holds a reply for a moment, and brings it back on Undo before what was written since", () => {
    show();
    write("Frist");
    fireEvent.keyDown(field(), { key: "Enter" });
    const [item, holdMs] = add.mock.calls[0] ?? [];
    expect(holdMs).toBe(3_000);
    takeBack.mockReturnValueOnce({ ...item!, createdAt: "", state: "held", dueAt: 0 });
    write("since");
    expect(toasts()).toEqual([]);
    undoOf(item?.clientId ?? "")?.();
    expect(takeBack).toHaveBeenCalledWith(item?.clientId);
    expect(field().value).toBe("Frist\nsince");
    expect(canUndo()).toBe(false);
  });

  it("takes back what is still held from before the page was there", () => {
    const item = { conversationId: "cnv_1", text: "Frist", private: false, createdAt: "", dueAt: Date.now() + 2_000 };
    waiting = [
      { ...item, clientId: "one", state: "held", sentWith: "one", replyTo: "msg_7" },
      { ...item, clientId: "two", state: "held", sentWith: "one", text: "" },
      { ...item, clientId: "gone", state: "waiting" },
    ];
    const { inbox } = show();
    for (const held of waiting.slice(0, 2)) takeBack.mockReturnValueOnce(held);
    expect(undoOf("gone")).toBeUndefined();
    undoOf("two")?.();
    expect(takeBack.mock.calls).toEqual([["one"], ["two"]]);
    expect(field().value).toBe("Frist");
    expect(inbox.drafts.get("cnv_1").answers?.id).toBe("msg_7");
    expect(canUndo()).toBe(false);
  });

  it("holds no note: nobody outside sees it", () => {
    show();
    fireEvent.click(screen.getByRole("button", { name: "Note" }));
    write("Called her");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(add.mock.calls[0]?.[1]).toBe(0);
    expect(canUndo()).toBe(false);
  });

  it("answers one message until it is sent or Escape is pressed", () => {
    const { acts } = show();
    const message = {
      id: "msg_7",
      text: "On Sundays?",
      author: { type: "contact", id: "con_1", name: "Maria" },
      attachments: [],
    } as unknown as Message;
    acts.answer?.(message);
    expect(screen.getByText("On Sundays?")).toBeTruthy();
    write("Yes");
    fireEvent.keyDown(field(), { key: "Escape" });
    expect(screen.queryByText("On Sundays?")).toBeNull();
    expect(field().value).toBe("Yes");
    acts.answer?.(message);
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(add.mock.calls[0]?.[0]).toMatchObject({ text: "Yes", replyTo: "msg_7" });
    expect(screen.queryByText("On Sundays?")).toBeNull();
  });

  it("refuses at once a file its channel does not carry, says why, and sends nothing while it is there", () => {
    show();
    write("Look");
    const file = new File(["MZ"], "tool.exe", { type: "application/x-msdownload" });
    fireEvent.paste(field(), { clipboardData: { files: [file], getData: () => "" } });
    expect(screen.getByRole("alert").textContent).toBe("WhatsApp does not carry files of this type.");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(add).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: "Remove tool.exe" }));
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(add).toHaveBeenCalledOnce();
  });

  it("counts bytes where its channel does", () => {
    show({ channel: "instagram" });
    write("é".repeat(501));
    expect(screen.getByText("2 bytes too many")).toBeTruthy();
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(add).not.toHaveBeenCalled();
  });
});
