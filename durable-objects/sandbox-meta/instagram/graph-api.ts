import { z } from "zod";
import { CHANNEL_RULES, textOverflow } from "../../../schema/channels.ts";
import { readBehaviour, takeFailure } from "../behaviour.ts";
import { type CustomerRow, customerByIgsid } from "../customers.ts";
import { graphError, noSuchObject } from "../graph-error.ts";
import type { SandboxNumber } from "../number.ts";
import type { Sandbox } from "../sandbox.ts";
import { planStatus, STATUS_AFTER_MS } from "../status-plan.ts";
import { addMessage } from "../thread.ts";

/** Answers a request as Instagram's API does: the paths this product calls, checked as Meta checks them, refused in Meta's form. */
export async function answerGraph(sandbox: Sandbox, number: SandboxNumber, request: Request): Promise<Response> {
  const [id, edge, ...rest] =
    /^\/v\d+\.\d+\/(.+)$/.exec(new URL(request.url).pathname)?.[1]?.split("/").map(decodeURIComponent) ?? [];
  const { instagramAccountId } = number.credentials;
  const isOwn = id === "me" || id === instagramAccountId;
  if (rest.length > 0 || id === undefined) return noSuchObject(id);
  if (request.method === "GET" && edge === undefined) {
    if (isOwn) return Response.json(accountNode(number));
    const customer = customerByIgsid(sandbox, id);
    return customer === undefined ? noSuchObject(id) : Response.json(profileNode(customer));
  }
  if (request.method === "POST" && isOwn && edge === "subscribed_apps") return Response.json({ success: true });
  if (request.method === "POST" && isOwn && edge === "messages") return takeMessage(sandbox, await request.text());
  return noSuchObject(id);
}

const OutgoingMessage = z.object({
  recipient: z.object({ id: z.string() }),
  message: z
    .object({
      text: z.string().min(1).optional(),
      attachment: z
        .object({ type: z.enum(["image", "video", "audio", "file"]), payload: z.object({ url: z.url() }) })
        .optional(),
    })
    .optional(),
  sender_action: z.enum(["react", "unreact", "mark_seen", "typing_on", "typing_off"]).optional(),
  tag: z.string().optional(),
});

/** https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api */
function takeMessage(sandbox: Sandbox, json: string): Response {
  const sent = readMessage(json);
  const customer = sent === undefined ? undefined : customerByIgsid(sandbox, sent.recipient.id);
  if (sent === undefined) return graphError(100, "Invalid parameter");
  if (customer === undefined) return graphError(100, "The requested user cannot be found.", 2_534_014);
  if (sent.sender_action !== undefined) return Response.json({ recipient_id: customer.igsid });
  const { text, attachment } = sent.message ?? {};
  // Words and a file never travel together.
  if ((text === undefined) === (attachment === undefined)) return graphError(100, "Invalid parameter");
  if (text !== undefined && textOverflow("instagram", text) > 0) return graphError(100, "Message text is too long");
  const failure = takeFailure(sandbox);
  if (failure !== undefined) return graphError(failure, "The sandbox was asked to refuse this message");
  if (isTooLate(sandbox, customer, sent.tag))
    return graphError(10, "This message is sent outside of allowed window.", 2_534_022);

  const { loseReplies, reads } = readBehaviour(sandbox.storage);
  const id = accept(sandbox, customer, { text: text ?? `(${attachment?.type})`, reads });
  // As seen from outside when a gateway loses the answer of a send that was carried out.
  if (loseReplies)
    return new Response("<html><body>504 Gateway Time-out</body></html>", {
      status: 504,
      headers: { "content-type": "text/html" },
    });
  return Response.json({ recipient_id: customer.igsid, message_id: id });
}

function readMessage(json: string): z.infer<typeof OutgoingMessage> | undefined {
  try {
    return OutgoingMessage.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** 24 hours after the person last wrote, or 7 days with the tag of a human agent. Unlike WhatsApp, Instagram refuses at once. */
function isTooLate({ now }: Sandbox, { wrote_at: wroteAt }: CustomerRow, tag: string | undefined): boolean {
  const { windowMs, personMs } = CHANNEL_RULES.instagram;
  return wroteAt === null || now() - wroteAt > (tag === "HUMAN_AGENT" ? personMs : windowMs);
}

/** The echo comes as it does for what is written in Instagram's own app, and once the person looks, that they have read it. */
function accept(sandbox: Sandbox, customer: CustomerRow, { text, reads }: { text: string; reads: boolean }): string {
  return sandbox.storage.transactionSync(() => {
    const at = sandbox.now();
    const { seq, id } = addMessage(sandbox, { customer_id: customer.id, sender: "business", text, status: "sent", at });
    for (const status of reads ? (["sent", "delivered", "read"] as const) : (["sent", "delivered"] as const)) {
      planStatus(sandbox, seq, { status, afterMs: STATUS_AFTER_MS[status] });
    }
    return id;
  });
}

function accountNode({ credentials, displayNumber, businessName }: SandboxNumber) {
  return {
    user_id: credentials["instagramAccountId"],
    id: credentials["instagramAccountId"],
    username: displayNumber.slice(1),
    name: businessName,
    account_type: "BUSINESS",
  };
}

function profileNode({ igsid, name, username }: CustomerRow) {
  return { id: igsid, name, username };
}
