import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const CACHES = [
  process.env["PLAYWRIGHT_BROWSERS_PATH"],
  join(homedir(), ".cache/ms-playwright"),
  join(homedir(), "Library/Caches/ms-playwright"),
];
const IN_CACHE =
  "chromium*-*/chrome-*/{chrome,headless_shell,chrome-headless-shell,Chromium.app/Contents/MacOS/Chromium}";

/** Chromium heeds the last such list alone: here stand those of Playwright's own, too, that these tests have a use for. */
const WITHOUT_FEATURES = [
  // The address bar's pages, which each new window loads before anybody looks: most of what a window costs.
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AimEnabled",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

/** Switches with which it runs in a container and keeps to itself. */
export const CHROMIUM_SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${WITHOUT_FEATURES.join()}`,
];

/**
 * Path of a Chromium for the browser tests: `CHROMIUM_PATH`, the system's, or Playwright's; else it is fetched by Playwright
 * or the system's packages. Throws with what to do when none of it works.
 */
export function findChromium(): string {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (runnable(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which cannot be run.`);
  }
  const found = onThisMachine() ?? fetched();
  if (found !== undefined) return found;
  throw new Error(
    "The browser tests need Chromium and none was found. Install it (apt-get install chromium, or " +
      "npx playwright-core install --with-deps chromium), or name one: CHROMIUM_PATH=/path/to/chromium npm test",
  );
}

function onThisMachine(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const system = NAMES.flatMap((name) => [...folders, "/usr/bin"].map((folder) => join(folder, name)));
  const cached = CACHES.flatMap((cache) =>
    cache ? globSync(IN_CACHE, { cwd: cache }).map((path) => join(cache, path)) : [],
  );
  return [...system, ...PLACES, ...cached.sort().reverse()].find(runnable);
}

function fetched(): string | undefined {
  for (const [command, ...args] of waysToFetch()) {
    console.log(`Fetching Chromium for the browser tests: ${command} ${args.join(" ")}`);
    spawnSync(command, args, { stdio: ["ignore", "ignore", "ignore"], timeout: 5 * 60_000 });
    const found = onThisMachine();
    if (found !== undefined) return found;
  }
  return undefined;
}

function waysToFetch(): [string, ...string[]][] {
  const root = process.getuid?.() === 0;
  const playwright = join(import.meta.dirname, "../node_modules/playwright-core/cli.js");
  const debian: [string, ...string[]][] =
    root && existsSync("/usr/bin/apt-get")
      ? [
          ["apt-get", "update", "-qq"],
          ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ]
      : [];
  return [...debian, [process.execPath, playwright, "install", ...(root ? ["--with-deps"] : []), "chromium"]];
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
