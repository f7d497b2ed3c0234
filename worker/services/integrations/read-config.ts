import type { ModuleManifest } from "../../../modules/module.ts";
import { type ErrorItem, TrellisError } from "../../../schema/errors.ts";

/** The configuration as the module's schema reads it, defaults filled in. Throws `invalid` with one item per fault, naming `config.<path>`. */
export function readConfig(
  manifest: ModuleManifest,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const read = manifest.config.strict().safeParse(given);
  if (read.success) return read.data;
  const items = read.error.issues.flatMap((issue): ErrorItem[] => {
    const at = ["config", ...issue.path.map(String)];
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => fault([...at, key], `${manifest.name} has no such setting.`));
    return [fault(at, issue.message)];
  });
  throw new TrellisError("invalid", { items });
}

function fault(path: string[], message: string): ErrorItem {
  return { message, code: "invalid", field: path.join(".") };
}
