import type { ObjectsEnv } from "../durable-objects/env.ts";
import type { HealthCheckMessage } from "../schema/queues/health-checks.ts";
import type { DeploymentMessage } from "../schema/queues/deployments.ts";
import type * as worker from "./index.ts";

type WorkerEnv = Env;

declare global {
  namespace Cloudflare {
    /** So that `env` of "cloudflare:workers" is typed, in tests above all. */
    interface Env extends WorkerEnv {}
    /** So that `exports` is. */
    interface GlobalProps {
      mainModule: typeof worker;
    }
  }
}

/** Bindings and variables of the worker (wrangler.toml). Secrets are checked when first used, never printed. */
export interface Env extends ObjectsEnv {
  DB: D1Database;
  RAW: R2Bucket;
  /** Targets of deployments on their way (worker/queues). */
  DEPLOYMENTS: Queue<DeploymentMessage>;
  ASSETS: Fetcher;
  /** Integrations that are due to be checked (worker/services/health). */
  HEALTH_CHECKS: Queue<HealthCheckMessage>;
  /** At least 32 bytes; signs session tokens. */
  SESSION_SECRET: string;
  /** App secret of the platform's own Meta app; without it the platform's webhook door refuses everything. */
  META_APP_SECRET?: string;
  META_VERIFY_TOKEN?: string;
  /** Origin browsers use, e.g. https://app.example.com. Empty: the origin of the request itself. */
  APP_ORIGIN?: string;
  /** `0`: nobody starts an agency by themselves. */
  TRELLIS_SIGN_UP?: string;
  /** Domain under which accounts have their addresses, e.g. example.com for acme.example.com. Empty: the host of APP_ORIGIN. */
  APP_DOMAIN?: string;
  /** The platform's own key to Claude: the concierge goes with it where an account, and its agency, has none. */
  ANTHROPIC_API_KEY?: string;
  /** What the platform pays for that in a month, in US dollars: for one account, and for all of them. Empty: 5 and 200. */
  TRELLIS_AI_USD_PER_ACCOUNT?: string;
  TRELLIS_AI_USD_IN_ALL?: string;
  /** Who is asked for DNS records over HTTPS (worker/dns/txt-records.ts). */
  DNS_URL?: string;
  /** Who carries mail (worker/mail/sender.ts). */
  RESEND_API_KEY?: string;
  RESEND_API_URL?: string;
  SEND_EMAIL?: SendEmail;
  /** The address mail comes from, e.g. hello@example.com. */
  MAIL_FROM?: string;
  /** What every account may ask for in a minute, in place of what its plan says. Empty: the plan's. */
  TRELLIS_REQUESTS_PER_MINUTE?: string;
  /** The first platform admin, made at the first start. */
  TRELLIS_ADMIN_EMAIL?: string;
  TRELLIS_ADMIN_PASSWORD?: string;
}
