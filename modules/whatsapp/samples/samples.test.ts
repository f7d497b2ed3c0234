import { describe, expect, it } from "vitest";
import { InboundEvent } from "../../../schema/inbound/event.ts";
import type { InboundGroup, ParsedWebhook } from "../../module.ts";
import { parseWebhook } from "../inbound/parse-webhook.ts";
import type { Sample } from "../../sample.test-kit.ts";
import { bodyOf, readSample, SAMPLE_NAMES } from "./samples.test-kit.ts";

const RECEIVED_AT = Date.parse("2026-11-20T08:00:00Z");
const NUMBER_OF = { A: "510600700800901", B: "510600700800777" } as const;
/** A bad signature is refused before anything is parsed. */
const NEVER_PARSED = "hostile-signature-wrong.json";
/** Cases named for what happens rather than for the message's type. */
const NAMED_BY_CASE = new Set(["status", "echo", "batch", "malformed", "delete", "edit", "reaction"]);

type Event = InboundGroup["events"][number];
type Message = Extract<Event, { kind: "message" }>;

describe("every sample of Meta's webhooks", () => {
  it("is there", () => expect(SAMPLE_NAMES.length).toBeGreaterThanOrEqual(24));

  it.each(SAMPLE_NAMES.filter((name) => name !== NEVER_PARSED))("%s", (name) => {
    const sample = readSample(name);
    const parsed = parseWebhook(bodyOf(sample), RECEIVED_AT);
    const events = eventsOf(parsed);
    for (const event of events) InboundEvent.parse({ ...event, integrationId: "int_x" });
    const wanted = wantedOf(sample);
    expect(whatCame(parsed)).toMatchObject(wanted.facts);
    for (const text of wanted.texts) expect(visibleText(events)).toContain(text);
  });
});

/** What the sample asks for, in the form of `whatCame`. */
function wantedOf({ expect: asked }: Sample) {
  const target = asked.reply_to ?? asked.target;
  const { phone, bsuid, name } = asked.contact ?? {};
  return {
    facts: {
      incoming: asked.messages,
      reactions: asked.reactions,
      edits: asked.edits ?? 0,
      deletes: asked.deletes ?? 0,
      echoes: asked.echoes,
      statuses: asked.statuses,
      ...(NAMED_BY_CASE.has(asked.type) ? {} : { type: asked.type }),
      ...(asked.type === "batch" ? {} : { placeholder: asked.placeholder ?? false }),
      ...(asked.attachments === undefined ? {} : { attachments: asked.attachments }),
      ...(asked.payload_id === undefined ? {} : { payloadId: asked.payload_id }),
      ...(asked.attribution === undefined
        ? {}
        : {
            referral: {
              sourceType: asked.attribution.source_type,
              sourceId: asked.attribution.source_id,
              headline: asked.attribution.headline,
            },
          }),
      ...(target === undefined ? {} : { target }),
      ...(phone === undefined ? {} : { phone }),
      ...(bsuid === undefined ? {} : { bsuid }),
      ...(name === undefined ? {} : { name }),
      ...(asked.per_tenant === undefined ? {} : { perTenant: asked.per_tenant }),
      ...(asked.final_status === undefined ? {} : { finalStatus: asked.final_status }),
    },
    texts: [asked.accept?.text?.[0] ?? asked.text, ...(asked.texts ?? []), asked.emoji].filter(
      (text) => typeof text === "string",
    ),
  };
}

function whatCame(parsed: ParsedWebhook) {
  const events = eventsOf(parsed);
  // The object drops what it already has; here the same id twice counts once.
  const messages = [
    ...new Map(
      events.filter((event) => event.kind === "message").map((message) => [message.externalId, message]),
    ).values(),
  ];
  const incoming = messages.filter(({ direction }) => direction === "in");
  const statuses = events.filter((event) => event.kind === "status");
  const first: Message | undefined = messages[0];
  return {
    incoming: incoming.length,
    reactions: events.filter(({ kind }) => kind === "reaction").length,
    edits: events.filter(({ kind }) => kind === "edit").length,
    deletes: events.filter(({ kind }) => kind === "delete").length,
    echoes: messages.filter(({ direction }) => direction === "out").length,
    statuses: statuses.length,
    type: first?.type,
    placeholder: first?.placeholder !== undefined,
    attachments: first?.attachments?.length,
    payloadId: first?.content?.choice?.id,
    referral: first?.content?.referral,
    target:
      first?.replyToExternalId ??
      events.flatMap((event) => ("targetExternalId" in event ? event.targetExternalId : []))[0],
    phone: idOf(first, "whatsapp"),
    bsuid: idOf(first, "bsuid"),
    name: first?.person.name,
    perTenant: Object.fromEntries(
      Object.entries(NUMBER_OF).map(([tenant, number]) => [tenant, eventsFor(parsed, number).length]),
    ),
    finalStatus: Object.fromEntries(statuses.map(({ externalId, status }) => [externalId, status])),
  };
}

function idOf(message: Message | undefined, kind: string): string | undefined {
  return message?.person.ids.find((id) => id.kind === kind)?.value;
}

function eventsOf({ groups }: ParsedWebhook): Event[] {
  return groups.flatMap(({ events }) => events);
}

function eventsFor({ groups }: ParsedWebhook, number: string): Event[] {
  return groups.filter(({ route }) => route.outsideId === number).flatMap(({ events }) => events);
}

/** Everything an agent could read of these events. */
function visibleText(events: Event[]): string {
  return events
    .flatMap((event) =>
      event.kind === "message"
        ? [event.text, event.placeholder, ...(event.attachments ?? []).map(({ name }) => name)]
        : event.kind === "status"
          ? [event.error?.code, event.error?.message]
          : event.kind === "edit"
            ? [event.text]
            : event.kind === "reaction"
              ? [event.emoji]
              : [],
    )
    .filter((part) => typeof part === "string")
    .join("\n");
}
