import type { Requirement } from "./requirement.ts";
import { publicAddressFault } from "../public-address.ts";
import { KEY_FILE_MAX_CHARACTERS, VALUE_MAX_CHARACTERS } from "./value-bounds.ts";

/** What is wrong with a value that is given, to go on after its label ("must be …"); undefined when nothing is. */
export function valueFault(requirement: Requirement, value: string): string | undefined {
  const max = requirement.kind === "json-key-file" ? KEY_FILE_MAX_CHARACTERS : VALUE_MAX_CHARACTERS;
  if (value.length > max) return `must be at most ${max} characters`;
  switch (requirement.kind) {
    case "text":
    case "secret":
      return textFault(requirement, value);
    case "url":
      return urlFault(value, requirement.hosts);
    case "email":
      return EMAIL.test(value) ? undefined : "must be an e-mail address";
    case "phone":
      return phoneFault(value);
    case "select":
      return requirement.options.some((option) => option.value === value) ? undefined : "must be one of the choices";
    case "number":
      return numberFault(requirement, value);
    case "boolean":
      return value === "true" || value === "false" ? undefined : "must be true or false";
    case "json-key-file":
      return keyFileFault(requirement, value);
    case "oauth":
      return /\s/u.test(value) ? "must not contain spaces" : undefined;
    default:
      return requirement satisfies never;
  }
}

/** The one way a good value is written down: a phone number with its plus and digits alone, a number without zeros in front. */
export function normalValue({ kind }: Pick<Requirement, "kind">, value: string): string {
  if (kind === "phone") return `+${value.replace(/\D/g, "")}`;
  if (kind === "number") return String(Number(value));
  return value;
}

function textFault(
  { minLength = 1, maxLength = VALUE_MAX_CHARACTERS, pattern }: Extract<Requirement, { kind: "text" | "secret" }>,
  value: string,
): string | undefined {
  if (value.length < minLength) return `must be at least ${minLength} characters`;
  if (value.length > maxLength) return `must be at most ${maxLength} characters`;
  return pattern && !new RegExp(pattern.source, "u").test(value) ? pattern.message : undefined;
}

/** As every door of the product takes them (`Email` of the contracts). */
const EMAIL = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]{0,63}[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

function urlFault(value: string, hosts: readonly string[] | undefined): string | undefined {
  const url = URL.parse(value);
  if (url?.protocol !== "https:") return "must be an address that begins with https://";
  if (url.username !== "" || url.password !== "") return "must not hold a password";
  // Every address that is given may be asked at some day, so none may lead into somebody's own network.
  const fault = publicAddressFault(value);
  if (fault !== undefined) return fault;
  const known = (host: string) => (host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host);
  return hosts === undefined || hosts.some(known) ? undefined : `must be an address at ${hosts.join(" or ")}`;
}

function phoneFault(value: string): string | undefined {
  const digits = value.replace(/\D/g, "");
  return /^\+[1-9][0-9 ().-]*$/.test(value) && digits.length >= 7 && digits.length <= 15
    ? undefined
    : "must be the number with its country code, like +44 7700 900123";
}

function numberFault(
  { min, max, integer = false }: Extract<Requirement, { kind: "number" }>,
  value: string,
): string | undefined {
  const number = Number(value);
  if (!/^-?[0-9]+(?:\.[0-9]+)?$/.test(value) || !Number.isFinite(number)) return "must be a number";
  if (integer && !Number.isSafeInteger(number)) return "must be a whole number";
  if (min !== undefined && number < min) return `must be at least ${min}`;
  return max !== undefined && number > max ? `must be at most ${max}` : undefined;
}

function keyFileFault(
  { members, equals = {} }: Extract<Requirement, { kind: "json-key-file" }>,
  value: string,
): string | undefined {
  const file = parsed(value);
  if (file === undefined) return "must be the whole JSON key file, as it was downloaded";
  const has = (name: string) => Object.hasOwn(file, name) && typeof file[name] === "string" && file[name] !== "";
  const missing = [...members, ...Object.keys(equals)].find((name) => !has(name));
  if (missing !== undefined) return `must be a key file with “${missing}”: this file has none`;
  const wrong = Object.entries(equals).find(([name, want]) => file[name] !== want);
  return wrong === undefined ? undefined : `must be a key file whose “${wrong[0]}” is “${wrong[1]}”`;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
