import { createRoot, createSignal } from "solid-js";
import { beforeEach, expect, it, vi } from "vitest";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { createDrafts } from "../../../stores/inbox/drafts.ts";
import { keepFiles } from "./keep-files.ts";
import { createUploads } from "./uploads.ts";

const file = (id: string) => ({ id, name: `${id}.pdf`, mimeType: "application/pdf", size: 3 }) as Attachment;
const drop = vi.fn(async () => undefined);

function composer(conversationId = "cnv_1") {
  const drafts = createDrafts(localStorage, "usr_1.ten_1");
  const uploads = createUploads("ten_1", { upload: async () => file("att_new"), drop });
  const [id, setId] = createSignal(conversationId);
  const dispose = createRoot((end) => {
    keepFiles(drafts, uploads, id);
    return end;
  });
  const here = (of = id()) => uploads.of(of).map(({ stored }) => stored?.id);
  return { drafts, uploads, setId, here, dispose };
}

beforeEach(() => {
  localStorage.clear();
  drop.mockClear();
});

it("keeps what is put in through a reload, conversation by conversation", async () => {
  const first = composer();
  first.uploads.add("cnv_1", "whatsapp", [new File(["pdf"], "a.pdf", { type: "application/pdf" })]);
  await vi.waitFor(() => expect(first.drafts.get("cnv_1").files?.map(({ id }) => id)).toEqual(["att_new"]));
  first.setId("cnv_2");
  expect(first.drafts.get("cnv_1").files).toHaveLength(1);
  first.dispose();
  const second = composer("cnv_2");
  second.setId("cnv_1");
  expect(second.here()).toEqual(["att_new"]);
  second.uploads.send("cnv_1");
  expect(second.drafts.get("cnv_1").files ?? []).toEqual([]);
  expect(drop).not.toHaveBeenCalled();
});

it("shows what another screen put in, and lets go what it took out", () => {
  const { drafts, here } = composer();
  drafts.take("cnv_1", { files: [file("att_1"), file("att_2")] });
  expect(here()).toEqual(["att_1", "att_2"]);
  drafts.take("cnv_1", { files: [file("att_2")] });
  expect(here()).toEqual(["att_2"]);
});
