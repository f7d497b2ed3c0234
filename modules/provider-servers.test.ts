import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { handlersOf } from "./handlers.ts";

/**
 * docs/integrations.md tells operators which variable replaces which servers, and which modules ask there. A module that comes as a folder alone
 * need not be in it; what is in it is so.
 */
const ROWS = readFileSync(join(import.meta.dirname, "../docs/integrations.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| `[A-Z_]+_URL` /.test(line))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

it("are written down, some twenty of them", () => {
  expect(ROWS.length).toBeGreaterThan(15);
});

it.each(ROWS)("of %s are written down as they are: %s for %s", (variable = "", servers = "", modules = "") => {
  const apis = modules.split(", ").flatMap((slug) => handlersOf(slug)?.apis ?? []);
  const hosts = apis.flatMap((api) =>
    `\`${api.variable}\`` === variable ? [`\`${api.host.replace(/^\./, "*.")}\``] : [],
  );
  expect(servers.split(", ").toSorted()).toEqual([...new Set(hosts)].toSorted());
});
