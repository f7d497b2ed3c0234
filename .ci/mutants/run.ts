import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { REPOSITORY } from "../../worker/local/state-folder.ts";
import type { Mutant } from "./mutant.ts";
import { MUTANTS } from "./mutants.ts";
import { vitestIn } from "./vitest-in.ts";

/**
 * Breaks the code in each way that is listed, in a copy, and runs the tests that must go red. Fails when one stays green: then the tests do
 * not hold what they say. `node .ci/mutants/run.ts [part of a name]`; about half a minute each.
 */
const wanted = MUTANTS.filter(({ name }) => name.includes(process.argv[2] ?? ""));
const copy = copyOfRepository();
let survived = 0;
try {
  for (const mutant of wanted) {
    const file = join(copy, mutant.file);
    const sound = readFileSync(file, "utf8");
    writeFileSync(file, broken(sound, mutant));
    const { failed, passed, output } = await vitestIn(copy, mutant);
    writeFileSync(file, sound);
    // A file that no longer loads proves nothing: some test must have failed by what it found.
    const red = failed > 0;
    if (!red) survived += 1;
    console.log(`${red ? "red " : "GREEN"} ${mutant.name} (${failed} failed, ${passed} passed)`);
    if (!red && passed === 0) console.log(output);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${wanted.length - survived} mutants noticed, ${survived} survived`);
process.exitCode = survived === 0 && wanted.length > 0 ? 0 : 1;

function broken(sound: string, { name, file, from, to }: Mutant): string {
  if (sound.split(from).length !== 2) throw new Error(`${name}: its text must occur once in ${file}`);
  return sound.replace(from, () => to);
}

/** What git knows of the working tree, with the same dependencies. */
function copyOfRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), "trellis-mutants-"));
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((name) => name !== "")) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(REPOSITORY, file), join(folder, file));
  }
  symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  return folder;
}
