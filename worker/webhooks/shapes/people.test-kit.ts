import { expect } from "vitest";
import {
  NOOR,
  BSUID,
  contacts,
  incoming,
  outgoing,
  bsuidOnly,
  line,
  noorHas,
  change,
  item,
  type Shape,
} from "./shape.test-kit.ts";

/** Who a person is, and how that changes. */
export const PEOPLE: Shape[] = [
  {
    name: "a new number",
    seed: incoming,
    payload: change("messages", {
      messages: [
        item({
          type: "system",
          system: {
            body: "User Noor Haddad changed from 447700900417 to 447700900999",
            wa_id: "447700900999",
            type: "user_changed_number",
          },
        }),
      ],
    }),
    adds: [{ ...line, text: "User Noor Haddad changed from 447700900417 to 447700900999" }],
    contacts: [
      {
        name: "Noor Haddad",
        phone: "+447700900999",
        identities: [
          expect.objectContaining({ value: "447700900999" }),
          expect.objectContaining({ value: "447700900999" }),
        ],
      },
    ],
    activities: [{ type: "contact.identity_changed" }],
    unread: 0,
  },
  {
    name: "a new number in the older form",
    seed: incoming,
    payload: change("messages", {
      messages: [
        item({
          type: "system",
          system: { body: "Changed", new_wa_id: "447700900999", customer: NOOR, type: "customer_changed_number" },
        }),
      ],
    }),
    adds: [{ ...line, text: "Changed" }],
    contacts: [{ phone: "+447700900999" }],
    unread: 0,
  },
  {
    name: "a new business-scoped id, told in words",
    seed: bsuidOnly,
    payload: change("messages", {
      messages: [
        {
          id: "wamid.new",
          timestamp: "1795082500",
          type: "system",
          system: {
            body: `User Noor Haddad changed from ${BSUID} to GB.2`,
            user_id: "GB.2",
            type: "user_changed_user_id",
          },
        },
      ],
    }),
    adds: [line],
    contacts: noorHas("GB.2"),
    unread: 0,
  },
  {
    name: "a new phone's keys",
    seed: incoming,
    payload: change("messages", {
      messages: [
        item({
          type: "system",
          system: { body: "Security code changed", type: "customer_identity_changed", identity: "x" },
        }),
      ],
    }),
    adds: [{ ...line, text: "Security code changed" }],
    contacts: noorHas(NOOR, NOOR),
    unread: 0,
  },
  {
    name: "a business-scoped id mapped to its next",
    seed: bsuidOnly,
    payload: change("user_id_update", {
      contacts: [{ user_id: "GB.2" }],
      user_id_update: [{ user_id: { previous: BSUID, current: "GB.2" }, timestamp: "1795082500" }],
    }),
    contacts: noorHas("GB.2"),
    activities: [{ type: "contact.identity_changed" }],
  },
  {
    name: "a business-scoped id for a known number",
    seed: incoming,
    payload: change("user_id_update", { contacts, user_id_update: [{ user_id: { current: BSUID } }] }),
    contacts: [
      {
        identities: expect.arrayContaining([
          expect.objectContaining({ value: BSUID }),
          expect.objectContaining({ value: NOOR }),
        ]),
      },
    ],
  },
  {
    name: "a business-scoped id told by a status",
    seed: outgoing,
    payload: change("messages", {
      statuses: [
        {
          id: "wamid.t",
          status: "delivered",
          timestamp: "1795082500",
          recipient_id: NOOR,
          recipient_user_id: BSUID,
        },
      ],
    }),
    target: { status: "delivered" },
    contacts: [
      {
        identities: expect.arrayContaining([
          expect.objectContaining({ value: BSUID }),
          expect.objectContaining({ value: NOOR }),
        ]),
      },
    ],
  },
  {
    name: "an answer from a business-scoped id that a status told of",
    seed: outgoing,
    before: [
      change("messages", {
        statuses: [
          { id: "wamid.t", status: "read", timestamp: "1795082400", recipient_id: NOOR, recipient_user_id: BSUID },
        ],
      }),
    ],
    payload: change("messages", {
      messages: [
        { id: "wamid.new", from_user_id: BSUID, timestamp: "1795082500", type: "text", text: { body: "Thanks" } },
      ],
    }),
    adds: [{ text: "Thanks" }],
    contacts: [{ phone: `+${NOOR}` }],
  },
  {
    name: "a business-scoped id of a stranger",
    payload: change("user_id_update", { user_id_update: [{ user_id: { previous: "GB.8", current: "GB.9" } }] }),
  },
  {
    name: "no list of contacts",
    payload: change("messages", { messages: [item({ type: "text", text: { body: "x" } })] }),
    adds: [{ text: "x" }],
    contacts: [{ name: `+${NOOR}` }],
  },
  {
    name: "contacts in another order than the messages",
    payload: change("messages", {
      contacts: [{ wa_id: "491511", profile: { name: "Other" } }, ...contacts],
      messages: [item({ type: "text", text: { body: "x" } })],
    }),
    adds: [{ text: "x" }],
    contacts: [{ name: "Noor Haddad" }],
  },
  {
    name: "a person with a user name and no number",
    payload: change("messages", {
      contacts: [{ user_id: BSUID, profile: { username: "noor.h" } }],
      messages: [
        { id: "wamid.new", from: "", from_user_id: BSUID, timestamp: "1795082500", type: "text", text: { body: "x" } },
      ],
    }),
    adds: [{ text: "x" }],
    contacts: [{ name: "noor.h", phone: null, identities: [expect.objectContaining({ kind: "bsuid", value: BSUID })] }],
  },
  {
    name: "a number that turns up later for the same person",
    seed: bsuidOnly,
    payload: change("messages", {
      contacts: [{ user_id: BSUID, wa_id: NOOR }],
      messages: [item({ from_user_id: BSUID, type: "text", text: { body: "x" } })],
    }),
    adds: [{ text: "x" }],
    contacts: [{ name: "Noor Haddad", phone: `+${NOOR}` }],
  },
];
