import { TrellisError } from "../../../schema/errors.ts";

/** Throws `conflict` naming `baseVersion` unless the draft is at the version it was read at; 0 stands for none. */
export function requireVersion(held: number, baseVersion: number): void {
  if (held === baseVersion) return;
  throw new TrellisError("conflict", { field: "baseVersion", message: "This draft was changed on another screen." });
}
