import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeModule } from "./make-module.ts";
import { REPOSITORY } from "./state-folder.ts";

/** `npm run new:module <slug>`: makes the folder of a new module that works at once in test mode. */
const HELP = `npm run new:module <slug>

  slug  Lower-case words with hyphens: modules/<slug>. The marketplace, the API and its description have it at once.`;

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { help: { type: "boolean", default: false } },
  });
  const [slug, ...rest] = positionals;
  if (values.help || slug === undefined || rest.length > 0) {
    console.log(HELP);
    process.exitCode = values.help ? 0 : 1;
  } else {
    const written = makeModule(slug);
    // A longer name may want other lines.
    spawnSync(process.execPath, [join(REPOSITORY, "node_modules/oxfmt/bin/oxfmt"), `modules/${slug}`], {
      cwd: REPOSITORY,
      stdio: "ignore",
    });
    console.log(`Written: ${written.join(", ")}\n`);
    console.log(`  1. Say in manifest.ts what it is and what it needs: docs/manifest.md explains each member.
  2. Put the provider's own address in handlers.ts, what it is asked in verify.ts, its refusals in provider.ts.
  3. Let sandbox.ts answer as the provider documents: test mode and the tests speak with it.
  4. Draw icon.svg if you like: without one it shows the first letter.
  5. npx vitest run --project unit modules, then npm run check.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
