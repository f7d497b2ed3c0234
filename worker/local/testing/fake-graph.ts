import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A send the provider took, with our id as it will echo it. */
export interface TakenSend {
  wamid: string;
  phoneNumberId: string;
  to: string;
  /** The words, or what stands for them: a caption, an emoji. */
  text: string;
  echoId: string;
}

export interface FakeGraph {
  /** For META_GRAPH_URL. */
  url: string;
  taken: TakenSend[];
  stop(): Promise<void>;
}

/**
 * A Graph API on this machine that takes any token and every number, and remembers what it was asked to send. `delayMs` is how long a send
 * takes to be answered, which is when a crash hurts most.
 */
export async function startFakeGraph({ delayMs = 0 } = {}): Promise<FakeGraph> {
  const taken: TakenSend[] = [];
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const [, id = "", edge] =
      (request.url ?? "")
        .split("?")[0]
        ?.replace(/^\/v\d+\.\d+/, "")
        .split("/") ?? [];
    const answer = (value: unknown): void => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    if (edge === "phone_numbers") return answer({ data: [{ id: id.replace(/^9/, "1") }] });
    if (edge === "subscribed_apps") return answer({ success: true });
    if (edge === "media") return answer({ id: "1700000000000001" });
    if (edge !== "messages") return answer({ id, display_phone_number: "+1 415 555 0100", verified_name: "Bench" });
    const message = JSON.parse(body) as {
      to?: string;
      recipient?: string;
      text?: { body: string };
      document?: { caption?: string };
      reaction?: { emoji: string };
      biz_opaque_callback_data?: string;
    };
    const to = message.to ?? message.recipient ?? "";
    const wamid = `wamid.FAKE${taken.length}.${id}`;
    const text = message.text?.body ?? message.document?.caption ?? message.reaction?.emoji ?? "";
    taken.push({ wamid, phoneNumberId: id, to, text, echoId: message.biz_opaque_callback_data ?? "" });
    setTimeout(
      () => answer({ messaging_product: "whatsapp", contacts: [{ input: to, wa_id: to }], messages: [{ id: wamid }] }),
      delayMs,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
