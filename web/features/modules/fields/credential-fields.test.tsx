import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import fc from "fast-check";
import { createRoot } from "solid-js";
import { afterEach, describe, expect, it } from "vitest";
import type { Requirement } from "../../../../schema/manifest/requirement.ts";
import type { FieldRule } from "../../../../schema/manifest/field-rule.ts";
import { credentialFaults } from "../../../../schema/manifest/credential-faults.ts";
import { goodValues, someNames, someRequirement, someRules } from "../../../../schema/manifest/requirement.test-kit.ts";
import { ApiError } from "../../../rest/client.ts";
import { type CredentialForm, createCredentialForm } from "./credential-form.ts";
import { CredentialFields } from "./credential-fields.tsx";

afterEach(cleanup);

const REQUIREMENTS: Requirement[] = [
  {
    name: "numberId",
    kind: "text",
    label: "Number ID",
    help: "Not the number itself.",
    whereToFind: { text: "API Setup", url: "https://provider.com/setup" },
    required: true,
    sharing: "perAccount",
    pattern: { source: "^[0-9]+$", message: "must be digits" },
  },
  { name: "token", kind: "secret", label: "Token", help: "Permanent.", required: true, sharing: "shareable" },
  {
    name: "secret",
    kind: "secret",
    label: "App secret",
    help: "Only with an own app.",
    required: false,
    sharing: "shareable",
  },
];

function draw(
  requirements: readonly Requirement[] = REQUIREMENTS,
  options: Parameters<typeof createCredentialForm>[1] = {},
): CredentialForm {
  let form: CredentialForm | undefined;
  render(() => {
    form = createCredentialForm(() => requirements, options);
    return <CredentialFields requirements={requirements} form={form} />;
  });
  return form!;
}
const type = (label: string, value: string): void => {
  fireEvent.input(screen.getByLabelText(label, { exact: false, selector: "input" }), { target: { value } });
};

