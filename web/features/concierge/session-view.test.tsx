import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConciergeDown } from "../../../schema/concierge/down.ts";
import type { Entry, EntryOf } from "../../../schema/concierge/entries.ts";
import type { Capability } from "../../../schema/capabilities.ts";
import type { ConciergeSession } from "../../../schema/contracts/concierge.ts";
import { AccountProvider } from "../../frame/account-context.tsx";
import { form, message, progressOf, sessionOf } from "../../stores/concierge/session.test-kit.ts";
import { toasts } from "../../stores/toasts.ts";

/** The line of the session: the test plays its object. */
class FakeSocket extends EventTarget {
  static readonly made: FakeSocket[] = [];
  readonly url: URL;
  readyState = 0;
  binaryType = "blob";
  constructor(url: string) {
    super();
    this.url = new URL(url);
    FakeSocket.made.push(this);
  }
  send(): void {}
  close(): void {
    this.readyState = 3;
  }
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  say(...frames: ConciergeDown[]): void {
    for (const frame of frames) this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
  end(): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code: 1006, reason: "" }));
  }
}

// Asked for while modules load, and not there in a browser of paper.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe(): void {}
    disconnect(): void {}
  },
);
vi.stubGlobal("WebSocket", FakeSocket);

const ME = { id: "usr_1", name: "Ines Duarte", email: "ines@example.com" };
let session: ConciergeSession;
let refusal: Response | undefined;
const sent: { path: string; body: unknown }[] = [];
vi.stubGlobal("fetch", (url: string, { method = "GET", body }: RequestInit) => {
  const path = url.replace(/\?.*$/, "");
  if (path === "/api/users/me") return Promise.resolve(Response.json({ user: ME, tenants: [], sandbox: true }));
  if (method === "GET") return Promise.resolve(Response.json(session));
  sent.push({ path, body: JSON.parse(String(body)) as unknown });
  return Promise.resolve(refusal ?? Response.json({ doc: session }));
});

const { useMe } = await import("../../stores/session.ts");
const { SessionView } = await import("./session-view.tsx");
await useMe().refetch();

async function show(given: Partial<ConciergeSession>, can: (capability: Capability) => boolean = () => true) {
  session = sessionOf(given);
  const account = { id: "ten_1", tenant: { id: "ten_1", name: "Casa Lumen", type: "subaccount" }, can };
  render(() => (
    <MemoryRouter>
      <Route
        path="*"
        component={() => (
          <AccountProvider value={account as unknown as Parameters<typeof AccountProvider>[0]["value"]}>
            <SessionView id="cgs_1" />
          </AccountProvider>
        )}
      />
    </MemoryRouter>
  ));
  await screen.findByRole("heading", { name: "Setting up Casa Lumen" });
  await waitFor(() => expect(FakeSocket.made).toHaveLength(1));
  line().open();
  line().say({ type: "hello", seq: session.seq, version: 1, state: session });
}
const line = () => FakeSocket.made.at(-1)!;
const put = (entry: Entry): ConciergeDown => ({ type: "put", seq: entry.seq, entry });
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label, { selector: "input" }), { target: { value } });
const refused = (field: string, text: string) =>
  new Response(JSON.stringify({ errors: [{ code: "invalid", message: text, field }], requestId: "req_7" }), {
    status: 400,
    headers: { "content-type": "application/json" },
  });

beforeEach(() => {
  FakeSocket.made.length = sent.length = 0;
  refusal = undefined;
});
afterEach(cleanup);

