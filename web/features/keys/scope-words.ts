import type { Capability } from "../../../schema/capabilities.ts";

/** What a program may be allowed, in groups and in words. Scopes a key cannot have are in none of them. */
export const SCOPE_GROUPS: readonly { title: string; scopes: readonly { scope: Capability; words: string }[] }[] = [
  {
    title: "Contacts and conversations",
    scopes: [
      { scope: "viewLeads", words: "Read contacts, conversations and messages" },
      { scope: "editLeads", words: "Add and change contacts and conversations" },
      { scope: "deleteLeads", words: "Delete contacts" },
      { scope: "sendMessages", words: "Send messages to customers" },
    ],
  },
  {
    title: "The account",
    scopes: [
      { scope: "viewSettings", words: "Read settings" },
      { scope: "manageSettings", words: "Change settings and canned replies" },
      { scope: "manageModules", words: "Install modules and replace their credentials" },
      { scope: "viewAudit", words: "Read, export and verify the audit log" },
      { scope: "manageBilling", words: "Change plan and billing" },
    ],
  },
  {
    title: "Clients",
    scopes: [
      { scope: "createTenants", words: "Open new accounts" },
      { scope: "deploy", words: "Deploy to clients" },
      { scope: "manageCatalog", words: "Curate the marketplace" },
    ],
  },
];

/** What a key may do, in one line: the words while there are two at most, else how many. */
export function scopesInShort(scopes: readonly Capability[]): string {
  const words = scopeWords(scopes);
  return words.length <= 2 ? words.join(", ") : `${words[0]} and ${words.length - 1} more`;
}

/** The words of each scope. */
export function scopeWords(scopes: readonly Capability[]): string[] {
  const known = SCOPE_GROUPS.flatMap((group) => group.scopes);
  return scopes.map((scope) => known.find((one) => one.scope === scope)?.words ?? scope);
}
