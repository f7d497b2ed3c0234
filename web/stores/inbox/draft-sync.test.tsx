import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Draft } from "../../../schema/contracts/drafts.ts";
import { ApiError } from "../../rest/client.ts";
import * as api from "../../rest/drafts.ts";
import { createDrafts } from "./drafts.ts";
import { createDraftSync, type DraftSync } from "./draft-sync.ts";

vi.mock("../../rest/drafts.ts");
const put = vi.mocked(api.putDraft);
const remove = vi.mocked(api.deleteDraft);
const list = vi.mocked(api.listDrafts);

const OWNER = "usr_1.ten_1";
const TYPING_MS = 8_000;
const PAUSE_MS = 700;
let last = 0;
const draft = (text: string, given: Partial<Draft> = {}): Draft => ({
  conversationId: "cnv_1",
  mode: "reply",
  text,
  replyTo: null,
  attachments: [],
  version: ++last,
  updatedAt: "",
  ...given,
});
const told = (doc: Draft | null, client = "phone") =>
  ({ type: "draft", conversationId: "cnv_1", mode: "reply", draft: doc, client }) as const;
const offline = () => new ApiError({ status: 0, code: "offline", message: "" });
const conflict = () => new ApiError({ status: 409, code: "conflict", message: "" });

function screen() {
  const drafts = createDrafts(localStorage, OWNER, (id, modes) => sync.written(id, modes));
  const sync: DraftSync = createDraftSync({
    tenant: "ten_1",
    owner: OWNER,
    userId: "usr_1",
    drafts,
    storage: localStorage,
  });
  return {
    sync,
    drafts,
    write: (reply: string) => drafts.set("cnv_1", { reply }),
    reply: () => drafts.get("cnv_1").reply,
  };
}
const pause = (ms = PAUSE_MS) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  localStorage.clear();
  put.mockImplementation(async (_tenant, conversationId, body) => draft(body.text ?? "", { conversationId }));
  remove.mockResolvedValue(undefined);
  list.mockResolvedValue([]);
});
afterEach(() => vi.useRealTimers());

describe("what is written here", () => {
  it("goes out once the hands rest, each time on the version before, and is deleted when emptied", async () => {
    const { write } = screen();
    for (const text of ["H", "He", "Hel"]) write(text);
    await pause();
    write("Hello");
    await pause();
    write("");
    await pause();
    const bodies = put.mock.calls.map(([, , body]) => [body.text, body.baseVersion]);
    expect(bodies).toEqual([
      ["Hel", 0],
      ["Hello", last - 1],
    ]);
    expect(remove).toHaveBeenCalledExactlyOnceWith("ten_1", "cnv_1", expect.objectContaining({ baseVersion: last }));
  });

  it("waits for a connection, also through a reload", async () => {
    put.mockRejectedValue(offline());
    const first = screen();
    first.write("Offline");
    await pause();
    first.sync.close();
    put.mockClear();
    put.mockImplementation(async (_tenant, conversationId, body) => draft(body.text ?? "", { conversationId }));
    const second = screen();
    await second.sync.read();
    await pause();
    expect(put).toHaveBeenCalledExactlyOnceWith("ten_1", "cnv_1", expect.objectContaining({ text: "Offline" }));
    expect(second.reply()).toBe("Offline");
  });

  it("is deleted although the page was left as soon as it was emptied, at once or after the reload", async () => {
    const first = screen();
    first.write("Hello");
    await pause();
    const theirs = draft("Hello", { version: last });
    first.write("");
    remove.mockRejectedValueOnce(offline());
    first.sync.flushAll();
    first.sync.close();
    expect(remove).toHaveBeenCalledTimes(1);
    await pause();
    const second = screen();
    list.mockResolvedValue([theirs]);
    await second.sync.read();
    await pause();
    expect(remove).toHaveBeenCalledTimes(2);
    expect(second.reply()).toBe("");
    second.sync.flushAll();
    expect(remove).toHaveBeenCalledTimes(2);
  });

  it("takes its files along, and brings those of another screen", async () => {
    const { sync, drafts } = screen();
    const file = { id: "att_1" } as Draft["attachments"][number];
    drafts.set("cnv_1", { files: [file] });
    await pause();
    expect(put).toHaveBeenCalledExactlyOnceWith("ten_1", "cnv_1", expect.objectContaining({ attachments: ["att_1"] }));
    await pause(TYPING_MS);
    sync.hear(told(draft("With two", { attachments: [file, { ...file, id: "att_2" }] })));
    expect(drafts.get("cnv_1").files?.map(({ id }) => id)).toEqual(["att_1", "att_2"]);
  });

  it("is left to the message that was made of it, until something new is written", async () => {
    const { sync, write } = screen();
    write("Hello");
    await pause();
    expect(sync.handOver("cnv_1", "reply")).toBe(last);
    write("");
    await pause(5 * PAUSE_MS);
    expect(remove).not.toHaveBeenCalled();
    write("Next");
    await pause();
    write("");
    await pause();
    expect(remove).toHaveBeenCalledOnce();
  });

  it("is not kept when it is longer than the account takes", async () => {
    const { write } = screen();
    write("x".repeat(10_001));
    await pause(20 * PAUSE_MS);
    expect(put).not.toHaveBeenCalled();
  });
});

