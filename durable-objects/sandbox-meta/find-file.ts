import { SandboxBubble, type SandboxWrite } from "../../schema/contracts/sandbox.ts";
import { TrellisError } from "../../schema/errors.ts";
import { type FileRow, fileById, keepFile } from "./files.ts";
import type { SandboxNumber } from "./number.ts";
import { SAMPLE_FILES } from "./samples/sample-files.ts";
import type { Sandbox } from "./sandbox.ts";
import { fileAddress } from "./serve-file.ts";
import { messageById } from "./thread.ts";
import type { Writing } from "./write.ts";

/** What a customer is about to send, its file at hand. Throws `invalid` for a file that was not uploaded to this phone. */
export async function findFile(sandbox: Sandbox, number: SandboxNumber, message: SandboxWrite): Promise<Writing> {
  const { customer, file, press, replyTo, text } = message;
  if (press !== undefined) return { customer, ...pressed(sandbox, press) };
  const writing: Writing = { customer, text, replyTo };
  if (file === undefined) return writing;
  const row = "sample" in file ? await sampleRow(sandbox, number, file.sample) : fileById(sandbox, file.id);
  if (row === undefined) throw new TrellisError("invalid", { field: "file.id", message: "is no file of this phone" });
  const address = await fileAddress(sandbox, number, row.id, { open: sandbox.wire().openFiles });
  return { ...writing, file: { row, address } };
}

/** A quick reply under a template, pressed: it answers that message with the button's words. Throws `invalid` where there is none. */
function pressed(sandbox: Sandbox, { button, messageId }: NonNullable<SandboxWrite["press"]>) {
  const json = messageById(sandbox, messageId)?.template ?? null;
  const bubble = json === null ? undefined : SandboxBubble.parse(JSON.parse(json));
  const found = bubble?.buttons[button];
  if (found?.type !== "quick_reply")
    throw new TrellisError("invalid", { field: "press.button", message: "is no quick reply of this message" });
  return { text: found.text, button: found.text, replyTo: messageId };
}

async function sampleRow(
  sandbox: Sandbox,
  number: SandboxNumber,
  sample: keyof typeof SAMPLE_FILES,
): Promise<FileRow | undefined> {
  const { bytes, mimeType, name, voice } = SAMPLE_FILES[sample];
  return keepFile(sandbox, number, { name, mimeType, voice, body: new Blob([await bytes()]).stream() });
}
