import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOG } from "../../../modules/catalog.ts";
import { isSecret } from "../../../schema/manifest/secret-kinds.ts";
import { goodValue } from "../../../schema/manifest/requirement.test-kit.ts";
import { TAKEN_OUT, takeOutSecrets } from "./take-out-secrets.ts";

const ALL = CATALOG.flatMap(({ requirements }) => requirements);

/** Built from parts, so that nobody's scanner takes the test for a leak. */
const SECRETS = [
  ["sk-ant-", "api03-Zq8vJ2mW1xTfLr0pYcN5hB7kD4sGuE6aQ9"],
  ["sk_", "live_4eC39HqLyjWDarjtT1zdp7dc"],
  ["EAA", "JZCq8vJ2mW1xTfLr0pYcN5hB7kD4sGuE6aQ9oVbZAxK3"],
  ["xoxb", "-2345678901-2345678901234-Zq8vJ2mW1xTfLr0pYcN5hB7k"],
  ["ghp_", "Zq8vJ2mW1xTfLr0pYcN5hB7kD4sGuE6aQ9oV"],
  ["AIza", "SyD4sGuE6aQ9oVbAxK3Zq8vJ2mW1xTfLr0p"],
  ["ya29.", "a0AfH6SMBx-Zq8vJ2mW1xTfLr0pYcN5hB7k"],
  ["SG.", "Zq8vJ2mW1xTfLr0pYcN5hB.7kD4sGuE6aQ9oVbAxK3Zq8vJ2mW1xTfLr0p"],
  ["re_", "Zq8vJ2mW_1xTfLr0pYcN5hB7k"],
  ["AC", "0123456789abcdef0123456789abcdef"],
  ["whsec_", "Zq8vJ2mW1xTfLr0pYcN5hB7kD4sG"],
  ["110201543:", "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"],
  ["eyJhbGciOiJIUzI1NiJ9.", "eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"],
  ["https://hooks.example.com/services/", "T00000000/B00000000/XqZq8vJ2mW1xTfLr0pYcN5"],
  ["d41d8cd98f00", "b204e9800998ecf8427e"],
  ["Tr0ub4", "dor&3x"],
  ["Zq8vJ2mW1x", "TfLr0pYcN5"],
  ["aB3dE6gH9", "jK2mN5"],
].map(([head = "", tail = ""]) => head + tail);

const SENTENCES = (secret: string): string[] => [
  secret,
  `Here it is: ${secret}`,
  `my key is ${secret}, please install it`,
  `(${secret})`,
  `"${secret}".`,
  `Hello,\n${secret}\nthanks`,
  `https://example.com/?key=${secret}&a=b`,
];

describe("takes a secret out", () => {
  it.each(SECRETS)("%s", (secret) => {
    for (const sentence of SENTENCES(secret)) {
      const { text, removed } = takeOutSecrets(sentence);
      expect(text, sentence).not.toContain(secret);
      expect(removed).toBeGreaterThan(0);
      expect(text).toContain(TAKEN_OUT);
    }
  });

  it.each([
    ["password: correcthorse", "correcthorse"],
    ["Password = hunter2", "hunter2"],
    ["the password is hunter2!", "hunter2"],
    ["pw: s3cr", "s3cr"],
    ["API key: abcdefgh", "abcdefgh"],
    ["api_key=abcdefgh", "abcdefgh"],
    ["Access token → abcdefgh1", "abcdefgh1"],
    ["Access token: ---.", "---."],
    ["key is: canary34abc", "canary34abc"],
    ["pass: canary35abc", "canary35abc"],
    ["Access token: --0.", "--0."],
    ["das Passwort ist Sommer2026", "Sommer2026"],
    ["contraseña: verano", "verano"],
    ["our verify token is banana99", "banana99"],
    ["postgres://root:hunter2@db.example.com/x", "hunter2"],
    ["-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----", "MIIEvQIBADAN"],
    ['{"type": "service_account", "private_key": "abc def", "client_email": "a@b.example"}', "abc def"],
    ["Authorization: Bearer abcdef123456", "abcdef123456"],
    ["password: Mistaken-Horse42!", "Horse42"],
    ["https://mistaken.io/?key=Zq8vJ2mW1xTfLr0p", "Zq8vJ2mW1xTfLr0p"],
    ["password: \uE000Horse42!", "Horse42"],
    ["password: [secret taken out]Horse42!", "Horse42"],
    ['password: "correct horse battery"', "battery"],
    ['{"password": "correct horse battery"}', "horse"],
    ["Passwort = ‘eins zwei drei’", "zwei"],
  ])("%s", (sentence, secret) => {
    const { text, removed } = takeOutSecrets(sentence, ALL);
    expect(text).not.toContain(secret);
    expect(removed).toBeGreaterThan(0);
  });

  it("of the form that a module's own secret has, wherever it stands", () => {
    const requirement = {
      kind: "secret",
      name: "passcode",
      label: "Pass code",
      help: "It is printed on the box.",
      required: true,
      sharing: "perAccount",
      pattern: { source: "^zz[a-z]{4}$", message: "must be six letters" },
    } as const;
    expect(takeOutSecrets("Well, zzabcd or what", [requirement])).toEqual({
      text: `Well, ${TAKEN_OUT} or what`,
      removed: 1,
    });
    expect(takeOutSecrets("pass code: abcd", [requirement]).removed).toBe(1);
  });

  it("of the catalog, drawn at random and pasted after its label", () => {
    const secrets = ALL.filter((one) => isSecret(one) && one.kind !== "json-key-file");
    fc.assert(
      fc.property(
        fc.constantFrom(...secrets).chain((one) => goodValue(one).map((value) => ({ label: one.label, value }))),
        ({ label, value }) => {
          const { text } = takeOutSecrets(`${label}: ${value}`, ALL);
          fc.pre(/^\S{4,}$/.test(value) && /^[\w.~+/=-]+$/.test(value));
          expect(text).not.toContain(value);
        },
      ),
      { numRuns: 300 },
    );
  });
});

it("takes nothing out of what it has taken out of before", () => {
  const { text } = takeOutSecrets('password: hunter22, token "Zq8vJ2mW1xTfLr0p" and "key": "one two three"', ALL);
  expect(text).toBe(`password: ${TAKEN_OUT}, token "${TAKEN_OUT}" and "key": "${TAKEN_OUT}"`);
  expect(takeOutSecrets(text, ALL)).toEqual({ text, removed: 0 });
});

describe("leaves words as they are", () => {
  it.each([
    "Please set up WhatsApp first, then the calendar.",
    "The token is expired, what now?",
    "My number is +44 7700 900123 and the id is 105551112223334.",
    "Write to someone.else@example.com or see https://developers.example.com/docs/getting-started/",
    "We open at 10:30 on 2026-11-20; version 1.4.0 costs $99.50.",
    "Which password do you mean?",
    "Where do I find the API key?",
    "I don't have a secret. Is the access token the same as the app secret?",
    "Our company is called Blumenhandlung-am-Hauptbahnhof GmbH & Co. KG.",
    "Internationalization of the telecommunications-infrastructure",
    "Use claude-sonnet-5-5, the cheaper one",
    "key-accounts-are-important, and so are responsibilities and re-establishing-connections",
    "Можно настроить позже? 你好，请稍后再设置。",
    "",
  ])("%s", (sentence) => expect(takeOutSecrets(sentence, ALL)).toEqual({ text: sentence, removed: 0 }));
});
