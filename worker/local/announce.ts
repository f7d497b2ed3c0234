import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { REPOSITORY } from "./state-folder.ts";

type SignIn = { label: string; email: string; password: string };

/** Prints where the product is served and who can sign in. */
export async function announce({ host, port, seeded }: { host: string; port: number; seeded: boolean }): Promise<void> {
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  const lines = ["", `  Trellis is running at http://${shown}:${port}`, ""];
  const signIns = seeded ? await demoSignIns() : [];
  if (signIns.length > 0) lines.push(...table(signIns), "");
  lines.push(...firstAdmin(signIns.length > 0));
  lines.push("  Ctrl+C ends it; what you did is kept.", "");
  console.log(lines.join("\n"));
}

/** Who may sign in beside the demo, or how to let somebody. */
function firstAdmin(hasDemo: boolean): string[] {
  const email = process.env["TRELLIS_ADMIN_EMAIL"];
  if (email) return [`  The first platform admin is ${email}.`, ""];
  return hasDemo
    ? []
    : ["  Nobody can sign in yet: start it with TRELLIS_ADMIN_EMAIL and TRELLIS_ADMIN_PASSWORD for a first admin.", ""];
}

async function demoSignIns(): Promise<readonly SignIn[]> {
  const file = join(REPOSITORY, "worker/seed/sign-ins.ts");
  if (!existsSync(file)) return [];
  const { DEMO_SIGN_INS } = (await import(pathToFileURL(file).href)) as { DEMO_SIGN_INS: readonly SignIn[] };
  return DEMO_SIGN_INS;
}

function table(signIns: readonly SignIn[]): string[] {
  const rows = [{ label: "Sign in as", email: "E-mail", password: "Password" }, ...signIns];
  const width = (column: keyof SignIn): number => Math.max(...rows.map((row) => row[column].length));
  const widths = { label: width("label"), email: width("email") };
  return rows.map((row) => `  ${row.label.padEnd(widths.label)}   ${row.email.padEnd(widths.email)}   ${row.password}`);
}
