import type { Contact, Identity } from "../../../schema/contracts/contacts.ts";
import type { ContactRow, IdentityRow } from "../../../schema/data-plane/index.ts";

export type ShownIdentity = Pick<IdentityRow, "id" | "kind" | "value" | "display">;

/** A contact as the API and the sockets show it. `identities` only where they were read: single reads and depth >= 1. */
export function contactDocument(row: ContactRow, identities?: readonly ShownIdentity[]): Contact {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    stage: row.stage,
    source: row.source,
    owner: row.owner,
    company: row.company,
    tags: row.tags,
    ...(identities === undefined ? {} : { identities: identities.map(identityDocument) }),
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

function identityDocument({ id, kind, value, display }: ShownIdentity): Identity {
  return { id, kind, value, display };
}
