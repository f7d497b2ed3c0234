import { writeFileSync } from "node:fs";
import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { Outcome } from "./step.ts";

/** Reports a vitest run as an `Outcome`, written to the file that `TRELLIS_TEST_REPORT` names; prints nothing itself. */
export default class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const outcome: Outcome = { passed: 0, failed: 0, details: "" };
    const fail = (title: string, errors: readonly SerializedError[]): void => {
      outcome.failed += 1;
      outcome.details += `✗ ${title}\n${errors.map(shown).join("\n")}\n`;
    };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") outcome.passed += 1;
        if (result.state === "failed") fail(titleOf(module, test), result.errors);
        // What never ran did not pass: an aborted file, or a hook that broke before it.
        if (result.state === "pending") fail(titleOf(module, test), []);
      }
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) fail(`${module.relativeModuleId} > ${suite.fullName}`, suite.errors());
      }
      if (module.errors().length > 0) fail(module.relativeModuleId, module.errors());
    }
    for (const error of unhandled) fail("outside any test", [error]);
    writeFileSync(process.env["TRELLIS_TEST_REPORT"] ?? "test-results/outcome.json", JSON.stringify(outcome));
  }
}

function titleOf(module: TestModule, test: TestCase): string {
  return `${module.relativeModuleId} > ${test.fullName}`;
}

function shown(error: SerializedError): string {
  const frames = error.stacks?.slice(0, 4).map(({ method, file, line }) => `at ${method || "—"} ${file}:${line}`) ?? [];
  const lines = [`${error.name}: ${error.message}`, ...(error.diff ? [error.diff] : []), ...frames];
  return lines.join("\n").replaceAll(/^/gm, "    ");
}
