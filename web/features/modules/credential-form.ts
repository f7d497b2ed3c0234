import { createStore, reconcile } from "solid-js/store";
import type { Requirement } from "../../../schema/contracts/modules.ts";
import { ApiError } from "../../rest/client.ts";

export interface CredentialForm {
  valueOf(name: string): string;
  set(name: string, value: string): void;
  /** The person left the field: from now on it may say what is wrong. */
  leave(name: string): void;
  errorOf(name: string): string | undefined;
  /** Checks all; true when it may be sent. */
  check(): boolean;
  /** Places what the API refused on the fields it names (`credentials.accessToken`). */
  refuse(error: unknown): void;
  /** Values to send: trimmed, without the empty ones. */
  values(): Record<string, string>;
  clear(): void;
}

/** The state of a form over a module's declared requirements, with the manifest's own rules. */
export function createCredentialForm(requirements: () => readonly Requirement[]): CredentialForm {
  const [values, setValues] = createStore<Record<string, string>>({});
  const [left, setLeft] = createStore<Record<string, boolean>>({});
  const [refused, setRefused] = createStore<Record<string, string>>({});
  const valueOf = (name: string) => values[name] ?? "";
  return {
    valueOf,
    set: (name, value) => {
      setValues(name, value);
      // The API's word was about the old value.
      setRefused(reconcile(Object.fromEntries(Object.entries(refused).filter(([field]) => field !== name))));
    },
    leave: (name) => valueOf(name) !== "" && setLeft(name, true),
    errorOf: (name) => {
      const requirement = requirements().find((candidate) => candidate.name === name);
      return refused[name] ?? (requirement && left[name] ? fault(requirement, valueOf(name)) : undefined);
    },
    check: () => {
      for (const requirement of requirements()) setLeft(requirement.name, true);
      return requirements().every((requirement) => fault(requirement, valueOf(requirement.name)) === undefined);
    },
    refuse: (error) => {
      if (!(error instanceof ApiError)) return;
      const placed = requirements().flatMap(({ name }) => {
        const message = error.forField(`credentials.${name}`);
        return message === undefined ? [] : [[name, message] as const];
      });
      setRefused(reconcile(Object.fromEntries(placed)));
    },
    values: () =>
      Object.fromEntries(
        requirements()
          .map(({ name }) => [name, valueOf(name).trim()] as const)
          .filter(([, value]) => value !== ""),
      ),
    clear: () => {
      setValues(reconcile({}));
      setLeft(reconcile({}));
      setRefused(reconcile({}));
    },
  };
}

function fault(requirement: Requirement, typed: string): string | undefined {
  const value = typed.trim();
  if (value === "") return requirement.required ? "This is needed." : undefined;
  const { pattern } = requirement;
  if (pattern && !new RegExp(pattern.source, "u").test(value)) return sentence(pattern.message);
  return undefined;
}

/** Manifests word their rules as "must be …", as the API does after a field's name. */
function sentence(message: string): string {
  const whole = /^must\b/.test(message) ? `This ${message}` : message;
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
