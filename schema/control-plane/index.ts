export * from "./audit.ts";
export * from "./directory.ts";
export * from "./integration-outbox.ts";
export * from "./integrations.ts";
export * from "./outside-ids.ts";
export * from "./sessions.ts";
export * from "./tenants.ts";
export * from "./users.ts";
