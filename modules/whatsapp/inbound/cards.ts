import type { ContactCard } from "../../../schema/contracts/message-content.ts";
import type { InboundAttachment } from "../../../schema/inbound/event.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { idAt, listAt, textAt } from "../../meta/read.ts";

/** WhatsApp allows 257 cards in one message; nobody reads on. */
const CARDS_MAX = 50;
const LINES_MAX = 20;
const LINE_MAX_CHARACTERS = 300;

/** The contact cards of a message, each under a name: the person's, else the company's, else the number. */
export function cardsOf(item: unknown): ContactCard[] {
  return listAt(item, "contacts").slice(0, CARDS_MAX).flatMap(cardOf);
}

function cardOf(given: unknown): ContactCard[] {
  const phones = lines(given, "phones", (phone) => {
    const number =
      line(phone, "phone") ?? (idAt(phone, "wa_id") === undefined ? undefined : `+${idAt(phone, "wa_id")}`);
    return number === undefined ? undefined : { number };
  });
  const emails = lines(given, "emails", (entry) => wrap("email", line(entry, "email")));
  const addresses = lines(given, "addresses", (entry) => wrap("text", addressText(entry)));
  const urls = lines(given, "urls", (entry) => wrap("url", line(entry, "url")));
  const company = line(given, "org", "company");
  const title = line(given, "org", "title") ?? line(given, "org", "department");
  const birthday = line(given, "birthday");
  const name =
    line(given, "name", "formatted_name") ??
    joined(line(given, "name", "first_name"), line(given, "name", "last_name")) ??
    company ??
    phones[0]?.number ??
    emails[0]?.email;
  if (name === undefined) return [];
  return [
    {
      name,
      ...(company === undefined ? {} : { company }),
      ...(title === undefined ? {} : { title }),
      phones,
      emails,
      addresses,
      urls,
      ...(birthday === undefined ? {} : { birthday }),
    },
  ];
}

/** The card as a file to save. https://www.rfc-editor.org/rfc/rfc2426 */
export function vcardFile(card: ContactCard): InboundAttachment {
  const inline = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `FN:${escaped(card.name)}`,
    `N:${escaped(card.name)};;;;`,
    ...(card.company === undefined ? [] : [`ORG:${escaped(card.company)}`]),
    ...(card.title === undefined ? [] : [`TITLE:${escaped(card.title)}`]),
    ...card.phones.map(({ number }) => `TEL:${escaped(number)}`),
    ...card.emails.map(({ email }) => `EMAIL:${escaped(email)}`),
    ...card.addresses.map(({ text }) => `ADR:;;${escaped(text)};;;;`),
    ...card.urls.map(({ url }) => `URL:${escaped(url)}`),
    ...(card.birthday === undefined ? [] : [`BDAY:${escaped(card.birthday)}`]),
    "END:VCARD",
    "",
  ].join("\r\n");
  return { type: "contact", name: `${card.name}.vcf`, mimeType: "text/vcard", inline };
}

function escaped(value: string): string {
  return value.replaceAll(/[\\,;]/g, (character) => `\\${character}`).replaceAll(/\r?\n/g, "\\n");
}

type Labelled<T> = T & { label?: string };

function lines<T extends object>(given: unknown, key: string, read: (entry: unknown) => T | undefined): Labelled<T>[] {
  return listAt(given, key)
    .slice(0, LINES_MAX)
    .flatMap((entry): Labelled<T>[] => {
      const found = read(entry);
      const label = line(entry, "type");
      if (found === undefined) return [];
      return [label === undefined ? found : { ...found, label }];
    });
}

function wrap<K extends string>(key: K, value: string | undefined): Record<K, string> | undefined {
  return value === undefined ? undefined : ({ [key]: value } as Record<K, string>);
}

function line(given: unknown, ...path: (string | number)[]): string | undefined {
  const found = boundedLine(textAt(given, ...path) ?? "", LINE_MAX_CHARACTERS);
  return found === "" ? undefined : found;
}

function addressText(entry: unknown): string | undefined {
  const parts = ["street", "zip", "city", "state", "country"].flatMap((key) => line(entry, key) ?? []);
  return parts.length === 0 ? undefined : parts.join(", ");
}

function joined(...parts: (string | undefined)[]): string | undefined {
  const present = parts.filter((part) => part !== undefined);
  return present.length === 0 ? undefined : present.join(" ");
}
