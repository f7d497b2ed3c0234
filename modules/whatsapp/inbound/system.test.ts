import { describe, expect, it } from "vitest";
import { systemEvents } from "./system.ts";
import { RECEIVED_AT } from "./webhook-bodies.test-kit.ts";

const NUMBER = "447700900417";
const at = 1_795_082_400_000;
const byNumber = (value: string) => ({ kind: "whatsapp", value, display: value });
const byBsuid = (value: string) => ({ kind: "bsuid", value, display: value });
const withNumber = [byNumber(NUMBER), { kind: "phone", value: NUMBER, display: `+${NUMBER}` }];

function read(
  system: unknown,
  ids: { phone?: string | undefined; bsuid?: string | undefined } = { phone: NUMBER },
  id: string | undefined = "wamid.1",
) {
  const setting = { direction: "in" as const, contacts: [], receivedAt: RECEIVED_AT };
  return systemEvents(
    { id, timestamp: "1795082400", system },
    { ...setting, ids: { phone: ids.phone, bsuid: ids.bsuid } },
  );
}

function line(text: string, ids: object[] = withNumber) {
  const message = { kind: "message", channel: "whatsapp", externalId: "wamid.1", direction: "in", at };
  return { ...message, person: { ids }, type: "system", text, system: true };
}

function follows(from: { value: string }, to: { value: string; display: string }) {
  return { kind: "identity", channel: "whatsapp", externalId: `wamid.1:${to.display}`, at, from, to };
}

describe("a line of WhatsApp's own", () => {
  it.each<[name: string, system: unknown, ids: { phone?: string; bsuid?: string }, events: object[]]>([
    ["is shown", { body: "Noor left" }, { phone: NUMBER }, [line("Noor left")]],
    ["without words", {}, { phone: NUMBER }, [line("Something changed about this person's WhatsApp.")]],
    ["that is none", null, { phone: NUMBER }, [line("Something changed about this person's WhatsApp.")]],
    ["that is long", { body: "b".repeat(600) }, { phone: NUMBER }, [line(`${"b".repeat(499)}…`)]],
    [
      "with a new number",
      { body: "changed", new_wa_id: "447700900999" },
      { phone: NUMBER },
      [line("changed"), follows(byNumber(NUMBER), byNumber("447700900999"))],
    ],
    [
      "with a new number under its later name",
      { body: "changed", type: "user_changed_number", wa_id: "447700900999" },
      { phone: NUMBER },
      [line("changed"), follows(byNumber(NUMBER), byNumber("447700900999"))],
    ],
    [
      "whose number is no new one",
      { body: "changed", type: "customer_identity_changed", wa_id: "447700900999" },
      { phone: NUMBER },
      [line("changed")],
    ],
    [
      "of a customer named within",
      { body: "changed", customer: NUMBER, new_wa_id: "447700900999" },
      {},
      [line("changed"), follows(byNumber(NUMBER), byNumber("447700900999"))],
    ],
    [
      "with a new id, the former one beside it",
      { body: "changed", previous_user_id: "GB.1", user_id: "GB.2" },
      { bsuid: "GB.9" },
      [line("changed", [byBsuid("GB.1")]), follows(byBsuid("GB.1"), byBsuid("GB.2"))],
    ],
    [
      "with a new id, the former one in its words",
      { body: "Noor changed from GB.1.a9 to GB.2", user_id: "GB.2" },
      { bsuid: "GB.2" },
      [line("Noor changed from GB.1.a9 to GB.2", [byBsuid("GB.1.a9")]), follows(byBsuid("GB.1.a9"), byBsuid("GB.2"))],
    ],
    [
      "with a new id after the sender's former one",
      { body: "changed", user_id: "GB.2" },
      { bsuid: "GB.1" },
      [line("changed", [byBsuid("GB.1")]), follows(byBsuid("GB.1"), byBsuid("GB.2"))],
    ],
    [
      "whose sender has the new id already",
      { body: "changed", user_id: "GB.2" },
      { phone: NUMBER, bsuid: "GB.2" },
      [line("changed")],
    ],
    [
      "with a number in the place of an id",
      { body: "changed", new_wa_id: "GB.2", user_id: NUMBER },
      { phone: NUMBER, bsuid: "GB.1" },
      [line("changed", [byBsuid("GB.1"), ...withNumber])],
    ],
  ])("%s", (_name, system, ids, events) => expect(read(system, ids)).toStrictEqual(events));

  it("keeps the person its words name, even by the id it calls the present one", () => {
    const body = "Noor changed from GB.1 to GB.2";
    expect(read({ body, user_id: "GB.1" }, {})[0]).toStrictEqual(line(body, [byBsuid("GB.1")]));
  });

  it("is set aside without an id, or when it names nobody", () => {
    expect(read({ body: "x" }, { phone: NUMBER }, "")).toStrictEqual([{ unreadable: "a message without an id" }]);
    expect(read({ body: "x" }, {})).toStrictEqual([{ unreadable: "a message that names nobody" }]);
  });
});
