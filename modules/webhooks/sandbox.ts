import { builtIn } from "../http/built-in.ts";

/** In test mode: a server that takes everything. */
export const webhooksSandbox = builtIn(
  { deliveryUrl: "https://example.com/hooks/harbour", signingSecret: "signature-of-the-sandbox" },
  () => new Response(null),
);
