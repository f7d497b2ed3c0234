import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { Requirement } from "../../../../schema/manifest/requirement.ts";
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
    whereToFind: { text: "API Setup", url: "https://provider.example/setup" },
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

function draw(): CredentialForm {
  let form: CredentialForm | undefined;
  render(() => {
    form = createCredentialForm(() => REQUIREMENTS);
    return <CredentialFields requirements={REQUIREMENTS} form={form} />;
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
    expect(screen.getByText(/API Setup/).getAttribute("href")).toBe("https://provider.example/setup");
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

describe("any manifest", () => {
  const requirement = fc.record({
    name: fc.stringMatching(/^[a-z][A-Za-z0-9]{0,20}$/),
    kind: fc.constantFrom("text" as const, "secret" as const),
    label: fc.string({ minLength: 1 }),
    help: fc.string(),
    required: fc.boolean(),
    sharing: fc.constantFrom("shareable" as const, "perAccount" as const),
  });
  const requirements = fc.uniqueArray(requirement, { selector: ({ name }) => name, maxLength: 8 });

  it("may be sent exactly when every required value is there, and sends no empty one", () => {
    fc.assert(
      fc.property(
        requirements,
        fc.array(fc.string({ maxLength: 6 }), { minLength: 8, maxLength: 8 }),
        (fields, typed) => {
          const form = createCredentialForm(() => fields);
          for (const [index, { name }] of fields.entries()) form.set(name, typed[index] ?? "");
          const missing = fields.filter(({ name, required }) => required && form.valueOf(name).trim() === "");
          expect(form.check()).toBe(missing.length === 0);
          expect(fields.filter(({ name }) => form.errorOf(name) !== undefined)).toEqual(missing);
          expect(Object.values(form.values()).every((value) => value !== "" && value === value.trim())).toBe(true);
        },
      ),
    );
  });
});
