import { storeStream } from "../kit/store-stream.ts";
import type { SandboxNumber } from "./number.ts";
import type { Sandbox } from "./sandbox.ts";

export type FileRow = {
  id: string;
  name: string;
  mime_type: string;
  size: number;
  /** hex */
  sha256: string;
  voice: 0 | 1;
  at: number;
};

/** A sandbox is for trying things: larger files are refused, as Meta refuses them over 100 MB. */
export const FILE_MAX_BYTES = 25 * 1024 * 1024;
/** Files of one phone; the oldest makes room. */
const KEPT_MAX = 500;

/** Keeps a file and gives it an id as Meta's are. Undefined when it is empty or too large. */
export async function keepFile(
  sandbox: Sandbox,
  number: SandboxNumber,
  { name, mimeType, voice, body }: { name: string; mimeType: string; voice: boolean; body: ReadableStream<Uint8Array> },
): Promise<FileRow | undefined> {
  const { bucket, now, storage } = sandbox;
  const id = drawnId();
  const key = fileKey(number, id);
  const stored = await storeStream(bucket, key, body, { maxBytes: FILE_MAX_BYTES, mimeType });
  if (stored.kind !== "stored") return undefined;
  const row: FileRow = {
    id,
    name,
    mime_type: mimeType,
    size: stored.size,
    sha256: stored.sha256,
    voice: voice ? 1 : 0,
    at: now(),
  };
  storage.sql.exec(
    "INSERT INTO files (id, name, mime_type, size, sha256, voice, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    row.id,
    row.name,
    row.mime_type,
    row.size,
    row.sha256,
    row.voice,
    row.at,
  );
  await makeRoom(sandbox, number);
  return row;
}

export function fileById({ storage }: Sandbox, id: string): FileRow | undefined {
  return storage.sql.exec<FileRow>("SELECT * FROM files WHERE id = ?", id).toArray()[0];
}

/** Where a file of this phone lies: under a prefix of its own, apart from the product's. */
export function fileKey({ integrationId }: Pick<SandboxNumber, "integrationId">, id: string): string {
  return `sandbox/${integrationId}/${id}`;
}

/** Takes every file of this phone out of storage. */
export async function discardFiles({ bucket, storage }: Sandbox, number: SandboxNumber): Promise<void> {
  const ids = storage.sql.exec<{ id: string }>("SELECT id FROM files").toArray();
  if (ids.length > 0) await bucket.delete(ids.map(({ id }) => fileKey(number, id)));
}

async function makeRoom({ bucket, storage }: Sandbox, number: SandboxNumber): Promise<void> {
  const old = storage.sql
    .exec<{ id: string }>("SELECT id FROM files ORDER BY at DESC, id LIMIT 50 OFFSET ?", KEPT_MAX)
    .toArray();
  if (old.length === 0) return;
  await bucket.delete(old.map(({ id }) => fileKey(number, id)));
  for (const { id } of old) storage.sql.exec("DELETE FROM files WHERE id = ?", id);
}

function drawnId(): string {
  return `9${Array.from(crypto.getRandomValues(new Uint8Array(15)), (byte) => byte % 10).join("")}`;
}
