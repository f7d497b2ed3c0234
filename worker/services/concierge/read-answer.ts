import type { ModuleManifest } from "../../../modules/module.ts";
import type { FormSpec } from "../../../schema/concierge/host.ts";
import type { SendForm } from "../../../schema/contracts/concierge.ts";
import { type ErrorItem, isTrellisError, TrellisError } from "../../../schema/errors.ts";
import { integrationOfModule } from "../../db/integrations.ts";
import type { AccountCtx } from "../ctx.ts";
import { readConfig } from "../integrations/read-config.ts";
import { readCredentials } from "../integrations/read-credentials.ts";
import { heldFields } from "./held-fields.ts";
import type { Answer } from "./store-answer.ts";

/**
 * Holds what was sent against the manifest, with what is there already: only what the form asked for is given, and judged. Throws `invalid` with
 * one item per fault: `values.<requirement>`, `config.<setting>`, `sandbox`.
 */
export async function readAnswer(
  ctx: Pick<AccountCtx, "db" | "env" | "tenant">,
  about: { sessionId: string; manifest: ModuleManifest; form: Pick<FormSpec, "fields" | "settings" | "sandbox"> },
  sent: Exclude<SendForm, { skip: true }>,
): Promise<Answer> {
  const { sessionId, manifest, form } = about;
  if ("sandbox" in sent) return inTestMode(form, manifest);
  const { values, config } = sent;
  const asked = new Set(form.fields.map(({ name }) => name).filter((name) => !form.settings.includes(name)));
  const row = await integrationOfModule(ctx.db, manifest.slug);
  const held = await heldFields({ ctx, session: { sessionId } }, manifest, row);
  const faults = [
    ...Object.keys(values)
      .filter((name) => !asked.has(name))
      .map((name) => fault(`values.${name}`, "This form does not ask for it.")),
    ...Object.keys(config)
      .filter((name) => !form.settings.includes(name))
      .map((name) => fault(`config.${name}`, "This form does not ask for it.")),
  ];
  const credentials = judged(faults, () => readCredentials(manifest, values, held.values, asked));
  const settings = judged(faults, () =>
    form.settings.length === 0 ? {} : readConfig(manifest, { ...held.config, ...row?.ownConfig, ...config }),
  );
  if (faults.length > 0) throw new TrellisError("invalid", { items: faults });
  return {
    sandbox: false,
    credentials: pick(
      credentials,
      [...asked].filter((name) => Object.hasOwn(values, name)),
    ),
    config: pick(
      settings,
      form.settings.filter((name) => Object.hasOwn(config, name)),
    ),
  };
}

function inTestMode({ sandbox }: Pick<FormSpec, "sandbox">, { name }: ModuleManifest): Answer {
  if (!sandbox)
    throw new TrellisError("invalid", {
      message: `${name} is not offered in test mode here.`,
      field: "sandbox",
    });
  return { sandbox: true, credentials: {}, config: {} };
}

/** What a reading brings; its faults, each by its place in the form, go to the others. */
function judged<T>(faults: ErrorItem[], read: () => Record<string, T>): Record<string, T> {
  try {
    return read();
  } catch (error) {
    if (!isTrellisError(error) || error.code !== "invalid") throw error;
    const known = new Set(faults.map(({ field }) => field));
    faults.push(
      ...error.items
        .map((item) => fault((item.field ?? "values").replace(/^credentials\./, "values."), item.message))
        .filter(({ field }) => !known.has(field)),
    );
    return {};
  }
}

function pick<T>(from: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function fault(field: string, message: string): ErrorItem {
  return { message, code: "invalid", field };
}
