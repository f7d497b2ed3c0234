import { createMemo } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { credentialFaults, faultSentence } from "../../../../schema/manifest/credential-faults.ts";
import { type FieldRule, fieldsOf } from "../../../../schema/manifest/field-rule.ts";
import type { Requirement } from "../../../../schema/manifest/requirement.ts";
import { shownFields } from "../../../../schema/manifest/shown-fields.ts";
import { ApiError } from "../../../rest/client.ts";

/** The values of a form over declared fields, and what is wrong with them. */
export interface CredentialForm {
  /** Whether it asks for the field: what belongs to another choice than the one made is neither shown nor sent. */
  asks(name: string): boolean;
  valueOf(name: string): string;
  set(name: string, value: string): void;
  /** The person left the field: from now on it may say what is wrong. */
  leave(name: string): void;
  errorOf(name: string): string | undefined;
  /** Checks all; true when it may be sent. */
  check(): boolean;
  /** Places what the API refused on the fields it names (`credentials.accessToken`). */
  refuse(error: unknown): void;
  /** Places what is known to be wrong with values that were sent before, by field. Each goes when its field is typed anew. */
  tell(faults: Readonly<Record<string, string>>): void;
  /** Values to send: trimmed, without the empty ones. */
  values(): Record<string, string>;
  clear(): void;
}

/**
 * The state of a form over a module's declared fields, held to the manifest's own rules before anything is sent. `kept` tells the stored value
 * that an empty field leaves in force (any text where it may not be seen); `initial` fills fields in; `at` is where the API has each.
 */
export function createCredentialForm(
  requirements: () => readonly Requirement[],
  {
    rules = () => [],
    kept = () => undefined,
    initial = () => ({}),
    at = () => "credentials",
  }: {
    rules?: () => readonly FieldRule[];
    kept?: (name: string) => string | undefined;
    initial?: () => Readonly<Record<string, string>>;
    at?: (name: string) => "credentials" | "config" | "values";
  } = {},
): CredentialForm {
  const [values, setValues] = createStore<Record<string, string>>({});
  const [left, setLeft] = createStore<Record<string, boolean>>({});
  const [refused, setRefused] = createStore<Record<string, string>>({});
  const untouched = createMemo((): Readonly<Record<string, string>> => {
    // A switch that nobody touched is off, and not unanswered.
    const off = requirements().flatMap(({ kind, name, required }) =>
      kind === "boolean" && required && kept(name) === undefined ? [[name, "false"] as const] : [],
    );
    return { ...Object.fromEntries(off), ...initial() };
  });
  const valueOf = (name: string) => values[name] ?? (Object.hasOwn(untouched(), name) ? (untouched()[name] ?? "") : "");
  const holds = (name: string) => valueOf(name).trim() || (kept(name) ?? "");
  const shown = createMemo(() => shownFields(requirements(), rules(), holds));
  const names = createMemo(() => new Set(shown().map(({ name }) => name)));
  const faults = createMemo(() => {
    // A stored value counts as given, and is good: it was judged when it came.
    const asked = shown().filter(({ name }) => !(kept(name) !== undefined && valueOf(name).trim() === ""));
    const about = new Set([...names(), ...rules().flatMap(fieldsOf)]);
    const given = [...about].map((name) => [name, names().has(name) ? holds(name) : (kept(name) ?? "")] as const);
    // A rule may look at what is not asked for here: nobody could mend it.
    return credentialFaults(asked, rules(), Object.fromEntries(given)).filter(({ field }) => names().has(field));
  });
  return {
    asks: (name) => names().has(name),
    valueOf,
    set: (name, value) => {
      setValues(name, value);
      // The API's word was about the old value.
      setRefused(reconcile(Object.fromEntries(Object.entries(refused).filter(([field]) => field !== name))));
    },
    leave: (name) => valueOf(name) !== "" && setLeft(name, true),
    errorOf: (name) => {
      const fault = left[name] ? faults().find(({ field }) => field === name) : undefined;
      return refused[name] ?? (fault && faultSentence(fault, "This"));
    },
    check: () => {
      for (const { name } of shown()) setLeft(name, true);
      return faults().length === 0;
    },
    refuse: (error) => {
      if (!(error instanceof ApiError)) return;
      const placed = requirements().flatMap(({ name }) => {
        const message = error.forField(`${at(name)}.${name}`);
        return message === undefined ? [] : [[name, message] as const];
      });
      setRefused(reconcile(Object.fromEntries(placed)));
    },
    tell: (told) => setRefused(reconcile({ ...told })),
    values: () =>
      Object.fromEntries(
        shown()
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
