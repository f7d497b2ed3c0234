import { expect, test } from "vitest";
import { z } from "zod";
import { whatsapp } from "../../../modules/whatsapp/manifest.ts";
import type { ModuleManifest } from "../../../modules/module.ts";
import type { Deployed } from "../../../schema/deployments.ts";
import { refuseOutgrown } from "./dependencies.ts";
import { migratedConfig } from "./upgrade.ts";

/** A module whose second version counts minutes where its first counted seconds, and has one setting more. */
const manifest: ModuleManifest = {
  ...whatsapp,
  version: "2.0.0",
  config: z.strictObject({ minutes: z.int().min(1).default(5), quiet: z.boolean().default(false) }),
};
const handlers = {
  migrateConfig: ({ seconds, ...rest }: Record<string, unknown>, from: string) =>
    from.startsWith("1.") && typeof seconds === "number" ? { ...rest, minutes: seconds / 60 } : rest,
};
const row = (ownConfig: Record<string, unknown>, deployed: Deployed | null = null) => ({
  version: "1.3.0",
  ownConfig,
  deployed,
});

test("settings are migrated by the module, and what is new has its default", () => {
  expect(migratedConfig(manifest, handlers, row({ seconds: 120 }))).toEqual({
    ownConfig: { minutes: 2 },
    deployed: null,
    config: { minutes: 2, quiet: false },
  });
  expect(migratedConfig(manifest, handlers, row({})).config).toEqual({ minutes: 5, quiet: false });
});

test("and so are those of the deployment that looks after it", () => {
  const deployed = { config: { seconds: 600 }, allowCustomize: true } as unknown as Deployed;
  const migrated = migratedConfig(manifest, handlers, row({ quiet: true }, deployed));
  expect(migrated.deployed).toMatchObject({ config: { minutes: 10 }, allowCustomize: true });
  expect(migrated.config).toEqual({ minutes: 10, quiet: true });
});

test("what the new version does not take is refused, and names the setting", () => {
  expect(() => migratedConfig(manifest, undefined, row({ seconds: 120 }))).toThrow(
    expect.objectContaining({ items: [expect.objectContaining({ field: "config.seconds" })] }),
  );
  expect(() => migratedConfig(manifest, handlers, row({ seconds: 30 }))).toThrow(
    expect.objectContaining({ items: [expect.objectContaining({ field: "config.minutes" })] }),
  );
});

test("a version that what needs it does not work with is refused", () => {
  const needing = { name: "Signals", dependencies: [{ slug: "whatsapp", range: "^1.0.0" }] };
  const installed = [
    { module: "whatsapp", version: "1.3.0" },
    { module: "signals", version: "1.0.0" },
  ];
  const find = (slug: string) => (slug === "signals" ? needing : undefined);
  expect(() => refuseOutgrown(manifest, installed, find)).toThrow("Signals needs WhatsApp ^1.0.0");
  expect(() => refuseOutgrown({ ...manifest, version: "1.9.0" }, installed, find)).not.toThrow();
});
