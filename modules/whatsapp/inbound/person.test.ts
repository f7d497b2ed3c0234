import { describe, expect, it } from "vitest";
import { changeOf, messagesOf, RECEIVED_AT, text } from "./webhook-bodies.test-kit.ts";
import { parseWebhook } from "./parse-webhook.ts";
import { type GivenIds, identityOf, isBsuid, personFrom, recipientIds, senderIds } from "./person.ts";

describe("who wrote", () => {
  const yara = { profile: { name: "Yara", username: "yara_ceramica" }, user_id: "BR.319904" };
  it.each([
    ["only a BSUID", { from_user_id: "BR.319904" }, [yara], ["bsuid:BR.319904"], "Yara"],
    [
      "an empty phone beside it",
      { from: "", from_user_id: "BR.319904" },
      [{ ...yara, wa_id: "" }],
      ["bsuid:BR.319904"],
      "Yara",
    ],
    ["a BSUID in the phone's place", { from: "BR.319904" }, [yara], ["bsuid:BR.319904"], "Yara"],
    [
      "the phone of the matching contact",
      { from_user_id: "BR.319904" },
      [
        { user_id: "BR.1", wa_id: "111111" },
        { ...yara, wa_id: "5511955550142" },
      ],
      ["bsuid:BR.319904", "whatsapp:5511955550142", "phone:5511955550142"],
      "Yara",
    ],
    ["no contacts", { from: "447700900417" }, undefined, ["whatsapp:447700900417", "phone:447700900417"], undefined],
    [
      "a stranger among the contacts",
      { from: "447700900417" },
      [{ profile: { name: "Someone else" }, wa_id: "447700900999" }],
      ["whatsapp:447700900417", "phone:447700900417"],
      undefined,
    ],
    [
      "the other spelling of a Brazilian mobile",
      { from: "551155550142" },
      [{ profile: { name: "Yara" }, wa_id: "5511955550142" }],
      ["whatsapp:551155550142", "phone:551155550142"],
      undefined,
    ],
    [
      "the eight-digit spelling",
      { from: "551195550142" },
      [{ profile: { name: "Yara" }, wa_id: "5511995550142" }],
      ["whatsapp:5511995550142", "phone:5511995550142"],
      "Yara",
    ],
    ["no id on the message and one contact", {}, [{ ...yara }], ["bsuid:BR.319904"], "Yara"],
  ])("%s", (_case, from, contacts, ids, name) => {
    const parsed = parseWebhook(
      changeOf({ contacts, messages: [{ ...text("wamid.1", "oi"), from: undefined, ...from }] }),
      RECEIVED_AT,
    );
    const person = messagesOf(parsed)[0]?.person;
    expect(person?.ids.map(({ kind, value }) => `${kind}:${value}`)).toStrictEqual(ids);
    expect(person?.name).toBe(name);
  });

  it("matches contacts by id and not by their order", () => {
    const contacts = [
      { profile: { name: "Two" }, wa_id: "447700900002" },
      { profile: { name: "One" }, wa_id: "447700900001" },
    ];
    const messages = [
      { ...text("wamid.1", "a"), from: "447700900001" },
      { ...text("wamid.2", "b"), from: "447700900002" },
    ];
    expect(
      messagesOf(parseWebhook(changeOf({ contacts, messages }), RECEIVED_AT)).map(({ person }) => person.name),
    ).toStrictEqual(["One", "Two"]);
  });

  it("keeps the number as received beside its canonical key", () => {
    const parsed = parseWebhook(
      changeOf({ messages: [{ ...text("wamid.1", "hola"), from: "5215512345678" }] }),
      RECEIVED_AT,
    );
    expect(messagesOf(parsed)[0]?.person.ids).toStrictEqual([
      { kind: "whatsapp", value: "525512345678", display: "5215512345678" },
      { kind: "phone", value: "525512345678", display: "+5215512345678" },
    ]);
  });
});

