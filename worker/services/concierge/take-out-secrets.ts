import { isSecret } from "../../../schema/manifest/secret-kinds.ts";
import type { Requirement } from "../../../schema/manifest/requirement.ts";

/** What stands where a secret stood. */
export const TAKEN_OUT = "[secret taken out]";
/** Stands for it meanwhile: a character of nobody's, so that no word of a person's is taken for it. */
const MARK = "\uE000";

/**
 * Takes out of what a person wrote whatever looks like a secret, before anything is stored or passed on: keys of the forms that providers give
 * out, words after "password:" and the like, values of the very form that a secret among `requirements` has, and strings that no person makes up.
 * It rather takes too much than too little: the person reads what became of their words, and is shown the form. Answers how many went.
 */
export function takeOutSecrets(
  text: string,
  requirements: readonly Requirement[] = [],
): { text: string; removed: number } {
  const secrets = requirements.filter(isSecret);
  let removed = 0;
  const out = (): string => {
    removed += 1;
    return MARK;
  };
  let left = text.replaceAll(MARK, "").replaceAll(TAKEN_OUT, MARK);
  for (const shape of KNOWN_SHAPES) left = left.replace(shape, out);
  left = left.replace(KEY_FILE, (file) => (/private_key|client_secret|"key"/i.test(file) ? out() : file));
  left = left.replace(LOGIN_IN_ADDRESS, (_all, scheme: string) => `${scheme}${out()}@`);
  for (const { quoted, plain } of labelsOf(secrets)) left = takeAfter(takeQuoted(left, quoted, out), plain, out);
  const forms = tellingForms(secrets);
  left = left.replace(WORD, (word) => {
    const [before, bare, after] = trimmed(word);
    return bare !== MARK && looksSecret(bare, forms) ? `${before}${out()}${after}` : word;
  });
  return { text: left.replaceAll(MARK, TAKEN_OUT), removed };
}

