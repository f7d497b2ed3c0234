import type { SandboxCustomer } from "../../schema/contracts/sandbox.ts";
import { canonicalPhone } from "../../schema/phone.ts";
import type { Sandbox } from "./sandbox.ts";

export type CustomerRow = {
  id: number;
  name: string;
  phone: string | null;
  bsuid: string | null;
  username: string | null;
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

/** A person by either id, undefined when nobody has it. */
export function findCustomer(
  { storage }: Sandbox,
  { phone, bsuid }: Pick<SandboxCustomer, "phone" | "bsuid">,
): CustomerRow | undefined {
  const columns = "id, name, phone, bsuid, username, wrote_at";
  const byBsuid =
    bsuid === undefined
      ? []
      : storage.sql.exec<CustomerRow>(`SELECT ${columns} FROM customers WHERE bsuid = ?`, bsuid).toArray();
  const byPhone =
    phone === undefined
      ? []
      : storage.sql
          .exec<CustomerRow>(`SELECT ${columns} FROM customers WHERE phone_key = ?`, canonicalPhone(phone))
          .toArray();
  return byBsuid[0] ?? byPhone[0];
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
      "INSERT INTO customers (name, phone, phone_key, bsuid, username, wrote_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      customer.name,
      phone ?? null,
      phone === undefined ? null : canonicalPhone(phone),
      customer.bsuid ?? null,
      customer.username ?? null,
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
  if (row === undefined) throw new Error("a customer without phone and bsuid");
  return row;
}

/** Someone the business writes to whom this phone has not met: WhatsApp would know them all the same. */
export function meetByPhone(sandbox: Sandbox, phone: string): CustomerRow {
  return (
    findCustomer(sandbox, { phone }) ??
    rememberCustomer(sandbox, { name: `+${phone}`, phone }, { at: sandbox.now(), wrote: false })
  );
}
