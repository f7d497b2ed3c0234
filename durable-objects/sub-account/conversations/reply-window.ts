/**
 * How long after a customer's message free-form replies may be sent:
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows
 */
export const WINDOW_MS = 24 * 60 * 60 * 1000;

/** Whether a free-form reply may leave now. Closed when the customer never wrote. */
export function isWindowOpen(windowExpiresAt: number | null, now: number): boolean {
  return windowExpiresAt !== null && now < windowExpiresAt;
}
