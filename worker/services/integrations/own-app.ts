/** The requirement that makes an account bring its own app at the provider: with it, its webhooks come through a door of their own. */
export const APP_SECRET = "appSecret";
/** What answers the handshake of that door. */
export const VERIFY_TOKEN = "verifyToken";

/** Whether an integration with these credential fields has a webhook door of its own. */
export function hasOwnApp(fields: readonly string[]): boolean {
  return fields.includes(APP_SECRET);
}
