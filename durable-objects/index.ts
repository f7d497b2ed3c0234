/** The object classes, as the worker exports them to the runtime. */
export { Agency } from "./agency/agency.ts";
export { Concierge } from "./concierge/concierge.ts";
export { SandboxClaude } from "./sandbox-claude/sandbox-claude.ts";
export { SandboxMeta } from "./sandbox-meta/sandbox-meta.ts";
export { SignInGuard } from "./sign-in-guard/sign-in-guard.ts";
export { SubAccount } from "./sub-account/sub-account.ts";
