import { z } from "zod";

/** A requirement as the catalog shows it: enough to draw the install form. */
export const Requirement = z.object({
  name: z.string(),
  kind: z.enum(["text", "secret"]),
  label: z.string(),
  help: z.string(),
  whereToFind: z.object({ text: z.string(), url: z.string() }).optional(),
  placeholder: z.string().optional(),
  required: z.boolean(),
  sharing: z.enum(["shareable", "perAccount"]),
  pattern: z.object({ source: z.string(), message: z.string() }).optional(),
});
export type Requirement = z.infer<typeof Requirement>;

export const Module = z.object({
  slug: z.string(),
  name: z.string(),
  category: z.string(),
  summary: z.string(),
  version: z.string(),
  icon: z.string(),
  docsUrl: z.string(),
  requirements: z.array(Requirement),
  config: z.record(z.string(), z.unknown()).meta({ description: "JSON Schema of the module's configuration" }),
  sandbox: z.boolean().meta({ description: "Whether this installation offers it in test mode" }),
});
export type Module = z.infer<typeof Module>;
export const ModuleList = z.object({ docs: z.array(Module) });
