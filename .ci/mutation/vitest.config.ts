import { defineConfig } from "vitest/config";
import suite from "../../vitest.config.ts";

/** One project of the suite with the test files of one area: what `run.ts` gives to Stryker, whose own run knows no projects. */
const name = process.env["TRELLIS_MUTATION_PROJECT"];
const include = JSON.parse(process.env["TRELLIS_MUTATION_TESTS"] ?? "[]") as string[];
const project = suite.test?.projects?.find(
  (one) => typeof one === "object" && "test" in one && one.test?.name === name,
);
if (typeof project !== "object" || !("test" in project)) throw new Error(`There is no project ${name}.`);

// Areas without a control plane do without its migrations: they are most of what a run of a few tests takes.
const setupFiles = process.env["TRELLIS_MUTATION_BARE"] === "1" ? [] : project.test?.setupFiles;
export default defineConfig({ ...project, test: { ...project.test, include, setupFiles } });