describe("the line", () => {
  it("goes on where this device stands, and shows a text as it grows, once", async () => {
    await show({ seq: 4, entries: [message({ id: "cge_1", seq: 4, text: "Hel", state: "streaming" })] });
    expect(line().url.searchParams.get("since")).toBe("4");
    expect(line().url.searchParams.get("tenant")).toBe("ten_1");
    line().say({ type: "append", seq: 5, id: "cge_1", offset: 3, text: "lo" });
    line().say({ type: "append", seq: 5, id: "cge_1", offset: 3, text: "lo" });
    screen.getByText("Hello");
  });

  it("says that it is lost, and replays what was missed in its place when it is back", async () => {
    await show({ seq: 1, entries: [message({ id: "cge_1", seq: 1, text: "One" })] });
    line().end();
    await screen.findByText(/^Reconnecting/);
    await waitFor(() => expect(FakeSocket.made).toHaveLength(2), { timeout: 4_000 });
    line().open();
    line().say(
      { type: "hello", seq: 3, version: 1, state: session },
      put(message({ id: "cge_2", seq: 2, text: "Two" })),
      put(message({ id: "cge_1", seq: 3, text: "One, changed" })),
    );
    await waitFor(() => expect(screen.queryByText(/^Reconnecting/)).toBeNull());
    const words = screen.getByRole("group", { name: "Conversation with the concierge" }).textContent ?? "";
    expect(words.indexOf("One, changed")).toBeLessThan(words.indexOf("Two"));
    expect(words.match(/One/g)).toHaveLength(1);
  });

  it("reads the session anew where something is missing in between", async () => {
    await show({ seq: 1, entries: [message({ id: "cge_1", seq: 1, text: "One" })] });
    session = sessionOf({ seq: 9, entries: [message({ id: "cge_1", seq: 9, text: "One and more" })] });
    line().say({ type: "append", seq: 9, id: "cge_1", offset: 7, text: "more" });
    expect(await screen.findAllByText("One and more")).not.toHaveLength(0);
  });
});

