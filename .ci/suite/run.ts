import { delimiter, join } from "node:path";
import { writeModuleIndex } from "../../worker/local/module-index.ts";
import { REPOSITORY } from "../../worker/local/state-folder.ts";
import { useMemoryForTemporaryFiles } from "./temporary-files.ts";
import { isProductVariable } from "../../worker/local/variables.ts";
import { buildStep } from "./build-step.ts";
import { commandStep } from "./command-step.ts";
import { mutationStep } from "./mutation-step.ts";
import type { Outcome, Step } from "./step.ts";
import { vitestStep } from "./vitest-step.ts";

const STATIC: Step[] = [
  commandStep("format", "oxfmt/bin/oxfmt", ["--check"]),
  commandStep("lint", "oxlint/bin/oxlint", ["--deny-warnings"]),
  commandStep("types of the worker", "typescript/bin/tsc", ["-p", "tsconfig.json"]),
  commandStep("types of the tools", "typescript/bin/tsc", ["-p", ".ci/tsconfig.json"]),
  commandStep("types of the screens", "typescript/bin/tsc", ["-p", "web/tsconfig.json"]),
];
const DYNAMIC: Step[] = [
  vitestStep("unit tests", "unit"),
  vitestStep("component tests", "solid"),
  buildStep,
  vitestStep("workerd tests", "workers"),
  vitestStep("browser tests", "browser"),
];

/**
 * Everything that must hold, one line a step and details of failures only; the last line counts each test, and each other
 * step as one. `--static` leaves out what runs code, `--long` measures the full figures of docs/quality.md.
 */
const long = process.argv.includes("--long") || process.env["TRELLIS_LONG"] === "1";
// What a developer has set for their own runs must not change what the tests see.
for (const name of Object.keys(process.env).filter(isProductVariable)) delete process.env[name];
if (long) process.env["TRELLIS_LONG"] = "1";
useMemoryForTemporaryFiles();
// A folder put there by hand is a module at once. What is committed is only looked at.
if (!process.argv.includes("--static") && !process.env["CI"]) writeModuleIndex();
process.env["PATH"] = [join(REPOSITORY, "node_modules/.bin"), process.env["PATH"]].join(delimiter);

const dynamic = long ? [...DYNAMIC, mutationStep] : DYNAMIC;
const steps = process.argv.includes("--static") ? STATIC : [...STATIC, ...dynamic];
const total: Outcome = { passed: 0, failed: 0, details: "" };
for (const step of steps) await runStep(step);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runStep({ name, run }: Step): Promise<void> {
  const started = performance.now();
  const { passed, failed, details } = await run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${failed === 0 ? "ok  " : "FAIL"} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  if (details !== "") console.log(`\n${details.trimEnd()}\n`);
  total.passed += passed;
  total.failed += failed;
}