/** Forms of keys that need no label: what begins so, or is built so, is nothing else. */
const KNOWN_SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?/g,
  /\b(?:sk|rk|pk)[-_](?=[\w-]*\d)[\w-]{8,}/g,
  /\b(?:EAA|ya29|AIza|AKIA|ASIA|GOCSPX)[-_.]?(?=[\w.~+/-]*\d)[\w.~+/-]{14,}=*/g,
  /\b(?:whsec|shpat|shpss|gh[opusr]|github_pat|glpat|xox[abeoprs]|xapp|npm|pypi|dop_v1|hf|lin_api|secret|pat|phc|re|key|SG|xkeysib)[-_.](?=[\w.~+/-]*\d)[\w.~+/-]{14,}=*/g,
  /\b\d{6,12}:[\w-]{30,}/g,
  /\b(?:AC|SK)[0-9a-f]{32}\b/g,
  /\b[0-9a-f]{32,}(?:-us\d+)?\b/gi,
  /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi,
  // The secret part of an address that lets whoever has it write.
  /https:\/\/[\w.-]+\/(?:[\w-]+\/)*[\w-]*(?:hooks?|services)[\w-]*\/[\w/-]{20,}/gi,
];
/** JSON with a key in it, as it was downloaded. */
const KEY_FILE = /\{[^{}]*"[^{}]*\}/g;
const LOGIN_IN_ADDRESS = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi;

/** What people call a secret, whatever the module. */
const LABELS = [
  "password",
  "passwd",
  "passphrase",
  "passcode",
  "pwd",
  "pass",
  "pw",
  "secret",
  "token",
  "api[ _-]?key",
  "access[ _-]?key",
  "private[ _-]?key",
  "signing[ _-]?key",
  "auth[ _-]?key",
  "key",
  "credentials?",
  "pin",
  "passwort",
  "kennwort",
  "schlüssel",
  "contraseña",
  "clave",
  "mot de passe",
  "senha",
] as const;

interface Label {
  /** With what stands in quotes after a colon or the like: words and spaces. */
  quoted: RegExp;
  /** With the word after it. */
  plain: RegExp;
}

/** Labels as patterns: the usual ones, and those of the forms that could be asked for here. */
function labelsOf(secrets: readonly Requirement[]): Label[] {
  const own = secrets
    .flatMap(({ label, name }) => [label, name])
    .map((words) => words.replaceAll(/[^\p{L}\p{N}]+/gu, "[^\\p{L}\\p{N}]+"));
  return [...own, ...LABELS].map((label) => {
    const named = `(?<![\\p{L}\\p{N}])(${label})(["'\`)\\]]*\\s*)`;
    return {
      quoted: new RegExp(`${named}(:=?|=>?|-?->|→)(\\s*)(${QUOTED})`, "giu"),
      plain: new RegExp(
        `${named}(:=?|=>?|-?->|→|\\bis\\b\\s*:?|\\bist\\b|\\bes\\b|\\best\\b|\\s)(\\s*["'\`“‘]?)([^\\s"'\`”’]+)`,
        "giu",
      ),
    };
  });
}

const QUOTED = `"[^"\\n]+"|'[^'\\n]+'|\`[^\`\\n]+\`|“[^”\\n]+”|‘[^’\\n]+’`;

/** Takes out all that stands in quotes after a label and a colon: a pass phrase is several words. */
function takeQuoted(text: string, label: RegExp, out: () => string): string {
  return text.replace(label, (all, name: string, gap: string, sign: string, space: string, quoted: string) => {
    const inside = quoted.slice(1, -1).trim();
    const isOne = inside !== MARK && inside.length >= 4 && !IS_NO_SECRET.test(inside);
    return isOne ? `${name}${gap}${sign}${space}${quoted.at(0)}${out()}${quoted.at(-1)}` : all;
  });
}

/** Takes the word out that stands after a label. After a colon it is one whatever it looks like; after "is" only where it is no common word. */
function takeAfter(text: string, label: RegExp, out: () => string): string {
  return text.replace(label, (all, name: string, gap: string, sign: string, quote: string, word: string) => {
    const [before, bare, after] = trimmed(word);
    if (bare === MARK) return all;
    // What is marks and nothing else may be one as well, but for an ellipsis.
    const marks = word.length >= 4 && !/[\p{L}\p{N}]/u.test(word);
    const sure = /[:=→>]/.test(sign) && (marks || (word.length >= 4 && !IS_NO_SECRET.test(bare)));
    const likely = /\d/.test(bare) && bare.length >= 6 && /\D/.test(bare);
    const marked = /[!#$%^&*?@+~]/.test(bare) && bare.length >= 6 && !EMAIL.test(bare);
    if (marks && sure) return `${name}${gap}${sign}${quote}${out()}`;
    return sure || likely || marked ? `${name}${gap}${sign}${quote}${before}${out()}${after}` : all;
  });
}

/** What may follow a label and a colon without being one. */
const IS_NO_SECRET =
  /^(?:https?:\/\/\S+|where|what|which|how|none|missing|wrong|expired|invalid|required|optional|needed|here|there|this|that|from|under|open|the)$/iu;

/** What stands between spaces; a bracket that encloses it, or a stop after it, is not part of it. */
const WORD = /\S+/g;
function trimmed(word: string): [string, string, string] {
  const [, before = "", bare = "", after = ""] = /^([("'`“‘[{<]*)(.*?)([)"'`”’\]}>.,;:!?]*)$/su.exec(word) ?? [];
  return [before, bare, after];
}

/** Whether no person would write this as a word: by itself, or because it has the form that a secret here has. */
function looksSecret(word: string, forms: readonly RegExp[]): boolean {
  if (forms.some((form) => form.test(word))) return true;
  if (isOrdinary(word)) return false;
  const parts = /^https?:\/\//i.test(word) ? word.split(/[/?&=#]/) : [word];
  return parts.some((part) => isRandom(part));
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/iu;
/** Addresses, names of hosts, numbers of any kind, dates, versions, and ids of ours. */
function isOrdinary(word: string): boolean {
  return (
    EMAIL.test(word) ||
    /^[+\d][\d\s().,:/%€$£-]*$/u.test(word) ||
    /^(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+[a-z]{2,12}(?:\/[a-z-]{0,24})*\/?$/iu.test(word) ||
    /^v?\d+(?:\.\d+)+(?:-[a-z0-9.]+)?$/i.test(word) ||
    /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?$/.test(word)
  );
}

const RANDOM_MIN_CHARACTERS = 12;
const LONG_CHARACTERS = 20;
/** Bits a character: English words have about 3 and few kinds of characters, keys over 3.4. */
const RANDOM_BITS = 3.2;

/** A string of several kinds of characters in no order: letters among digits, large among small. */
function isRandom(part: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(part)).length;
  const marks = /[!#$%^&*?~+=]/.test(part);
  if (marks && kinds === 3 && part.length >= 8) return true;
  if (part.length < RANDOM_MIN_CHARACTERS || !/[0-9]/.test(part)) return isLongJumble(part);
  if (kinds === 3) return entropyOf(part) >= RANDOM_BITS - 0.4;
  return part.length >= 16 && kinds === 2 && entropyOf(part) >= RANDOM_BITS && changes(part) >= 4;
}

/** Letters alone: no word is so long, and changes so often between large and small. */
function isLongJumble(part: string): boolean {
  return (
    part.length >= LONG_CHARACTERS && /^[\w+/=~.-]+$/.test(part) && entropyOf(part) >= 3.6 && caseChanges(part) >= 6
  );
}

/** How often digits and letters follow one another. */
function changes(part: string): number {
  return (part.match(/\d(?=[a-z])|[a-z](?=\d)/gi) ?? []).length;
}

function caseChanges(part: string): number {
  return (part.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g) ?? []).length;
}

/** Shannon's, in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
}

/** Words that people write: a form which fits any of them tells nothing. */
const ORDINARY_WORDS = [
  "information",
  "configuration",
  "Hello",
  "yes",
  "please",
  "Business-Suite",
  "someone@example.com",
  "https://example.com/settings/keys",
  "+447700900123",
  "2026-11-20",
  "10:30",
  "105551112223334",
  "Trellis",
  "don’t",
  "set-up",
  "3.50",
];

/** The forms of secrets that no ordinary word has. */
function tellingForms(secrets: readonly Requirement[]): RegExp[] {
  return secrets.flatMap((requirement) => {
    if (requirement.kind !== "secret" || requirement.pattern === undefined) return [];
    const { minLength = 1, maxLength = Infinity } = requirement;
    const form = new RegExp(requirement.pattern.source, "u");
    const fits = (word: string): boolean => word.length >= minLength && word.length <= maxLength && form.test(word);
    return ORDINARY_WORDS.some(fits) ? [] : [form];
  });
}