describe("what is written elsewhere", () => {
  it("takes the place of what stands here, with what it answers, and goes when it was sent", () => {
    const { sync, drafts, reply } = screen();
    const author = { type: "contact" as const, id: "con_1", name: "Maria" };
    sync.hear(told(draft("From the phone", { replyTo: { id: "msg_1", author, text: "When?" } })));
    expect(reply()).toBe("From the phone");
    expect(drafts.get("cnv_1").answers).toEqual({ id: "msg_1", author: "Maria", words: "When?" });
    sync.hear(told(null));
    expect(drafts.get("cnv_1")).toEqual({ mode: "reply", reply: "", note: "" });
    expect(sync.offerOf("cnv_1")).toBeUndefined();
  });

  it("never touches what is being typed: it is offered, and either can be had", async () => {
    const { sync, write, reply } = screen();
    write("Mine");
    await pause();
    sync.hear(told(draft("Theirs")));
    expect(reply()).toBe("Mine");
    expect(sync.offerOf("cnv_1")).toEqual({ mode: "reply", text: "Theirs" });
    const theirs = last;
    write("Mine too");
    await pause();
    expect(put).toHaveBeenLastCalledWith(
      "ten_1",
      "cnv_1",
      expect.objectContaining({ text: "Mine too", baseVersion: theirs }),
    );
    sync.accept("cnv_1");
    expect(reply()).toBe("Theirs");
    expect(sync.offerOf("cnv_1")).toEqual({ mode: "reply", text: "Mine too" });
    sync.dismiss("cnv_1");
    expect(sync.offerOf("cnv_1")).toBeUndefined();
  });

  it("wins over what never left here, which is offered then", async () => {
    put.mockRejectedValue(offline());
    const { sync, write, reply } = screen();
    write("On the train");
    await pause(TYPING_MS);
    list.mockResolvedValue([draft("At the desk")]);
    await sync.read();
    expect(reply()).toBe("At the desk");
    expect(sync.offerOf("cnv_1")).toEqual({ mode: "reply", text: "On the train" });
  });

  it("is read when the account refuses an older version", async () => {
    const { sync, write, reply } = screen();
    put.mockRejectedValueOnce(conflict());
    list.mockResolvedValue([draft("Newer")]);
    write("Older");
    await pause();
    expect(list).toHaveBeenCalledOnce();
    expect(reply()).toBe("Older");
    expect(sync.offerOf("cnv_1")?.text).toBe("Newer");
  });

  it("is not mistaken for this screen's own echo, nor an old answer for news", async () => {
    const { sync, write, reply } = screen();
    write("Mine");
    await pause();
    const client = put.mock.calls[0]?.[2].client ?? "";
    await pause(TYPING_MS);
    sync.hear(told(draft("An echo"), client));
    expect(reply()).toBe("Mine");
    sync.hear(told(draft("Older", { version: 1 })));
    expect(reply()).toBe("Mine");
    let answer: (docs: Draft[]) => void = () => {};
    list.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const reading = sync.read();
    write("Mine, longer");
    await pause();
    await pause(TYPING_MS);
    answer([]);
    await reading;
    expect(reply()).toBe("Mine, longer");
  });
});
