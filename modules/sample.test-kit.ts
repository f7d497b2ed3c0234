/** A webhook body with what a good inbox makes of it. */
export interface Sample {
  name: string;
  channel: string;
  payload: unknown;
  /** The exact body, where it is no plain JSON value. */
  raw_text?: string;
  /** Ops that grow a large body. */
  expand?: { op: "repeat"; token: string; unit: string; times: number }[];
  /** Messages that must be here first. `peer` is the customer's id on the channel. */
  seed?: { tenant: "A" | "B"; direction: "in" | "out"; id: string; peer: string; text: string; status?: string }[];
  deliver?: { signature?: string };
  expect: {
    /** New messages of customers. */
    messages: number;
    /** Messages whose status moved. */
    statuses: number;
    reactions: number;
    /** New messages the business wrote elsewhere. */
    echoes: number;
    edits?: number;
    deletes?: number;
    /** New lines of the provider's own. */
    lines?: number;
    /** Nothing about any conversation changes. */
    ignored?: boolean;
    text: string | null;
    texts?: string[];
    /** Texts that must be nowhere. */
    never_text?: string[];
    per_contact?: number;
    accept?: { text?: string[]; messages?: number[]; attachments?: number[] };
    type: string;
    attachments?: number;
    placeholder?: boolean;
    reply_to?: string;
    target?: string;
    emoji?: string;
    payload_id?: string;
    attribution?: { source_type: string; source_id: string; headline: string };
    contact?: { phone?: string; bsuid?: string; igsid?: string; name?: string };
    per_tenant?: Record<"A" | "B", number>;
    final_status?: Record<string, string>;
    /** The status the seeded message ends in. */
    final?: string;
    /** When the new message was written. */
    at?: string;
    http?: number[];
  };
}
