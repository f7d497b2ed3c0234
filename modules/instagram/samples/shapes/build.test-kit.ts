import type { Sample } from "../../../sample.test-kit.ts";

/** Builds samples by hand. For tests. */
export const ACCOUNT = "17841460012345671";
export const PERSON = "6120047731905999";
export const AT = 1_795_082_600_000;
export const FILE = "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=";

let made = 0;
/** Real ids are about 140 to 200 characters of base64. */
export function mid(name: string): string {
  return `aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3ODQxNDYwMDEyMzQ1NjcxOjM0MDI4MjM2Njg0MTcxMDMwMTI0NDI1ODM0${name}`.padEnd(
    150,
    "Z",
  );
}

export function event(part: object, also: object = {}): object {
  made += 1;
  return { sender: { id: PERSON }, recipient: { id: ACCOUNT }, timestamp: AT + made, ...part, ...also };
}

export function body(entry: object): object {
  return { object: "instagram", entry: [{ time: AT + 613, id: ACCOUNT, ...entry }] };
}

export const NOTHING: Sample["expect"] = {
  messages: 0,
  statuses: 0,
  reactions: 0,
  echoes: 0,
  text: null,
  type: "none",
};
export const IGNORED: Sample["expect"] = { ...NOTHING, ignored: true };

export function shape(
  name: string,
  payload: object,
  expect: Partial<Sample["expect"]>,
  also: Partial<Sample> = {},
): Sample {
  return { name, channel: "instagram", payload, expect: { ...NOTHING, ...expect }, ...also };
}

/** One message of the customer, in `messaging`. */
export function message(name: string, given: object, expect: Partial<Sample["expect"]>): Sample {
  const payload = body({ messaging: [event({ message: { mid: mid(name), ...given } })] });
  return shape(name, payload, { messages: 1, ...expect });
}

export function attached(name: string, type: string, payload: object, expect: Partial<Sample["expect"]>): Sample {
  return message(name, { attachments: [{ type, payload }] }, expect);
}

/** One event about a message that is here already. */
export function about(
  name: string,
  direction: "in" | "out",
  part: (id: string) => object,
  expect: Partial<Sample["expect"]>,
  also: object = {},
): Sample {
  const id = mid(name);
  return shape(
    name,
    body({ messaging: [event(part(id), also)] }),
    { target: id, ...expect },
    {
      seed: [
        {
          tenant: "A",
          direction,
          id,
          peer: PERSON,
          text: `Seed of ${name}`,
          ...(direction === "out" ? { status: "sent" } : {}),
        },
      ],
    },
  );
}

export const OUTWARD = { sender: { id: ACCOUNT }, recipient: { id: PERSON } };
