import { TrellisError } from "../../../schema/errors.ts";
import type { IncomingFile } from "./upload.ts";

/** A form is held in memory whole; larger files come as the body itself. */
const FORM_MAX_BYTES = 26 * 1024 * 1024;

/**
 * The file of a request: the body itself, its name in `?name=`, or the field `file` of a form. Throws `invalid` (no file), `too_large` (a form
 * over 25 MB, or one that does not say how long it is), `unsupported_media_type` (no content type).
 */
export async function readUpload(request: Request, name: string | undefined): Promise<IncomingFile> {
  const mimeType = mimeTypeOf(request.headers.get("content-type") ?? "");
  if (mimeType === "")
    throw new TrellisError("unsupported_media_type", { message: "Say the file's type in content-type." });
  const length = lengthOf(request);
  if (mimeType !== "multipart/form-data") {
    if (request.body === null) throw new TrellisError("invalid", { field: "file", message: "The file is empty." });
    return { name: name ?? "file", mimeType, size: length, body: request.body };
  }
  if (length === undefined || length > FORM_MAX_BYTES)
    throw new TrellisError("too_large", {
      message: "A form takes files up to 25 MB. Send larger ones as the body itself.",
    });
  const file = await fileIn(request);
  if (file === undefined) throw new TrellisError("invalid", { field: "file", message: "is the file, and is missing" });
  return { name: name ?? file.name, mimeType: mimeTypeOf(file.type), size: file.size, body: file.stream() };
}

async function fileIn(request: Request): Promise<File | undefined> {
  try {
    const field = (await request.formData()).get("file");
    return field instanceof File ? field : undefined;
  } catch {
    throw new TrellisError("invalid", { field: "file", message: "The form cannot be read." });
  }
}

/** "Image/PNG; charset=binary" is image/png; what is no type is "". */
function mimeTypeOf(given: string): string {
  const type = given.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9!#$&^_.+-]{1,80}\/[a-z0-9!#$&^_.+-]{1,80}$/.test(type) ? type : "";
}

function lengthOf(request: Request): number | undefined {
  const given = request.headers.get("content-length");
  return given !== null && /^\d{1,15}$/.test(given) ? Number(given) : undefined;
}
