import type { SandboxCustomer } from "../../schema/contracts/sandbox.ts";
import { canonicalPhone } from "../../schema/phone.ts";
import type { Sandbox } from "./sandbox.ts";

export type CustomerRow = {
  id: number;
  name: string;
  phone: string | null;
  bsuid: string | null;
  username: string | null;
  /** Instagram's id of them, for this account alone. */
  igsid: string | null;
  /** When they last wrote, ms; null when they never did. */
  wrote_at: number | null;
};

const LISTED_MAX = 200;

/** The people of this phone, those heard from last first. */
export function listCustomers({ storage }: Sandbox): SandboxCustomer[] {
  return storage.sql
    .exec<CustomerRow>(
      "SELECT id, name, phone, bsuid, username, wrote_at FROM customers ORDER BY seen_at DESC, id DESC LIMIT ?",
      LISTED_MAX,
    )
    .toArray()
    .map(({ name, phone, bsuid, username }) => ({
      name,
      ...(phone === null ? {} : { phone }),
      ...(bsuid === null ? {} : { bsuid }),
      ...(username === null ? {} : { username }),
    }));
}

/** What a person is found by: a number or business-scoped id, or where there is neither the handle. */
export type CustomerKey = Pick<SandboxCustomer, "phone" | "bsuid" | "username">;

const COLUMNS = "id, name, phone, bsuid, username, igsid, wrote_at";

/** A person by any of their ids, undefined when nobody has it. */
export function findCustomer({ storage }: Sandbox, { phone, bsuid, username }: CustomerKey): CustomerRow | undefined {
  const byBsuid =
    bsuid === undefined
      ? []
      : storage.sql.exec<CustomerRow>(`SELECT ${COLUMNS} FROM customers WHERE bsuid = ?`, bsuid).toArray();
  const byPhone =
    phone === undefined
      ? []
      : storage.sql
          .exec<CustomerRow>(`SELECT ${COLUMNS} FROM customers WHERE phone_key = ?`, canonicalPhone(phone))
          .toArray();
  const byHandle =
    phone === undefined && bsuid === undefined && username !== undefined
      ? storage.sql
          .exec<CustomerRow>(`SELECT ${COLUMNS} FROM customers WHERE username = ? AND igsid IS NOT NULL`, username)
          .toArray()
      : [];
  return byBsuid[0] ?? byPhone[0] ?? byHandle[0];
}

/** A person by Instagram's id. */
export function customerByIgsid({ storage }: Sandbox, igsid: string): CustomerRow | undefined {
  return storage.sql.exec<CustomerRow>(`SELECT ${COLUMNS} FROM customers WHERE igsid = ?`, igsid).toArray()[0];
}

/** Finds a person or lets the phone know one; what is told anew about them is kept. */
export function rememberCustomer(
  sandbox: Sandbox,
  customer: SandboxCustomer,
  { at, wrote }: { at: number; wrote: boolean },
): CustomerRow {
  const { sql } = sandbox.storage;
  const known = findCustomer(sandbox, customer);
  const holder = customer.phone === undefined ? undefined : findCustomer(sandbox, { phone: customer.phone });
  // A number that is someone else's stays theirs.
  const phone = holder === undefined || holder.id === known?.id ? customer.phone : undefined;
  if (known === undefined) {
    sql.exec(
      "INSERT INTO customers (name, phone, phone_key, bsuid, username, igsid, wrote_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      customer.name,
      phone ?? null,
      phone === undefined ? null : canonicalPhone(phone),
      customer.bsuid ?? null,
      customer.username ?? null,
      phone === undefined && customer.bsuid === undefined ? drawnIgsid() : null,
      wrote ? at : null,
      at,
    );
  } else {
    sql.exec(
      "UPDATE customers SET name = ?, phone = coalesce(?, phone), phone_key = coalesce(?, phone_key), bsuid = coalesce(bsuid, ?), username = coalesce(?, username), wrote_at = max(coalesce(wrote_at, 0), ?), seen_at = max(seen_at, ?) WHERE id = ?",
      customer.name,
      phone ?? null,
      phone === undefined ? null : canonicalPhone(phone),
      customer.bsuid ?? null,
      customer.username ?? null,
      wrote ? at : 0,
      at,
      known.id,
    );
  }
  const row = findCustomer(sandbox, customer);
  if (row === undefined) throw new Error("a customer whom nothing names");
  return row;
}

/** Someone the business writes to whom this phone has not met: WhatsApp would know them all the same. */
export function meetByPhone(sandbox: Sandbox, phone: string): CustomerRow {
  return (
    findCustomer(sandbox, { phone }) ??
    rememberCustomer(sandbox, { name: `+${phone}`, phone }, { at: sandbox.now(), wrote: false })
  );
}

/** 16 digits, as Instagram's are. Drawn, so that an account made anew mixes nobody up. */
function drawnIgsid(): string {
  return `6${Array.from(crypto.getRandomValues(new Uint8Array(15)), (byte) => byte % 10).join("")}`;
}
