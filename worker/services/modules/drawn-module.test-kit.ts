import fc from "fast-check";
import { vi } from "vitest";
import { z } from "zod";
import { CATALOG } from "../../../modules/catalog.ts";
import * as handlers from "../../../modules/handlers.ts";
import type { Credentials, ModuleHandlers, ModuleManifest } from "../../../modules/module.ts";
import { configFields, configValue } from "../../../schema/manifest/config-fields.ts";
import { credentialFaults } from "../../../schema/manifest/credential-faults.ts";
import { goodValue, goodValues } from "../../../schema/manifest/requirement.test-kit.ts";
import { normalValue } from "../../../schema/manifest/value-fault.ts";

/** A manifest, and values that its form would send. */
export interface Drawn {
  manifest: ModuleManifest;
  values: Record<string, string>;
  /** Another good value of one of the fields, where there is one. */
  turned: { name: string; value: string }[];
  config: Record<string, unknown>;
}

/** Values for a manifest: all that the screen draws is filled in. */
export function filled(manifest: ModuleManifest): fc.Arbitrary<Drawn> {
  const { requirements, rules } = manifest;
  const settings = configFields(z.toJSONSchema(manifest.config, { io: "input" }));
  return fc
    .record({
      values: goodValues(requirements, rules),
      // What is optional may be left out.
      left: fc.subarray(requirements.filter(({ required }) => !required).map(({ name }) => name)),
      another: fc.tuple(...requirements.map(goodValue)),
      config: fc.tuple(
        ...settings.map(({ requirement }) =>
          goodValue(requirement).map((text) => [requirement.name, configValue(requirement, text)] as const),
        ),
      ),
    })
    .map(({ values: all, left, another, config }) => {
      const values = Object.fromEntries(Object.entries(all).filter(([name]) => !left.includes(name)));
      const turned = requirements.flatMap((requirement, at) => {
        const { name } = requirement;
        const [before, after] = [values[name], another[at] ?? ""];
        const differs = before !== undefined && normalValue(requirement, before) !== normalValue(requirement, after);
        return differs ? [{ name, value: after }] : [];
      });
      return { manifest, values, turned: turned.slice(0, 1), config: Object.fromEntries(config) };
    });
}

/** Whether they please every rule at once: two rules over the same fields may leave no way to. */
export function holdsRules({ manifest: { requirements, rules }, values, turned }: Drawn): boolean {
  const tried = [values, ...turned.map(({ name, value }) => ({ ...values, [name]: value }))];
  return tried.every((given) => credentialFaults(requirements, rules, given).length === 0);
}

/** The module in this installation, its provider one that knows one set of values. */
export function offer(manifest: ModuleManifest, of: ModuleHandlers = ACCEPTING): void {
  const catalog = CATALOG as ModuleManifest[];
  const at = catalog.findIndex(({ slug }) => slug === manifest.slug);
  catalog.splice(at < 0 ? catalog.length : at, at < 0 ? 0 : 1, manifest);
  vi.mocked(handlers.handlersOf).mockImplementation((slug) => (slug === manifest.slug ? of : undefined));
}

export function withdraw({ slug }: ModuleManifest): void {
  const catalog = CATALOG as ModuleManifest[];
  catalog.splice(
    catalog.findIndex((one) => one.slug === slug),
    1,
  );
}

export const ACCEPTING: ModuleHandlers = {
  apis: [{ host: "api.acme.example", variable: "ACME_API_URL" }],
  async verify(credentials, provider, now) {
    const { status } = await provider("/v1/check", { method: "POST", body: JSON.stringify(credentials) });
    const checkedAt = new Date(now).toISOString();
    const refused = {
      ok: false,
      cause: "credentials",
      reason: "Acme does not know them.",
      fix: "Enter others.",
    } as const;
    return { health: { checkedAt, ...(status === 200 ? { ok: true } : refused) }, proven: [], details: {} };
  },
};

/** As the vault writes them down. */
export function normalValues({ requirements }: ModuleManifest, given: Credentials): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const requirement = requirements.find((one) => one.name === name);
      return [name, requirement === undefined ? value : normalValue(requirement, value)];
    }),
  );
}
