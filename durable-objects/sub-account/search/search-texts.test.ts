import { expect, test } from "vitest";
import { COLLECTIONS } from "../../../schema/collections/catalog.ts";
import { searchTexts } from "./search-texts.ts";

const { name, phone } = COLLECTIONS.contacts.fields;
const ofContact = COLLECTIONS.conversations.fields["contact.phone"];

test("a name is searched by its words, each once, or as a whole, in small letters", () => {
  expect(searchTexts(name, "like", "  Anna ÅBERG anna\tLee ")).toEqual(["anna", "åberg", "lee"]);
  expect(searchTexts(name, "contains", " Anna ÅBERG")).toEqual([" anna åberg"]);
  expect(searchTexts(name, "contains", "(0) 7-1")).toEqual(["(0) 7-1"]);
});

test.each([
  ["+44 7700 900123", "+447700900123"],
  ["07700 900-123", "7700900123"],
  ["(020) 7946.09/58", "2079460958"],
  ["0044 7700", "447700"],
  ["012", "012"],
  ["0123", "123"],
  ["00", "00"],
  ["7 9", "79"],
])("a phone number typed as %s is searched as %s", (typed, searched) => {
  for (const field of [phone, ofContact]) {
    for (const operator of ["like", "contains"] as const) {
      expect(searchTexts(field, operator, typed)).toEqual([searched]);
    }
  }
});
