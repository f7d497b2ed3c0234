import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { Contact } from "../../schema/contracts/contacts.ts";
import type { Conversation } from "../../schema/contracts/conversations.ts";
import type { Message } from "../../schema/contracts/messages.ts";
import type { World } from "../world.test-kit.ts";
import { connectLine, encode, type Line, post } from "./meta.test-kit.ts";

/** A webhook body, what must be there before it, and what a good inbox makes of it (worded as in modules/whatsapp/samples). */
export interface PlayedSample {
  name: string;
  payload?: unknown;
  raw_text?: string;
  expand?: { token: string; unit: string; times: number }[];
  seed?: { tenant: "A" | "B"; direction: "in" | "out"; id: string; peer: string; text: string; status?: string }[];
  /** Bodies delivered before, whose effects are not counted. */
  before?: unknown[];
  deliver?: { signature?: string };
}

/** What one account shows, and what its object keeps of the provider. */
export interface Shown {
  messages: Message[];
  conversations: Conversation[];
  contacts: Contact[];
  notices: { level: string; type: string; text: string }[];
  activities: { type: string; detail: Record<string, unknown> }[];
}
export interface Played {
  http: number;
  before: Record<"A" | "B", Shown>;
  after: Record<"A" | "B", Shown>;
  /** After the same body came once more. */
  again: Record<"A" | "B", Shown>;
}

/** The ids every sample is written with. */
export const SAMPLE_IDS = {
  A: { phoneNumberId: "510600700800901", waba: "410200300400501" },
  B: { phoneNumberId: "510600700800777", waba: "410200300400777" },
} as const;

/** Plays a sample through the real door on two new accounts: what is shown before it, after it, and after its redelivery. */
export async function play(world: World, agency: string, sample: PlayedSample): Promise<Played> {
  const lines = { A: await connectLine(world, { agency }), B: await connectLine(world, { agency }) };
  const looks = { A: await lookerAt(world, lines.A), B: await lookerAt(world, lines.B) };
  const look = async () => ({ A: await looks.A(), B: await looks.B() });
  for (const seed of sample.seed ?? []) {
    await expectTaken(deliver(JSON.stringify(seedBody(seed)), lines));
    if (seed.status !== undefined) await expectTaken(deliver(JSON.stringify(statusBody(seed)), lines));
  }
  for (const body of sample.before ?? []) await expectTaken(deliver(JSON.stringify(body), lines));
  const before = await look();
  let text = sample.raw_text ?? JSON.stringify(sample.payload);
  for (const { token, unit, times } of sample.expand ?? []) text = text.replace(token, unit.repeat(times));
  const http = await deliver(text, lines, sample.deliver?.signature);
  const after = await look();
  await deliver(text, lines, sample.deliver?.signature);
  return { http, before, after, again: await look() };
}

/** What is shown but for how far the fetching of files has come, which goes on meanwhile. */
export function settled(shown: Record<"A" | "B", Shown>): unknown {
  return JSON.parse(
    JSON.stringify(shown, (key, value: unknown) =>
      key === "attachments" && Array.isArray(value)
        ? value.map((file: Message["attachments"][number]) => ({ ...file, state: "", error: undefined }))
        : value,
    ),
  );
}

async function deliver(body: string, lines: Record<"A" | "B", Line>, secret?: string): Promise<number> {
  let text = body;
  for (const tenant of ["A", "B"] as const) {
    text = text.replaceAll(SAMPLE_IDS[tenant].phoneNumberId, lines[tenant].phoneNumberId);
    text = text.replaceAll(SAMPLE_IDS[tenant].waba, lines[tenant].waba);
  }
  const answer = await post(encode(text), secret === undefined ? {} : { secret });
  await answer.body?.cancel();
  return answer.status;
}

async function expectTaken(status: Promise<number>): Promise<void> {
  if ((await status) !== 200) throw new Error(`a seed was answered ${await status}`);
}

type Seed = NonNullable<PlayedSample["seed"]>[number];

/** Half a day ago: before anything a sample tells, and within the reply window. */
function seedBody({ tenant, direction, id, peer, text }: Seed) {
  const isBsuid = peer.includes(".");
  const content = { id, timestamp: "1795050000", type: "text", text: { body: text } };
  const metadata = { display_phone_number: "14155550112", phone_number_id: SAMPLE_IDS[tenant].phoneNumberId };
  const change =
    direction === "in"
      ? {
          field: "messages",
          value: {
            metadata,
            contacts: [{ profile: { name: "Noor Haddad" }, ...(isBsuid ? { user_id: peer } : { wa_id: peer }) }],
            messages: [{ ...content, ...(isBsuid ? { from_user_id: peer } : { from: peer }) }],
          },
        }
      : {
          field: "smb_message_echoes",
          value: { metadata, message_echoes: [{ ...content, from: "14155550112", to: peer }] },
        };
  return bodyOf(SAMPLE_IDS[tenant].waba, change);
}

function statusBody({ tenant, id, peer, status }: Seed) {
  const metadata = { display_phone_number: "14155550112", phone_number_id: SAMPLE_IDS[tenant].phoneNumberId };
  const statuses = [{ id, status, timestamp: "1795050001", recipient_id: peer }];
  return bodyOf(SAMPLE_IDS[tenant].waba, { field: "messages", value: { metadata, statuses } });
}

function bodyOf(waba: string, change: object) {
  return { object: "whatsapp_business_account", entry: [{ id: waba, changes: [change] }] };
}

/** Reads an account as a member of its team does, and what only the object knows. */
async function lookerAt(world: World, { tenantId }: Line): Promise<() => Promise<Shown>> {
  const { call } = await world.signIn(tenantId, "subaccount_member");
  return async () => {
    const conversations = (await call<{ docs: Conversation[] }>("GET", "/api/conversations?limit=100")).body.docs;
    const contacts = (await call<{ docs: Contact[] }>("GET", "/api/contacts?limit=100&depth=1")).body.docs;
    const messages: Message[] = [];
    for (const { id } of conversations) {
      const { body } = await call<{ docs: Message[] }>("GET", `/api/conversations/${id}/messages?limit=100`);
      messages.push(...body.docs);
    }
    const kept = await runInDurableObject(subAccount(env, tenantId), (_object, { storage }) => ({
      notices: storage.sql
        .exec<Shown["notices"][number]>("SELECT level, type, text FROM notices ORDER BY id")
        .toArray(),
      activities: storage.sql
        .exec<{ type: string; detail: string }>("SELECT type, detail FROM activities ORDER BY id")
        .toArray()
        .map(({ type, detail }) => ({ type, detail: JSON.parse(detail) as Record<string, unknown> })),
    }));
    return { messages, conversations, contacts, ...kept };
  };
}
