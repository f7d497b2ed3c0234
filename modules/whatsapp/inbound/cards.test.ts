import { describe, expect, it } from "vitest";
import { cardsOf, vcardFile } from "./cards.ts";

const none = { phones: [], emails: [], addresses: [], urls: [] };

describe("contact cards", () => {
  it("hold all that can be shown", () => {
    const given = {
      name: { formatted_name: "Bruna Arce", first_name: "B." },
      org: { company: "Arce, Lda", title: "Owner", department: "Sales" },
      birthday: "1990-01-02",
      phones: [{ phone: "+44 1", wa_id: "441", type: "CELL" }, { wa_id: "447700900823" }, { type: "HOME" }, null],
      emails: [{ email: "b@arce.example", type: "WORK" }, {}],
      addresses: [
        { street: "High St 1", zip: "LS1", city: "Leeds", state: "WY", country: "UK", type: "HOME" },
        { city: "York" },
        { type: "WORK" },
      ],
      urls: [{ url: "https://arce.example" }, { type: "WORK" }],
    };
    expect(cardsOf({ contacts: [given] })).toStrictEqual([
      {
        name: "Bruna Arce",
        company: "Arce, Lda",
        title: "Owner",
        phones: [{ number: "+44 1", label: "CELL" }, { number: "+447700900823" }],
        emails: [{ email: "b@arce.example", label: "WORK" }],
        addresses: [{ text: "High St 1, LS1, Leeds, WY, UK", label: "HOME" }, { text: "York" }],
        urls: [{ url: "https://arce.example" }],
        birthday: "1990-01-02",
      },
    ]);
  });

  it.each<[by: string, given: object, card: object]>([
    ["both names", { name: { first_name: "Bruna", last_name: "Arce" } }, { ...none, name: "Bruna Arce" }],
    ["the one name", { name: { last_name: "Arce" }, org: { company: "C" } }, { ...none, name: "Arce", company: "C" }],
    [
      "the company",
      { org: { company: "C", department: "Sales" }, phones: [{ phone: "1" }] },
      { ...none, name: "C", company: "C", title: "Sales", phones: [{ number: "1" }] },
    ],
    [
      "the number",
      { phones: [{ phone: "1" }], emails: [{ email: "e" }] },
      { ...none, name: "1", phones: [{ number: "1" }], emails: [{ email: "e" }] },
    ],
    ["the address", { emails: [{ email: "e" }] }, { ...none, name: "e", emails: [{ email: "e" }] }],
  ])("go by %s", (_by, given, card) => expect(cardsOf({ contacts: [given] })).toStrictEqual([card]));

  it("are none without a name, and none where there is no list", () => {
    expect(cardsOf({ contacts: [{}, null, { urls: [{ url: "https://x.example" }] }] })).toStrictEqual([]);
    expect(cardsOf({})).toStrictEqual([]);
  });

  it("are bounded in number, in lines and in length", () => {
    const phones = Array.from({ length: 21 }, (_, at) => ({ phone: String(at) }));
    const cards = cardsOf({
      contacts: Array.from({ length: 51 }, () => ({ name: { first_name: "x".repeat(301) }, phones })),
    });
    expect(cards).toHaveLength(50);
    expect(cards[0]?.phones).toHaveLength(20);
    expect(cards[0]?.name).toBe(`${"x".repeat(299)}…`);
  });
});

describe("a card as a file", () => {
  it("is a whole vCard, its values escaped", () => {
    const card = {
      name: "Arce; Bruna",
      company: "Arce, Lda",
      title: "Own\\er",
      phones: [{ number: "+44 1", label: "CELL" }, { number: "2" }],
      emails: [{ email: "b@arce.example" }],
      addresses: [{ text: "High St 1\r\nLeeds\nUK" }],
      urls: [{ url: "https://arce.example" }],
      birthday: "1990-01-02",
    };
    const lines = [
      "BEGIN:VCARD",
      "VERSION:3.0",
      "FN:Arce\\; Bruna",
      "N:Arce\\; Bruna;;;;",
      "ORG:Arce\\, Lda",
      "TITLE:Own\\\\er",
      "TEL:+44 1",
      "TEL:2",
      "EMAIL:b@arce.example",
      "ADR:;;High St 1\\nLeeds\\nUK;;;;",
      "URL:https://arce.example",
      "BDAY:1990-01-02",
      "END:VCARD",
    ];
    expect(vcardFile(card)).toStrictEqual({
      type: "contact",
      name: "Arce; Bruna.vcf",
      mimeType: "text/vcard",
      inline: lines.map((line) => `${line}\r\n`).join(""),
    });
  });

  it("says nothing of what is not known", () => {
    expect(vcardFile({ ...none, name: "B" }).inline).toBe(
      "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:B\r\nN:B;;;;\r\nEND:VCARD\r\n",
    );
  });
});
