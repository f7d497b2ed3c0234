import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputOf } from "./output-of.ts";
import type { Outcome, Step } from "./step.ts";

/** One project of vitest.config.ts. Counts every test; a file or a run that broke outside a test counts as one failure. */
export function vitestStep(name: string, project: string): Step {
  return { name, run: () => tested(project) };
}

async function tested(project: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "trellis-suite-"));
  const report = join(folder, "report.json");
  try {
    const { status, output } = await outputOf(
      "vitest/vitest.mjs",
      ["run", "--project", project, "--reporter", ".ci/suite/reporter.ts"],
      { ...process.env, TRELLIS_TEST_REPORT: report, NO_COLOR: "1", FORCE_COLOR: undefined },
    );
    const outcome = read(report);
    if (outcome === undefined) return { passed: 0, failed: 1, details: output };
    // Never green where vitest itself was not.
    if (status !== 0 && outcome.failed === 0) return { ...outcome, failed: 1, details: output || "No test ran." };
    return outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(report: string): Outcome | undefined {
  try {
    return JSON.parse(readFileSync(report, "utf8")) as Outcome;
  } catch {
    return undefined;
  }
}
