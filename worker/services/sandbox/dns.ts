import type { SandboxDnsRecord } from "../../../schema/contracts/sandbox.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { allSandboxRecords, dropSandboxRecord, putSandboxRecord } from "../../directory/sandbox-dns.ts";
import { isSandboxDns } from "../../dns/txt-records.ts";
import type { Env } from "../../env.ts";

/** TXT records that the sandbox answers with, where it stands in for the world's DNS. Throws `not_found` elsewhere. */
export async function listDnsRecords(env: Env): Promise<SandboxDnsRecord[]> {
  requireSandboxDns(env);
  return (await allSandboxRecords(env)).map(({ name, value }) => ({ name, value }));
}

/** Writes one. Throws `not_found`, `conflict` when there are too many. */
export async function writeDnsRecord(env: Env, record: SandboxDnsRecord, now: number): Promise<void> {
  requireSandboxDns(env);
  if (!(await putSandboxRecord(env, { ...record, createdAt: now })))
    throw new TrellisError("conflict", { message: "The sandbox's DNS is full. Remove a record first." });
}

/** Takes one away. Throws `not_found`. */
export async function removeDnsRecord(env: Env, record: SandboxDnsRecord): Promise<void> {
  requireSandboxDns(env);
  await dropSandboxRecord(env, record);
}

function requireSandboxDns(env: Env): void {
  if (!isSandboxDns(env)) throw new TrellisError("not_found");
}
