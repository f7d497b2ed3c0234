import { describe, expect, it } from "vitest";
import { changeOf, messagesOf, RECEIVED_AT, text } from "./webhook-bodies.test-kit.ts";
import { parseWebhook } from "./parse-webhook.ts";

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
    expect(person?.ids.map(({ kind, value }) => `${kind}:${value}`)).toEqual(ids);
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
    ).toEqual(["One", "Two"]);
  });

  it("keeps the number as received beside its canonical key", () => {
    const parsed = parseWebhook(
      changeOf({ messages: [{ ...text("wamid.1", "hola"), from: "5215512345678" }] }),
      RECEIVED_AT,
    );
    expect(messagesOf(parsed)[0]?.person.ids).toEqual([
      { kind: "whatsapp", value: "525512345678", display: "5215512345678" },
      { kind: "phone", value: "525512345678", display: "+5215512345678" },
    ]);
  });
});
