import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../../worker/local/state-folder.ts";
import { outputOf } from "../suite/output-of.ts";
import { type Area, AREAS } from "./areas.ts";

/**
 * The mutation score of each area: `node .ci/mutation/run.ts [part of a name]`. Mutants are drawn line by line with a seed that is printed;
 * `TRELLIS_MUTATION_SEED` repeats a draw, `TRELLIS_MUTATION_SHARE` changes how many lines of 100 are drawn. An area has
 * `TRELLIS_MUTATION_MINUTES` (15); one that does not end has no score, and counts as failed. Survivors are printed, and test-results/mutation/ keeps the reports and a summary.
 */
const seed = process.env["TRELLIS_MUTATION_SEED"] ?? String(crypto.getRandomValues(new Uint32Array(1))[0]);
const minutes = Number(process.env["TRELLIS_MUTATION_MINUTES"] ?? 15);
const results = join(REPOSITORY, "test-results/mutation");
mkdirSync(results, { recursive: true });

console.log(`seed ${seed}`);
let missed = 0;
const summary = [`Seed ${seed}.`, "", "| area | score | mutants tried | target |", "| --- | --- | --- | --- |"];
for (const area of AREAS.filter(({ name }) => name.includes(process.argv[2] ?? ""))) {
  const started = performance.now();
  const mutants = await mutantsOf(area);
  const took = `${((performance.now() - started) / 60_000).toFixed(1)} min`;
  const killed = mutants.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  const tried = mutants.filter(({ status }) => status !== "Ignored" && !status.endsWith("Error")).length;
  const score = tried === 0 ? 0 : (100 * killed) / tried;
  const held = score >= area.target;
  if (!held) missed += 1;
  summary.push(`| ${area.name} | ${score.toFixed(0)} % | ${tried} | ${area.target} % |`);
  const endless = mutants.filter(({ status }) => status === "Timeout").length;
  console.log(
    `${held ? "ok  " : "FAIL"} ${area.name}: ${score.toFixed(0)} % of ${tried} mutants, ${endless} of them by never ending (target ${area.target} %, ${took})`,
  );
  for (const { file, line, text } of mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage")) {
    console.log(`       ${file}:${line} ${text}`);
  }
}
writeFileSync(join(results, "summary.md"), `${summary.join("\n")}\n`);
process.exitCode = missed === 0 ? 0 : 1;

interface Tried {
  file: string;
  line: number;
  status: string;
  text: string;
}

/** Runs Stryker over one area. Empty when it did not come to an end. */
async function mutantsOf({ name, mutate, project, tests, share, bare }: Area): Promise<Tried[]> {
  const slug = name.replaceAll(/\W+/g, "-");
  const config = join(results, `${slug}.config.json`);
  const report = join(results, `${slug}.json`);
  rmSync(report, { force: true });
  writeFileSync(
    config,
    JSON.stringify({
      testRunner: "vitest",
      plugins: ["@stryker-mutator/vitest-runner", join(REPOSITORY, ".ci/mutation/sample.js")],
      ignorers: ["sample"],
      vitest: { configFile: ".ci/mutation/vitest.config.ts", related: false },
      mutate,
      coverageAnalysis: "perTest",
      concurrency: Number(process.env["TRELLIS_MUTATION_CONCURRENCY"] ?? 1),
      reporters: ["json"],
      jsonReporter: { fileName: report },
      tempDirName: `.trellis/stryker/${slug}`,
      ignorePatterns: ["dist", ".trellis", "test-results", "docs", "bench", "web/e2e"],
      // The compiler has no program interface that Stryker knows: types are checked by `npm run types`, not here.
      tsconfigFile: ".ci/mutation/none.json",
      disableTypeChecks: true,
      // A mutant that never ends is noticed late rather than a slow machine taken for one.
      timeoutMS: 120_000,
      warnings: false,
    }),
  );
  const environment = {
    ...process.env,
    TRELLIS_MUTATION_PROJECT: project,
    TRELLIS_MUTATION_TESTS: JSON.stringify(tests),
    TRELLIS_MUTATION_BARE: bare ? "1" : "",
    TRELLIS_MUTATION_SEED: seed,
    TRELLIS_MUTATION_SHARE: process.env["TRELLIS_MUTATION_SHARE"] ?? String(share),
  };
  const { output } = await outputOf(
    "@stryker-mutator/core/bin/stryker.js",
    ["run", config],
    environment,
    minutes * 60_000,
  );
  if (!existsSync(report)) {
    console.log(output.slice(-2_000));
    return [];
  }
  const { files } = JSON.parse(readFileSync(report, "utf8")) as Report;
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.map(({ location, mutatorName, replacement, status }) => ({
      file,
      line: location.start.line,
      status,
      text: `${mutatorName}: ${(replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 80)}`,
    })),
  );
}

interface Report {
  files: Record<
    string,
    { mutants: { location: { start: { line: number } }; mutatorName: string; replacement?: string; status: string }[] }
  >;
}
