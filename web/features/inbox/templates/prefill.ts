import type { TemplateShape } from "../../../../schema/contracts/template-shape.ts";
import type { TemplateValues } from "../../../../schema/templates/fill-template.ts";
import { variablesOf } from "../../../../schema/templates/variables.ts";

/** What of a person may stand in a template. */
interface Known {
  name: string;
  phone: string | null;
}

/** A numbered variable right behind a greeting, or at the very beginning: there people put the first name. */
const GREETED = /^\s*(?:\p{L}+[,!]?\s+)?\{\{1\}\}/u;

/** The values that can be known beforehand. Someone known by a number alone has no name to greet with. */
export function prefill(
  shape: TemplateShape,
  { name, phone }: Known,
): Required<Omit<TemplateValues, "buttons">> & { buttons: Record<string, string> } {
  const whole = /^\p{L}/u.test(name) ? name : undefined;
  const first = whole?.split(/\s+/)[0];
  const known: Record<string, string | undefined> = {
    first_name: first,
    firstname: first,
    given_name: first,
    name: first,
    customer: first,
    customer_name: whole,
    full_name: whole,
    last_name: whole?.split(/\s+/).slice(1).join(" ") || undefined,
    phone: phone ?? undefined,
    phone_number: phone ?? undefined,
  };
  const values = { header: {} as Record<string, string>, body: {} as Record<string, string>, buttons: {} };
  for (const { key, part } of variablesOf(shape)) {
    if (part === "buttons") continue;
    const value =
      key === "1" ? (part === "body" && GREETED.test(shape.body) ? first : undefined) : known[key.toLowerCase()];
    if (value !== undefined) values[part][key] = value;
  }
  return values;
}