describe("a sealed form", () => {
  const asked = { seq: 2, entries: [form({})] };

  it("sends what is typed to the vault's door, and keeps nothing of it", async () => {
    await show({
      ...asked,
      entries: [
        form({
          fields: [
            ...form({}).fields,
            { kind: "number", name: "port", label: "Port", help: "Where.", required: true, sharing: "shareable" },
          ],
          settings: ["port"],
          values: { sender: "desk@lumen.example" },
        }),
      ],
    });
    expect(screen.getByLabelText<HTMLInputElement>("Sender").value).toBe("desk@lumen.example");
    type("API key", "sk-canary-123456");
    type("Port", "587");
    fireEvent.click(screen.getByRole("button", { name: "Send sealed" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({
      path: "/api/concierge/sessions/cgs_1/forms/cge_2",
      body: { values: { sender: "desk@lumen.example", key: "sk-canary-123456" }, config: { port: 587 } },
    });
    line().say(
      put(
        form({
          seq: 3,
          state: "stored",
          by: "Ines Duarte",
          stored: { sender: { hint: "desk@lumen.example" }, key: { hint: "3456" } },
        }),
      ),
    );
    await screen.findByText("•••• 3456");
    expect(document.documentElement.outerHTML).not.toContain("canary");
    expect(screen.queryByLabelText("API key", { selector: "input" })).toBeNull();
  });

  it("is checked before anything is sent, and says at its field what was refused", async () => {
    await show(asked);
    fireEvent.click(screen.getByRole("button", { name: "Send sealed" }));
    expect(screen.getAllByText("This is needed.")).toHaveLength(2);
    expect(sent).toEqual([]);
    type("Sender", "desk@lumen.example");
    type("API key", "wrong");
    refusal = refused("values.key", "This is not a key.");
    fireEvent.click(screen.getByRole("button", { name: "Send sealed" }));
    await screen.findByText("This is not a key.");
    expect(screen.getByLabelText("API key", { selector: "input" }).getAttribute("aria-invalid")).toBe("true");
  });

  it("shows what the provider said last time at the very field, until it is typed anew", async () => {
    await show({ seq: 2, entries: [form({ faults: { key: "They do not know this key." } })] });
    screen.getByText("They do not know this key.");
    screen.getByRole("button", { name: "Send and try again" });
    type("API key", "another");
    expect(screen.queryByText("They do not know this key.")).toBeNull();
  });

  it("keeps what is typed while the session goes on, also when it is told of the form again", async () => {
    await show(asked);
    type("API key", "half");
    const field = screen.getByLabelText("API key", { selector: "input" });
    line().say(put(form({ seq: 5 })), put(message({ id: "cge_3", seq: 6, text: "Take your time." })));
    await screen.findAllByText("Take your time.");
    expect(screen.getByLabelText<HTMLInputElement>("API key", { selector: "input" })).toBe(field);
    expect((field as HTMLInputElement).value).toBe("half");
  });

  it("may be left out, and tried in test mode where it can be", async () => {
    await show({ seq: 2, entries: [form({ sandbox: true })] });
    fireEvent.click(screen.getByRole("button", { name: "Use test mode" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ sandbox: true });
  });

  it("is not there to fill in for those who may not", async () => {
    await show(asked, (capability) => capability === "viewSettings");
    screen.getByText(/An administrator of this account can fill in Sender and API key/);
    expect(screen.queryByRole("button", { name: "Send sealed" })).toBeNull();
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});

describe("an approval", () => {
  const approval = (given: Partial<EntryOf<"approval">> = {}): Entry => ({
    id: "cge_4",
    seq: 4,
    at: "2026-11-20T08:00:00.000Z",
    kind: "approval",
    tool: "uninstallModule",
    args: { module: "mail" },
    title: "Remove E-mail",
    consequence: "Its stored values are deleted.",
    for: { id: "usr_1", name: "Ines Duarte" },
    state: "open",
    expiresAt: new Date(Date.now() + 125_000).toISOString(),
    ...given,
  });

  it("shows exactly what will run, how long it waits, and takes the click of whom it is for", async () => {
    await show({ seq: 4, entries: [approval()] });
    screen.getByText("uninstallModule");
    screen.getByText("module: mail");
    screen.getByText(/^2:0\d left$/);
    fireEvent.click(screen.getByRole("button", { name: "Approve" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({
      path: "/api/concierge/sessions/cgs_1/approvals/cge_4",
      body: { decision: "approve" },
    });
  });

  it("takes nobody else's, and none when its time is over", async () => {
    await show({
      seq: 5,
      entries: [
        approval({ for: { id: "usr_2", name: "Tomas Reis" } }),
        approval({ id: "cge_5", seq: 5, expiresAt: new Date(Date.now() - 1_000).toISOString() }),
      ],
    });
    screen.getByText("Only Tomas Reis can decide on this.");
    screen.getByText("Nobody decided in time: it was not done");
    expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  });
});

describe("what a person says", () => {
  const question: Entry = {
    id: "cge_6",
    seq: 6,
    at: "2026-11-20T08:00:00.000Z",
    kind: "question",
    text: "How shall it sound?",
    choices: ["Warm", "Formal"],
    state: "open",
    answer: null,
    by: null,
  };

  it("answers a question by a choice, or in words of one's own", async () => {
    await show({ seq: 6, entries: [question] });
    fireEvent.click(screen.getByRole("button", { name: "Warm" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ text: "Warm", question: "cge_6" });
    fireEvent.input(screen.getByLabelText("Your answer"), { target: { value: "Like a friend" } });
    fireEvent.keyDown(screen.getByLabelText("Your answer"), { key: "Enter" });
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.body).toMatchObject({ text: "Like a friend", question: "cge_6" });
  });

  it("stands there at once, makes room for what was stored of it, and can be sent again", async () => {
    await show({});
    const say = (text: string) => {
      fireEvent.input(screen.getByLabelText("Write to the concierge"), { target: { value: text } });
      fireEvent.click(screen.getByRole("button", { name: "Send" }));
    };
    say("My key is abc");
    screen.getByText("My key is abc");
    line().say(
      put(
        message({
          id: "cge_7",
          seq: 7,
          from: "person",
          author: "Ines Duarte",
          driver: null,
          text: "My key is …",
          removed: 1,
        }),
      ),
    );
    await waitFor(() => expect(screen.queryByText("My key is abc")).toBeNull());
    screen.getByText(/A secret was taken out/);
    refusal = new Response(
      JSON.stringify({ errors: [{ code: "conflict", message: "It has ended." }], requestId: "r" }),
      {
        status: 409,
        headers: { "content-type": "application/json" },
      },
    );
    say("Go on");
    await screen.findByText("It has ended.");
    refusal = undefined;
    const before = sent.at(-1)?.body;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[2]?.body).toEqual(before);
  });
});

describe("progress", () => {
  const modules = [
    progressOf({ slug: "mail", state: "live", integration: "int_1" }),
    progressOf({ slug: "sms", name: "SMS", state: "blocked", reason: "Unknown account.", fix: "Look it up." }),
    progressOf({ slug: "pay", name: "Payments", state: "skipped" }),
  ];
  const progress = { live: 1, total: 3, modules };

  it("tells each module, why one does not work, and tries it again", async () => {
    await show({ progress });
    screen.getByText("1 of 3 live");
    screen.getByText("Unknown account.");
    fireEvent.click(screen.getByRole("button", { name: "Try again: SMS" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({ path: "/api/concierge/sessions/cgs_1/modules/sms", body: { action: "retry" } });
    fireEvent.click(screen.getByRole("button", { name: "Take it in again: Payments" }));
    await waitFor(() => expect(sent[1]?.body).toEqual({ action: "resume" }));
  });

  it("says plainly who leads, with whose rights, who pays, and who is here", async () => {
    await show({
      progress,
      holder: { id: "usr_2", name: "Tomas Reis" },
      usage: {
        ...sessionOf({}).usage,
        turns: 2,
        inputTokens: 1_000,
        cost: { micros: 42_000, currency: "USD" },
        paidBy: "agency",
      },
    });
    line().say({
      type: "devices",
      devices: [
        { userId: "usr_1", name: "Ines Duarte" },
        { userId: "usr_1", name: "Ines Duarte" },
      ],
    });
    screen.getByText("A fixed order of questions, and no AI.");
    screen.getByText("No key for Claude is connected.");
    screen.getByText("1,000 tokens, $0.042 of at most $5.00");
    screen.getByText("Paid with your agency's key");
    screen.getByText("on 2 devices");
    fireEvent.click(screen.getByRole("button", { name: "Take over" }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ action: "take" }));
    fireEvent.click(screen.getByRole("button", { name: "Let Claude lead" }));
    await waitFor(() => expect(sent[1]?.body).toEqual({ action: "drive", driver: "claude" }));
  });

  it("pauses with its reason and goes on by a button; a refusal is told", async () => {
    await show({ progress, activity: "paused", stopped: "Nothing went forward for five minutes." });
    screen.getByText("Nothing went forward for five minutes.");
    refusal = new Response(
      JSON.stringify({ errors: [{ code: "limit", message: "The cap is reached." }], requestId: "r" }),
      {
        status: 409,
        headers: { "content-type": "application/json" },
      },
    );
    fireEvent.click(screen.getByRole("button", { name: "Go on" }));
    await waitFor(() => expect(toasts().at(-1)?.text).toBe("It could not go on."));
  });

  it("ends with what is live and a way to the rest", async () => {
    await show({ progress });
    line().say({ type: "state", seq: 9, state: { ...session, state: "finished" } });
    await screen.findByRole("heading", { name: "That is all for now" });
    expect(screen.queryByLabelText("Write to the concierge")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Set up the rest" }));
    await waitFor(() =>
      expect(sent[0]).toEqual({ path: "/api/concierge/sessions", body: { modules: ["sms", "pay"] } }),
    );
  });
});

describe("what was done", () => {
  const call = (given: Partial<EntryOf<"call">>): Entry => ({
    id: "cge_8",
    seq: 8,
    at: "2026-11-20T08:00:00.000Z",
    kind: "call",
    tool: "installModule",
    args: { module: "mail", why: "Its values are stored" },
    why: "Its values are stored",
    module: { slug: "mail", name: "E-mail", icon: "email" },
    driver: "claude",
    state: "pending",
    outcome: null,
    ms: null,
    ...given,
  });

  it("is folded, and opens to what was called, why, with what, and what came of it", async () => {
    await show({ seq: 8, entries: [call({})] });
    screen.getAllByText(/Connecting E-mail…/);
    line().say(put(call({ seq: 9, state: "failed", outcome: "They do not know this key.", ms: 1_240 })));
    await screen.findByText("They do not know this key.");
    screen.getByText("installModule");
    screen.getByText("Its values are stored");
    screen.getByText("module: mail");
    screen.getByText(/1\.2 s/);
    expect(document.querySelector("details")?.open).toBe(false);
  });
});
