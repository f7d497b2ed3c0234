export * from "./account.ts";
export * from "./contacts.ts";
export * from "./conversations.ts";
export * from "./outbox.ts";
