import { fileURLToPath } from "node:url";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import solid from "vite-plugin-solid";
import { configDefaults, defineConfig } from "vitest/config";
import { BUNDLED_FOR_WORKERD } from "./.ci/vitest/bundled-for-workerd.ts";
import { LongestFirst } from "./.ci/vitest/longest-first.ts";
import { TEST_VARIABLES } from "./.ci/vitest/variables.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const exclude = [...configDefaults.exclude, "dist/**", ".trellis/**"];

/** The suffix of a test names where it runs: CONTRIBUTING.md has the table. */
export default defineConfig({
  test: {
    // Two cores: more workers than that only take turns.
    maxWorkers: 2,
    projects: [
      {
        root,
        test: {
          name: "unit",
          environment: "node",
          include: ["**/*.test.ts"],
          exclude: [...exclude, "**/*.workers.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        root,
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: TEST_VARIABLES,
              // No test reaches the network. A provider is the sandbox, or a fetch that the test replaces.
              outboundService: ({ method, url }) =>
                new Response(`Outbound request refused in tests: ${method} ${url}`, { status: 599 }),
            },
          }),
        ],
        test: {
          name: "workers",
          // The worker is loaded once and not for each file; what is stored is deleted before each (apply-migrations.ts).
          isolate: false,
          sequence: { sequencer: LongestFirst },
          include: ["**/*.workers.test.ts"],
          exclude,
          setupFiles: [".ci/vitest/apply-migrations.ts", ".ci/vitest/plan-guard.ts"],
          testTimeout: 60_000,
          deps: { optimizer: { ssr: { enabled: true, include: BUNDLED_FOR_WORKERD } } },
        },
      },
      {
        root,
        plugins: [solid()],
        test: {
          name: "solid",
          environment: "jsdom",
          include: ["web/**/*.test.tsx"],
          exclude,
          testTimeout: 20_000,
        },
      },
      {
        root,
        test: {
          name: "browser",
          environment: "node",
          include: ["{web/e2e,worker/local}/**/*.spec.ts"],
          exclude,
          globalSetup: [".ci/vitest/serve-product.ts"],
          // Each of the files that run at the same time has a product and a database to itself. A page waits often enough for a third.
          maxWorkers: 3,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
