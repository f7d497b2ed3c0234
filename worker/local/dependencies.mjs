// Runs on Node 20 with nothing installed: only built-in modules here.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = resolve(fileURLToPath(new URL("../..", import.meta.url)));
/** First Node that runs our TypeScript as it is, which is also the one among our dependencies. */
const NODE_MAJOR = 24;

/**
 * Installs the dependencies when they are missing or differ from package-lock.json.
 * @returns {string} path of a Node that can run the rest; throws with a way out when there is none
 */
export function ensureDependencies() {
  if (!installed()) install();
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR) return process.execPath;
  const brought = join(REPOSITORY, "node_modules/.bin", process.platform === "win32" ? "node.exe" : "node");
  const answer = spawnSync(brought, ["--version"], { encoding: "utf8" });
  if (answer.status === 0) return brought;
  throw new Error(
    `Trellis needs Node ${NODE_MAJOR} for its tools and brings it as a dependency, but its install script did not run here.\n` +
      `Either allow it (npm rebuild node --ignore-scripts=false) or use Node ${NODE_MAJOR} yourself.`,
  );
}

/** npm writes node_modules/.package-lock.json last: where it agrees with our lock file, an installation has finished. */
function installed() {
  const stamp = join(REPOSITORY, "node_modules/.package-lock.json");
  if (!existsSync(stamp)) return false;
  const wanted = packagesOf(join(REPOSITORY, "package-lock.json"));
  const present = packagesOf(stamp);
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === "") return true;
    const found = present[path];
    return found === undefined ? Boolean(optional || devOptional || peer) : found.version === version;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, {version: string, optional?: boolean, devOptional?: boolean, peer?: boolean}>}
 */
function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

function install() {
  console.log("Installing dependencies (once, and again when package-lock.json changes) …");
  const npm = process.env["npm_execpath"];
  const [command, ...first] =
    npm && basename(npm) === "npm-cli.js"
      ? [process.execPath, npm]
      : [process.platform === "win32" ? "npm.cmd" : "npm"];
  const args = [...first, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, error } = spawnSync(command, args, { cwd: REPOSITORY, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`npm ci failed${error ? `: ${error.message}` : ""}; its own message is above.`);
}
