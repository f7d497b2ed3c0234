import { beforeEach, expect, it, vi } from "vitest";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { ApiError } from "../../../rest/client.ts";
import { createUploads, type UploadsDeps } from "./uploads.ts";

interface Waiting {
  progress: (part: number) => void;
  signal: AbortSignal;
  resolve: (stored: Attachment) => void;
  reject: (error: unknown) => void;
}
let waiting: Waiting[];
const drop = vi.fn<UploadsDeps["drop"]>(async () => undefined);
const upload: UploadsDeps["upload"] = (_tenant, _file, { onProgress, signal }) =>
  new Promise((resolve, reject) =>
    waiting.push({ progress: (part) => onProgress?.(part), signal: signal ?? AbortSignal.abort(), resolve, reject }),
  );
const stored = (id: string): Attachment => ({ id, name: "a.pdf", mimeType: "application/pdf", size: 3 }) as Attachment;
const pdf = (): File => new File(["pdf"], "a.pdf", { type: "application/pdf" });
const begin = () => {
  const uploads = createUploads("ten_1", { upload, drop });
  uploads.add("cnv_1", "whatsapp", [pdf()]);
  return { uploads, only: () => uploads.of("cnv_1")[0] };
};

beforeEach(() => {
  waiting = [];
  drop.mockClear();
});

it("uploads at once, says how far it is, and hands over what is stored", async () => {
  const { uploads, only } = begin();
  waiting[0]?.progress(0.4);
  expect(only()).toMatchObject({ state: "uploading", progress: 0.4 });
  expect(uploads.send("cnv_1")).toEqual([]);
  waiting[0]?.resolve(stored("att_1"));
  await vi.waitFor(() => expect(only()?.state).toBe("stored"));
  expect(uploads.send("cnv_1").map(({ id }) => id)).toEqual(["att_1"]);
  expect(uploads.of("cnv_1")).toEqual([]);
});

it("offers another try after a lost connection, none after a refusal", async () => {
  const { uploads, only } = begin();
  waiting[0]?.reject(new ApiError({ status: 0, code: "offline", message: "The connection was lost." }));
  await vi.waitFor(() => expect(only()).toMatchObject({ state: "failed", reason: "The connection was lost." }));
  uploads.retry("cnv_1", only()?.key ?? "");
  expect(only()).toMatchObject({ state: "uploading", progress: 0 });
  waiting[1]?.reject(new ApiError({ status: 413, code: "too_large", message: "Too large." }));
  await vi.waitFor(() => expect(only()).toMatchObject({ state: "refused", reason: "Too large." }));
});

it("stops an upload that is taken out, and forgets one that is stored", async () => {
  const { uploads, only } = begin();
  uploads.remove("cnv_1", only()?.key ?? "");
  expect(waiting[0]?.signal.aborted).toBe(true);
  expect(uploads.of("cnv_1")).toEqual([]);
  uploads.add("cnv_1", "whatsapp", [pdf()]);
  waiting[1]?.resolve(stored("att_2"));
  await vi.waitFor(() => expect(only()?.state).toBe("stored"));
  uploads.remove("cnv_1", only()?.key ?? "");
  expect(drop).toHaveBeenCalledWith("ten_1", "att_2");
});
