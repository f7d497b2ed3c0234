import type { Agency } from "./agency/agency.ts";
import type { Concierge } from "./concierge/concierge.ts";
import type { SandboxClaude } from "./sandbox-claude/sandbox-claude.ts";
import type { SandboxMeta } from "./sandbox-meta/sandbox-meta.ts";
import type { SignInGuard } from "./sign-in-guard/sign-in-guard.ts";
import type { SubAccount } from "./sub-account/sub-account.ts";

/** Bindings and variables the objects use. The worker's Env extends it. */
export interface ObjectsEnv {
  AGENCY: DurableObjectNamespace<Agency>;
  CONCIERGE: DurableObjectNamespace<Concierge>;
  SUB_ACCOUNT: DurableObjectNamespace<SubAccount>;
  SIGN_IN_GUARD: DurableObjectNamespace<SignInGuard>;
  SANDBOX_CLAUDE: DurableObjectNamespace<SandboxClaude>;
  SANDBOX_META: DurableObjectNamespace<SandboxMeta>;
  /** Files of messages. */
  MEDIA: R2Bucket;
  /** Base of Meta's Graph API, without version segment. Empty: the one each channel names. */
  META_GRAPH_URL: string;
  /** Base of Anthropic's API, without version segment. Empty: api.anthropic.com. */
  ANTHROPIC_BASE_URL: string;
  /** The same of every other provider, by the variable its module names. */
  [api: `${string}_API_URL`]: string | undefined;
  /** Origin of this server as others reach it, e.g. https://app.example.com. */
  APP_ORIGIN?: string;
  /** "1" where test-mode installs are offered. */
  TRELLIS_SANDBOX: string;
  /** JSON object of key id > base64 of 32 bytes; the last one seals, all open. */
  VAULT_KEYS: string;
}
