import type { ModuleHandlers } from "../module.ts";
import { paymentsSandbox } from "./sandbox.ts";
import { verifyStripe } from "./verify.ts";

/** What the server does with Stripe: it checks whose account the key opens. */
export const paymentsHandlers = {
  apis: [{ host: "api.stripe.com", variable: "STRIPE_API_URL" }],
  sandbox: paymentsSandbox,
  verify: verifyStripe,
} as const satisfies ModuleHandlers;
