import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { ModuleSlug } from "../../modules/catalog.ts";
import type { Contact } from "../../schema/contracts/contacts.ts";
import type { Conversation } from "../../schema/contracts/conversations.ts";
import type { Notice } from "../../schema/contracts/integrations.ts";
import type { Message } from "../../schema/contracts/messages.ts";
import type { World } from "../world.test-kit.ts";
import { connect, connectLine, encode, post } from "./meta.test-kit.ts";

/** A webhook body, and what must be there before it. WhatsApp's unless it says. */
export interface PlayedSample {
  name: string;
  channel?: string;
  payload?: unknown;
  raw_text?: string;
  expand?: { token: string; unit: string; times: number }[];
  seed?: { tenant: "A" | "B"; direction: "in" | "out"; id: string; peer: string; text: string; status?: string }[];
  /** Bodies delivered before, whose effects are not counted. */
  before?: unknown[];
  deliver?: { signature?: string };
}

/** What one account shows its team, with every line of its timelines. */
export interface Shown {
  messages: Message[];
  conversations: Conversation[];
  contacts: Contact[];
  notices: Notice[];
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
  A: { phoneNumberId: "510600700800901", waba: "410200300400501", instagramAccountId: "17841460012345671" },
  B: { phoneNumberId: "510600700800777", waba: "410200300400777", instagramAccountId: "17841460098765432" },
} as const;

/** An account of this play, and its own ids by those of the samples. */
interface Party {
  tenantId: string;
  integrationId: string;
  module: ModuleSlug;
  ids: Partial<Record<keyof (typeof SAMPLE_IDS)["A"], string>>;
}
type Parties = Record<"A" | "B", Party>;

/** Plays a sample through the real door on two new accounts: what is shown before it, after it, and after its redelivery. */
export async function play(world: World, agency: string, sample: PlayedSample): Promise<Played> {
  const join = sample.channel === "instagram" ? joinInstagram : joinWhatsapp;
  const lines = { A: await join(world, agency), B: await join(world, agency) };
  const looks = { A: await lookerAt(world, lines.A), B: await lookerAt(world, lines.B) };
  const look = async () => ({ A: await looks.A(), B: await looks.B() });
  for (const seed of sample.seed ?? []) {
    await expectTaken(deliver(JSON.stringify(seedBody(seed, lines.A.module)), lines));
    // An echo of Instagram counts as sent, and no webhook says so.
    if (seed.status !== undefined && lines.A.module === "whatsapp")
      await expectTaken(deliver(JSON.stringify(statusBody(seed)), lines));
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

async function joinWhatsapp(world: World, agency: string): Promise<Party> {
  const { tenantId, integrationId, phoneNumberId, waba } = await connectLine(world, { agency });
  return { tenantId, integrationId, module: "whatsapp", ids: { phoneNumberId, waba } };
}

let accounts = 0;
async function joinInstagram(world: World, agency: string): Promise<Party> {
  accounts += 1;
  const tenantId = await world.subAccount(agency);
  const instagramAccountId = `1784146${String(accounts).padStart(10, "0")}`;
  const ids = [{ kind: "instagram_account_id", outsideId: instagramAccountId }] as const;
  const { integrationId } = await connect({ tenantId, module: "instagram", ids });
  return { tenantId, integrationId, module: "instagram", ids: { instagramAccountId } };
}

async function deliver(body: string, lines: Parties, secret?: string): Promise<number> {
  let text = body;
  for (const tenant of ["A", "B"] as const) {
    for (const [name, written] of Object.entries(SAMPLE_IDS[tenant]))
      text = text.replaceAll(written, lines[tenant].ids[name as keyof Party["ids"]] ?? written);
  }
  const { module } = lines.A;
  const answer = await post(encode(text), { module, ...(secret === undefined ? {} : { secret }) });
  await answer.body?.cancel();
  return answer.status;
}

async function expectTaken(status: Promise<number>): Promise<void> {
  if ((await status) !== 200) throw new Error(`a seed was answered ${await status}`);
}

type Seed = NonNullable<PlayedSample["seed"]>[number];

/** Half a day ago: before anything a sample tells, and within the reply window. */
function seedBody({ tenant, direction, id, peer, text }: Seed, module: ModuleSlug) {
  if (module === "instagram") {
    const account = SAMPLE_IDS[tenant].instagramAccountId;
    const [sender, recipient] = direction === "in" ? [peer, account] : [account, peer];
    const message = { mid: id, text, ...(direction === "in" ? {} : { is_echo: true }) };
    const event = { sender: { id: sender }, recipient: { id: recipient }, timestamp: 1_795_050_000_000, message };
    return { object: "instagram", entry: [{ id: account, time: 1_795_050_000_000, messaging: [event] }] };
  }
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

/** Reads an account as its team does. */
async function lookerAt(world: World, { tenantId, integrationId }: Party): Promise<() => Promise<Shown>> {
  const { call } = await world.signIn(tenantId, "subaccount_admin");
  return async () => {
    const conversations = (await call<{ docs: Conversation[] }>("GET", "/api/conversations?limit=100")).body.docs;
    const contacts = (await call<{ docs: Contact[] }>("GET", "/api/contacts?limit=100&depth=1")).body.docs;
    const messages: Message[] = [];
    for (const { id } of conversations) {
      const { body } = await call<{ docs: Message[] }>("GET", `/api/conversations/${id}/messages?limit=100`);
      messages.push(...body.docs);
    }
    const notices = (await call<{ docs: Notice[] }>("GET", `/api/integrations/${integrationId}/notices`)).body.docs;
    const activities = await runInDurableObject(subAccount(env, tenantId), (_object, { storage }) =>
      storage.sql
        .exec<{ type: string; detail: string }>("SELECT type, detail FROM activities ORDER BY id")
        .toArray()
        .map(({ type, detail }) => ({ type, detail: JSON.parse(detail) as Record<string, unknown> })),
    );
    return { messages, conversations, contacts, notices, activities };
  };
}
