import { createHmac } from "node:crypto";

export interface CustomerText {
  wamid: string;
  phoneNumberId: string;
  from: string;
  text: string;
}

/** A signed WhatsApp webhook of text messages, in Meta's wire format. */
export function signedWebhook(
  appSecret: string,
  messages: readonly CustomerText[],
): { body: string; headers: Record<string, string> } {
  return signed(
    appSecret,
    messages.map(({ wamid, phoneNumberId, from, text }) => ({
      id: `9${phoneNumberId.slice(1)}`,
      changes: [
        {
          field: "messages",
          value: {
            messaging_product: "whatsapp",
            metadata: { display_phone_number: "14155550100", phone_number_id: phoneNumberId },
            contacts: [{ profile: { name: `Customer ${from}` }, wa_id: from }],
            messages: [
              { from, id: wamid, timestamp: String(Math.floor(Date.now() / 1000)), type: "text", text: { body: text } },
            ],
          },
        },
      ],
    })),
  );
}

/** A signed webhook that says how a send ended, with our id echoed as Meta does. */
export function signedStatus(
  appSecret: string,
  of: { wamid: string; phoneNumberId: string; to: string; echoId: string },
  status: "sent" | "delivered" | "read",
) {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "14155550100", phone_number_id: of.phoneNumberId },
    statuses: [
      {
        id: of.wamid,
        status,
        timestamp: String(Math.floor(Date.now() / 1000)),
        recipient_id: of.to,
        biz_opaque_callback_data: of.echoId,
      },
    ],
  };
  return signed(appSecret, [{ id: `9${of.phoneNumberId.slice(1)}`, changes: [{ field: "messages", value }] }]);
}

function signed(appSecret: string, entry: unknown[]): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify({ object: "whatsapp_business_account", entry });
  const signature = createHmac("sha256", appSecret).update(body).digest("hex");
  return { body, headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` } };
}