describe("the form a manifest becomes", () => {
  it("labels every field, hides secrets, and says where to find things", () => {
    draw();
    expect(screen.getByLabelText<HTMLInputElement>("Number ID").type).toBe("text");
    expect(screen.getByLabelText<HTMLInputElement>("Token", { selector: "input" }).type).toBe("password");
    expect(screen.getByLabelText<HTMLInputElement>(/^App secret/, { selector: "input" }).required).toBe(false);
    expect(screen.getByText(/API Setup/).getAttribute("href")).toBe("https://provider.com/setup");
  });

  it("checks by the manifest's rules before anything is sent", () => {
    const form = draw();
    expect(form.check()).toBe(false);
    expect(screen.getAllByText("This is needed.")).toHaveLength(2);
    type("Number ID", "+44 77");
    expect(screen.getByText("This must be digits.")).toBeTruthy();
    type("Number ID", " 4477 ");
    type("Token", "abc");
    expect(form.check()).toBe(true);
    expect(form.values()).toEqual({ numberId: "4477", token: "abc" });
  });

  it("says nothing of a field nobody has filled yet", () => {
    draw();
    fireEvent.blur(screen.getByLabelText("Token", { selector: "input" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("places what the API refused on its field, until that is typed anew", () => {
    const form = draw();
    const items = [{ code: "invalid" as const, message: "Meta does not know this token.", field: "credentials.token" }];
    form.refuse(new ApiError({ status: 400, code: "invalid", message: "No.", items }));
    const token = screen.getByLabelText("Token", { selector: "input" });
    expect(token.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByRole("alert").textContent).toBe("Meta does not know this token.");
    expect(token.getAttribute("aria-describedby")).toContain(screen.getByRole("alert").id);
    type("Token", "another");
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("rules over several fields", () => {
  const rules: FieldRule[] = [
    { kind: "needs", field: "secret", needs: ["verify"], message: "Make up a verify token as well." },
  ];
  const optional = (name: string, label: string): Requirement => ({ ...REQUIREMENTS[2]!, name, label }) as Requirement;
  const both = [optional("secret", "App secret"), optional("verify", "Verify token")];

  it("are told at the field they ask for, before anything is sent", () => {
    const form = draw(both, { rules: () => rules });
    expect(form.check()).toBe(true);
    type("App secret", "abc");
    expect(form.check()).toBe(false);
    expect(screen.getByRole("alert").textContent).toBe("Make up a verify token as well.");
    type("Verify token", "xyz");
    expect(form.check()).toBe(true);
  });

  it("count a stored value that an empty field keeps", () => {
    const form = draw(both, { rules: () => rules, kept: (name) => (name === "verify" ? "kept" : undefined) });
    type("App secret", "abc");
    expect(form.check()).toBe(true);
    expect(form.values()).toEqual({ secret: "abc" });
  });

  const choice: Requirement = {
    kind: "select",
    name: "service",
    label: "Service",
    help: "Which of the two.",
    required: true,
    sharing: "shareable",
    options: [
      { value: "letters", label: "Letters" },
      { value: "calls", label: "Calls" },
    ],
  };
  const choices: FieldRule[] = [
    { kind: "needs", field: "service", is: "letters", needs: ["secret"], message: "Letters need their secret." },
    { kind: "needs", field: "service", is: "calls", needs: ["verify"], message: "Calls need their token." },
  ];

  it("show what a choice needs with that choice alone, and send nothing of the other", () => {
    const form = draw([choice, ...both], { rules: () => choices });
    expect([screen.queryByLabelText(/^App secret/), screen.queryByLabelText(/^Verify token/)]).toEqual([null, null]);
    const choose = (value: string) => fireEvent.change(screen.getByLabelText("Service"), { target: { value } });
    choose("letters");
    type("App secret", "of letters");
    choose("calls");
    expect(screen.queryByLabelText(/^App secret/)).toBeNull();
    expect(form.check()).toBe(false);
    expect(screen.getByRole("alert").textContent).toBe("Calls need their token.");
    type("Verify token", "of calls");
    expect(form.check()).toBe(true);
    expect(form.values()).toEqual({ service: "calls", verify: "of calls" });
    choose("letters");
    expect(form.values()).toEqual({ service: "letters", secret: "of letters" });
  });

  it("go by the stored choice where an empty field keeps it, also one the form does not show", () => {
    const kept = (name: string) => (name === "service" ? "calls" : undefined);
    const form = draw(both, { rules: () => choices, kept });
    expect(screen.queryByLabelText(/^App secret/)).toBeNull();
    expect(form.check()).toBe(false);
    type("Verify token", "of calls");
    expect(form.check()).toBe(true);
  });
});

describe("each kind", () => {
  const common = { help: "What it is for.", required: true, sharing: "shareable" } as const;

  it("has the field that suits it", () => {
    const form = draw([
      { kind: "url", name: "site", label: "Address", ...common },
      { kind: "email", name: "sender", label: "Sender", ...common },
      { kind: "phone", name: "number", label: "Number", ...common },
      { kind: "number", name: "port", label: "Port", ...common, unit: "TCP" },
      { kind: "boolean", name: "tls", label: "Encrypt", ...common },
      {
        kind: "select",
        name: "region",
        label: "Region",
        ...common,
        options: [
          { value: "eu", label: "Europe" },
          { value: "us", label: "America" },
        ],
      },
    ]);
    expect(screen.getByLabelText<HTMLInputElement>("Address").type).toBe("url");
    expect(screen.getByLabelText<HTMLInputElement>("Sender").type).toBe("email");
    expect(screen.getByLabelText<HTMLInputElement>("Number").type).toBe("tel");
    expect(screen.getByLabelText<HTMLInputElement>("Port (TCP)").inputMode).toBe("decimal");
    type("Address", "https://a.com");
    type("Sender", "me@a.example");
    type("Number", "07700 900123");
    type("Port (TCP)", "587");
    expect(form.check()).toBe(false);
    expect(screen.getAllByRole("alert").map(({ textContent }) => textContent)).toEqual([
      "This must be the number with its country code, like +44 7700 900123.",
      "This is needed.",
    ]);
    type("Number", "+44 7700 900123");
    fireEvent.change(screen.getByLabelText("Region"), { target: { value: "us" } });
    expect(form.check()).toBe(true);
    expect(form.values()["tls"]).toBe("false");
    fireEvent.click(screen.getByRole("switch", { name: "Encrypt" }));
    expect(form.values()).toMatchObject({ tls: "true", region: "us" });
  });

  it("opens the provider's page for what one agrees to there, and takes what it shows", () => {
    const form = draw([
      {
        kind: "oauth",
        name: "grant",
        label: "Token",
        ...common,
        provider: "Acme",
        authorizeUrl: "https://acme.com/authorize",
        scopes: ["read", "write"],
      },
    ]);
    const link = screen.getByRole<HTMLAnchorElement>("link", { name: /Agree at Acme/ });
    expect(link.href).toBe("https://acme.com/authorize?scope=read+write");
    expect(screen.getByLabelText<HTMLInputElement>("Token", { selector: "input" }).type).toBe("password");
    type("Token", "shown-there");
    expect(form.values()).toEqual({ grant: "shown-there" });
  });

  const KEY_FILE: Requirement = {
    kind: "json-key-file",
    name: "keyFile",
    label: "Key file",
    ...common,
    members: ["client_email", "private_key"],
    equals: { type: "service_account" },
    hintMember: "client_email",
  };
  const FILE = JSON.stringify({ type: "service_account", client_email: "bot@acme.example", private_key: "-----KEY" });

  it("reads a key file that is dropped, says whose it is, and not what is in it", async () => {
    const form = draw([KEY_FILE]);
    const zone = screen.getByLabelText("Key file").parentElement!;
    fireEvent.drop(zone, { dataTransfer: { files: [new File([FILE], "acme.json")] } });
    await screen.findByText("bot@acme.example");
    screen.getByText("acme.json");
    expect(document.body.innerHTML).not.toContain("-----KEY");
    expect(form.values()).toEqual({ keyFile: FILE });
    fireEvent.click(screen.getByRole("button", { name: "Remove Key file" }));
    expect(form.values()).toEqual({});
  });

  it("tells a wrong file before anything is sent", () => {
    draw([KEY_FILE]);
    fireEvent.input(screen.getByLabelText("Key file"), {
      target: { value: '{"type":"user","client_email":"a","private_key":"k"}' },
    });
    fireEvent.blur(screen.getByLabelText("Key file"));
    expect(screen.getByRole("alert").textContent).toBe("This must be a key file whose “type” is “service_account”.");
  });
});

describe("any manifest", () => {
  const ruled = someNames(6)
    .chain((names) => fc.tuple(...names.map(someRequirement)))
    .chain((fields) => fc.tuple(fc.constant(fields), someRules(fields), goodValues(fields), fc.subarray(fields)));

  it("with rules may be sent exactly when the server would take what it sends, and says at a field why not", () => {
    fc.assert(
      fc.property(ruled, ([fields, rules, values, dropped]) => {
        const form = createRoot(() => createCredentialForm(() => fields, { rules: () => rules }));
        for (const { name } of fields.filter((field) => !dropped.includes(field))) form.set(name, values[name] ?? "");
        const sound = credentialFaults(fields, rules, form.values()).length === 0;
        expect(form.check()).toBe(sound);
        expect(fields.some(({ name }) => form.asks(name) && form.errorOf(name) !== undefined)).toBe(!sound);
      }),
    );
  });

  const filled = someNames(6)
    .chain((names) => fc.tuple(...names.map(someRequirement)))
    .chain((fields) => fc.tuple(fc.constant(fields), goodValues(fields), fc.subarray(fields)));

  it("may be sent exactly when every required value is there, and sends no empty one", () => {
    fc.assert(
      fc.property(filled, ([fields, values, dropped]) => {
        const form = createRoot(() => createCredentialForm(() => fields));
        const given = fields.filter((field) => !dropped.includes(field));
        for (const { name } of given) form.set(name, ` ${values[name]} `);
        // A switch always stands one way or the other.
        const missing = dropped.filter(({ required, kind }) => required && kind !== "boolean");
        expect(form.check()).toBe(missing.length === 0);
        expect(fields.filter(({ name }) => form.errorOf(name) !== undefined)).toEqual(missing);
        expect(Object.values(form.values()).every((value) => value !== "" && value === value.trim())).toBe(true);
      }),
    );
  });

  it("is drawn whole, each field under its label", () => {
    fc.assert(
      fc.property(filled, ([fields]) => {
        draw(fields);
        for (const { label } of fields) expect(screen.getAllByText(label, { exact: false }).length).toBeGreaterThan(0);
        expect(document.querySelectorAll("input:not([type=file]), select, textarea, [role=switch]")).toHaveLength(
          fields.length,
        );
        cleanup();
      }),
      { numRuns: 50 },
    );
  });
});
