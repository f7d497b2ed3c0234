import type { Capability } from "../../../schema/capabilities.ts";
import { CAPABILITY_WORDS } from "../../../schema/capability-words.ts";

/** What a program may be allowed, in groups. Scopes a key cannot have are in none of them. */
export const SCOPE_GROUPS: readonly { title: string; scopes: readonly Capability[] }[] = [
  { title: "Contacts and conversations", scopes: ["viewLeads", "editLeads", "deleteLeads", "sendMessages"] },
  {
    title: "The account",
    scopes: ["viewSettings", "manageSettings", "manageModules", "viewAudit", "manageBilling"],
  },
  { title: "Clients", scopes: ["createTenants", "manageTenants", "deploy", "manageCatalog"] },
];

/** What a key may do, in one line: the words while there are two at most, else how many. */
export function scopesInShort(scopes: readonly Capability[]): string {
  const words = scopeWords(scopes);
  return words.length <= 2 ? words.join(", ") : `${words[0]} and ${words.length - 1} more`;
}

/** The words of each scope. */
export function scopeWords(scopes: readonly Capability[]): string[] {
  return scopes.map((scope) => CAPABILITY_WORDS[scope].label);
}
