import { expect, it } from "vitest";
import { refuseNeeded, requireDependencies } from "./dependencies.ts";

const MANIFESTS = {
  help: { name: "Help centre", dependencies: [{ slug: "ai", range: "^1.2.0" }] },
  ai: { name: "AI", dependencies: [] },
};
const find = (slug: string) => (slug in MANIFESTS ? MANIFESTS[slug as keyof typeof MANIFESTS] : undefined);
const at = (module: string, version = "1.2.0") => ({ module, version });

it("wants everything a module needs, in a version it works with", () => {
  expect(() => requireDependencies(MANIFESTS.help, [])).toThrow(/needs .*: install that first/);
  expect(() => requireDependencies(MANIFESTS.help, [at("ai", "1.1.9")])).toThrow("version 1.1.9 is installed");
  expect(() => requireDependencies(MANIFESTS.help, [at("ai", "1.4.0")])).not.toThrow();
  expect(() => requireDependencies(MANIFESTS.ai, [])).not.toThrow();
});

it("keeps what another module needs", () => {
  expect(() => refuseNeeded("ai", [at("ai"), at("help")], find)).toThrow("Help centre needs it");
  expect(() => refuseNeeded("help", [at("ai"), at("help")], find)).not.toThrow();
  expect(() => refuseNeeded("ai", [at("ai"), at("gone")], find)).not.toThrow();
});
