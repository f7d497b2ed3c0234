import { z } from "zod";
import { AGENT_NAME_MAX_CHARACTERS } from "../agent-limits.ts";
import { AI_MODEL_IDS } from "../ai-models.ts";
import { line } from "../contracts/common.ts";
import { ModuleSlug } from "../manifest/manifest.ts";

/**
 * `reads`: changes nothing. `asks`: opens something that people answer, and ends with their answer. `acts`: changes the account. `approved`:
 * destructive or paid: it waits for a click on exactly these arguments.
 */
export type ToolKind = "reads" | "asks" | "acts" | "approved";

interface ToolDeclaration {
  kind: ToolKind;
  /** Told to the model, and to programs that list the tools. */
  description: string;
  input: z.ZodObject;
}

const module = ModuleSlug.meta({ description: "The module's slug, as listEntitlements names it" });
const why = line(300)
  .optional()
  .meta({ description: "One short sentence: why this is called now. People can read it." });

/**
 * What a driver may do, whichever it is. Nothing here names a module: what a module is and needs is read from the catalog. Every call runs
 * with the rights of the person the session acts for.
 */
export const TOOLS = {
  listEntitlements: {
    kind: "reads",
    description:
      "Lists the modules to set up in this account, in the order to do it, each with one line about it, how it stands, and what stands in its way.",
    input: z.strictObject({ why }),
  },
  readRequirements: {
    kind: "reads",
    description:
      "Reads what a module needs: its fields (never their values), which of them are set, its settings as a JSON Schema with their present values, and the modules it depends on.",
    input: z.strictObject({ module, why }),
  },
  requestCredentials: {
    kind: "asks",
    description:
      "Shows the person a sealed form for a module's values and waits until it is sent. Secrets go straight to the vault: the answer says which fields are stored and how each ends, never a value. Name fields to ask for those alone, for instance after the provider refused one.",
    input: z.strictObject({
      module,
      fields: z.array(z.string().max(60)).max(40).optional().meta({ description: "All that are missing unless given" }),
      why,
    }),
  },
  installModule: {
    kind: "acts",
    description:
      "Installs a module with the values stored for it and has its provider verify them. Where it is installed already, puts the newly stored values in place. Answers how it stands, with the provider's own reason and what to do.",
    input: z.strictObject({ module, why }),
  },
  configureModule: {
    kind: "acts",
    description: "Changes settings of an installed module. Settings that are not named stay as they are.",
    input: z.strictObject({ module, config: z.record(z.string().max(60), z.unknown()), why }),
  },
  checkModuleStatus: {
    kind: "acts",
    description: "Asks an installed module's provider again whether it works.",
    input: z.strictObject({ module, why }),
  },
  createAgent: {
    kind: "acts",
    description:
      "Creates an AI agent of this account, or changes the one of the same name: how the business wants its messages written.",
    input: z.strictObject({
      name: line(AGENT_NAME_MAX_CHARACTERS),
      systemPrompt: z.string().trim().min(1).max(4_000),
      model: z.enum(AI_MODEL_IDS).optional(),
      why,
    }),
  },
  explainFailure: {
    kind: "reads",
    description:
      "Reads why a module does not work: the provider's reason, what to do about it, and which fields it may lie in.",
    input: z.strictObject({ module, why }),
  },
  requestModule: {
    kind: "approved",
    description:
      "Asks whoever manages this account for a module that its plan does not include. It may cost money: the person must click first.",
    input: z.strictObject({ module, note: line(500).optional(), why }),
  },
  uninstallModule: {
    kind: "approved",
    description: "Removes an installed module with its stored values. The person must click first.",
    input: z.strictObject({ module, why }),
  },
  askPerson: {
    kind: "asks",
    description:
      "Asks the person a question and waits for the answer. Never for a credential: use requestCredentials. Offer choices where there are few.",
    input: z.strictObject({
      question: z.string().trim().min(1).max(1_000),
      choices: z.array(line(80)).max(6).optional(),
      why,
    }),
  },
  skip: {
    kind: "acts",
    description: "Leaves a module out of this session because the person wants so.",
    input: z.strictObject({ module, reason: line(300).optional(), why }),
  },
  finish: {
    kind: "acts",
    description:
      "Ends the session once every module is live or left out, with one or two sentences about what is ready.",
    input: z.strictObject({ summary: z.string().trim().min(1).max(1_000), why }),
  },
} as const satisfies Record<string, ToolDeclaration>;

export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as [ToolName, ...ToolName[]];
export type ToolInput<T extends ToolName> = z.infer<(typeof TOOLS)[T]["input"]>;
