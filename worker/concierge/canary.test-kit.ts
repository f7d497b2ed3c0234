import type { Chance } from "../../durable-objects/kit/chance.test-kit.ts";
import type { Requirement } from "../../schema/manifest/requirement.ts";
import { valueFault } from "../../schema/manifest/value-fault.ts";

/** A secret as a provider would hand it out, which the requirement takes. Each is drawn anew, so that whoever has it was told it. */
export function canaryFor(requirement: Requirement, chance: Chance): string {
  const found = requirement.kind === "json-key-file" ? keyFileFor(requirement, chance) : canaryIn(requirement, chance);
  if (found === undefined) throw new Error(`no shape of a secret fits ${requirement.name}`);
  return found;
}

/** The same for a field that need not be one of a secret: undefined where it takes none. */
export function canaryIn(requirement: Requirement, chance: Chance): string | undefined {
  const fits = SHAPES.map((shape) => shape(chance)).filter((value) => valueFault(requirement, value) === undefined);
  return fits.length === 0 ? undefined : chance.pick(fits);
}

/** A secret of any shape, as people have them. */
export function anyCanary(chance: Chance): string {
  return chance.pick(SHAPES)(chance);
}

const SHAPES: readonly ((chance: Chance) => string)[] = [
  // Built from parts, so that nobody's scanner takes the source for a leak.
  (chance) => ["sk-ant-", "api03-", random(chance, 40)].join(""),
  (chance) => ["xox", "b-", digits(chance, 11), "-", random(chance, 24)].join(""),
  (chance) => ["wh", "sec_", random(chance, 32)].join(""),
  (chance) => ["sk_", "live_", random(chance, 24)].join(""),
  (chance) => ["rk_", "live_", random(chance, 24)].join(""),
  (chance) => ["EAA", random(chance, 60)].join(""),
  (chance) => ["SG.", random(chance, 22), ".", random(chance, 43)].join(""),
  (chance) => ["re_", random(chance, 32)].join(""),
  (chance) => ["gh", "p_", random(chance, 36)].join(""),
  (chance) => [digits(chance, 10), ":AA", random(chance, 33)].join(""),
  (chance) => hex(chance, 32),
  (chance) => `SK${hex(chance, 32)}`,
  (chance) => hex(chance, 64),
  (chance) => random(chance, 24),
  (chance) => random(chance, 40),
  (chance) => `https://discord.com/api/webhooks/${digits(chance, 18)}/${random(chance, 60)}`,
  (chance) => `https://hooks.example.com/${random(chance, 24)}/${random(chance, 24)}`,
  pemOf,
];

function pemOf(chance: Chance): string {
  const lines = Array.from({ length: 24 }, () => random(chance, 64));
  return ["-----BEGIN RSA PRIVATE KEY-----", ...lines, "-----END RSA PRIVATE KEY-----"].join("\n");
}

function keyFileFor(requirement: Extract<Requirement, { kind: "json-key-file" }>, chance: Chance): string {
  const members = requirement.members.map((member) => [
    member,
    member === "private_key"
      ? pemOf(chance)
      : member.includes("email")
        ? "robot@project.iam.gserviceaccount.com"
        : random(chance, 20),
  ]);
  return JSON.stringify({ ...Object.fromEntries(members), ...requirement.equals });
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const from = (letters: string) => (chance: Chance, length: number) =>
  Array.from({ length }, () => chance.pick([...letters])).join("");
const [random, hex, digits] = [from(ALPHABET), from("0123456789abcdef"), from("0123456789")];

/** How people write a secret into a chat. */
export const PASTED: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `Here is my key: ${secret} please use it`,
  (secret) => `password: ${secret}`,
  (secret) => `My token is “${secret}”.`,
  (secret) => `API_KEY=${secret}\r\nREGION=eu`,
  (secret) => `{"apiKey": ${JSON.stringify(secret)}, "note": "from the console"}`,
  (secret) => `curl -H "Authorization: Bearer ${secret}" https://api.example.com/v1/me`,
  (secret) => `https://api.example.com/v1/me?token=${encodeURIComponent(secret)}&page=1`,
  (secret) => `It did not work:\n\n    ${secret}\n\nWhat now?`,
  (secret) => `(${secret})`,
  (secret) => `key:${secret},please`,
];

/** The parts of a secret of which none may be seen: its lines, and of each every piece that is long enough to tell it by. */
export function piecesOf(secret: string): string[] {
  const told = secret.startsWith("{") ? ((JSON.parse(secret) as Record<string, string>)["private_key"] ?? "") : secret;
  const lines = told
    .split(/\n|\//)
    .filter((line) => !line.startsWith("-----") && /^(?=.*[a-z])\S{16,}$/i.test(line) && !line.includes("."));
  return (lines.length === 0 ? [told] : lines).flatMap((line) => [line.slice(0, -6).slice(-14), line.slice(4, 18)]);
}
