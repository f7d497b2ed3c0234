import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../../../schema/contracts/messages.ts";
import { type InboxPageContext, InboxProvider } from "./inbox-context.tsx";
import { MessageProblem } from "./message-problem.tsx";
import { type ShownMessage, showMessage, showWaiting } from "./shown-message.ts";

const retry = vi.fn<() => Promise<void>>(() => Promise.resolve());
const outbox = { retry: vi.fn(), discard: vi.fn() };
const drafts = { set: vi.fn() };

function show(shown: ShownMessage, canReply = true): void {
  const context = {
    inbox: { canReply, threads: { retry }, outbox, drafts, selected: () => "cnv_1" },
    acts: {},
  } as unknown as InboxPageContext;
  render(() => (
    <InboxProvider value={context}>
      <MessageProblem shown={shown} clientId="client-one" />
    </InboxProvider>
  ));
}

function message(more: Partial<Message>): ShownMessage {
  return showMessage({
    id: "msg_1",
    conversationId: "cnv_1",
    direction: "out",
    type: "text",
    private: false,
    text: "Hello",
    status: "sent",
    externalId: null,
    clientId: "client-one",
    author: { type: "user", id: "usr_1", name: "Ana" },
    attachments: [],
    reactions: [],
    createdAt: "2026-11-20T10:00:00.000Z",
    ...more,
  });
}

beforeEach(() => vi.clearAllMocks());
afterEach(cleanup);

describe("MessageProblem", () => {
  it("says nothing about what arrived", () => {
    show(message({ status: "delivered" }));
    expect(document.body.textContent).toBe("");
  });

  it("gives the provider's reason and sends again at once", () => {
    show(message({ status: "failed", error: { code: "190", message: "The token has expired.", retryable: true } }));
    expect(screen.getByText("Not delivered: The token has expired.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it("offers no retry that cannot help, nor any to a viewer", () => {
    show(message({ status: "failed", error: { code: "131026", message: "Not on WhatsApp.", retryable: false } }));
    show(message({ status: "failed", error: { code: "190", message: "Expired.", retryable: true } }), false);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("warns before sending again what may have arrived", () => {
    show(message({ status: "unknown" }));
    expect(screen.getByText("We could not tell whether this was delivered.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(retry).not.toHaveBeenCalled();
    expect(screen.getByText("If it was, your customer gets it twice.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    fireEvent.click(screen.getByRole("button", { name: "Retry" }));
    fireEvent.click(screen.getByRole("button", { name: "Send again" }));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it("gives back the text of what was refused", () => {
    const item = {
      clientId: "client-one",
      conversationId: "cnv_1",
      text: "Hello again",
      private: false,
      createdAt: "2026-11-20T10:00:00.000Z",
      state: "refused",
      refusal: { message: "The window is closed.", code: "window_closed", requestId: "req_1" },
    } as const;
    show(showWaiting(item, { id: "usr_1", name: "Ana" }));
    expect(screen.getByText("Not sent: The window is closed.")).toBeTruthy();
    expect(screen.getByText("req_1")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(outbox.retry).toHaveBeenCalledWith("client-one");
    fireEvent.click(screen.getByRole("button", { name: "Edit" }));
    expect(outbox.discard).toHaveBeenCalledWith("client-one");
    expect(drafts.set).toHaveBeenCalledWith("cnv_1", { mode: "reply", reply: "Hello again" });
  });
});
