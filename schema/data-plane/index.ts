export * from "./account.ts";
export * from "./contacts.ts";
export * from "./conversations.ts";
export * from "./message-parts.ts";
export * from "./notices.ts";
export * from "./outbox.ts";
export * from "./profile-lookups.ts";
export * from "./templates.ts";