describe("the other side", () => {
  const phone = "447700900417";
  const byPhone = [
    { kind: "whatsapp", value: phone, display: phone },
    { kind: "phone", value: phone, display: `+${phone}` },
  ];
  const byBsuid = { kind: "bsuid", value: "GB.1", display: "GB.1" };

  it.each<[name: string, given: Partial<GivenIds>, contacts: unknown[], person: object | undefined]>([
    ["has both ids", { phone, bsuid: "GB.1" }, [], { ids: [byBsuid, ...byPhone] }],
    ["has a number with signs", { phone: "+44 (7700) 900-417" }, [], { ids: byPhone }],
    ["has no number that is one", { phone: "4477" }, [], undefined],
    ["has no number with letters", { phone: "x447700900417" }, [], undefined],
    ["has no number that ends in letters", { phone: "447700900417x" }, [], undefined],
    ["has no id at all", {}, [], undefined],
    [
      "is known by the same number in another spelling",
      { phone: `+${phone}` },
      [{ wa_id: "447700900999" }, { wa_id: phone, user_id: "GB.1", profile: { name: "Noor", username: "noor" } }],
      { ids: [byBsuid, ...byPhone], name: "Noor", username: "noor" },
    ],
    [
      "has a name beside the profile",
      { phone },
      [{ wa_id: phone, username: "noor" }],
      { ids: byPhone, username: "noor" },
    ],
    [
      "is nobody with another id behind the same number",
      { phone, bsuid: "GB.1" },
      [{ wa_id: phone, user_id: "GB.2", profile: { name: "Other" } }],
      { ids: [byBsuid, ...byPhone] },
    ],
    [
      "is known by the number where only one side has the other id",
      { phone, bsuid: "GB.1" },
      [{ wa_id: phone, profile: { name: "Noor" } }],
      { ids: [byBsuid, ...byPhone], name: "Noor" },
    ],
    [
      "is nobody who shares no id",
      { bsuid: "GB.1" },
      [{ wa_id: phone, profile: { name: "Other" } }],
      { ids: [byBsuid] },
    ],
    [
      "is nobody who has only an id of the other kind",
      { phone },
      [{ user_id: "GB.1", profile: { name: "Other" } }],
      { ids: byPhone },
    ],
    ["is nobody without an id", { phone }, [{ profile: { name: "Other" } }], { ids: byPhone }],
    ["is none of several", {}, [{ wa_id: phone }, { wa_id: "447700900999" }], undefined],
    [
      "has a long name",
      { phone },
      [{ wa_id: phone, profile: { name: "n".repeat(201), username: "u".repeat(201) } }],
      { ids: byPhone, name: `${"n".repeat(199)}…`, username: `${"u".repeat(199)}…` },
    ],
  ])("%s", (_name, given, contacts, person) => {
    expect(personFrom({ phone: undefined, bsuid: undefined, ...given }, contacts)).toStrictEqual(person);
  });

  it("is the sender of what came, and the recipient of what went", () => {
    const item = { from: "1", from_user_id: "A", to: "2", to_user_id: "B", recipient_user_id: "C" };
    expect(senderIds(item)).toStrictEqual({ phone: "1", bsuid: "A" });
    expect(recipientIds(item)).toStrictEqual({ phone: "2", bsuid: "B" });
    expect(recipientIds({ recipient_user_id: "C" })).toStrictEqual({ phone: undefined, bsuid: "C" });
  });

  it.each([
    ["GB.1", true],
    ["BR.Ab_9.-x", true],
    ["G.1", false],
    ["GBR.1", false],
    ["gb.1", false],
    ["GB.", false],
    ["GB1", false],
    ["xGB.1", false],
    ["GB.1!", false],
    ["GB.!", false],
    [phone, false],
  ])("is told apart by the form of its id: %s", (id, is) => expect(isBsuid(id)).toBe(is));

  it("keeps a number as received beside its canonical key", () => {
    expect(identityOf("GB.1")).toStrictEqual(byBsuid);
    expect(identityOf("+52 1 55 1234 5678")).toStrictEqual({
      kind: "whatsapp",
      value: "525512345678",
      display: "5215512345678",
    });
  });
});
