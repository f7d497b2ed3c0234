/** A thin JSON client for setting benchmarks and fault tests up; throws with the answer when it is not 2xx. */
export interface ApiClient {
  token: string;
  call<T>(method: string, path: string, options?: { tenant?: string; body?: unknown }): Promise<T>;
}

export const ADMIN = { email: "admin@bench.example", password: "a long bench password" };

/** Signs in as the first platform admin. */
export async function signIn(url: string): Promise<ApiClient> {
  const client: ApiClient = { token: "", call };
  const { token } = await call<{ token: string }>("POST", "/api/users/login", { body: ADMIN });
  client.token = token;
  return client;

  async function call<T>(
    method: string,
    path: string,
    { tenant, body }: { tenant?: string; body?: unknown } = {},
  ): Promise<T> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(client.token === "" ? {} : { authorization: `Bearer ${client.token}` }),
        ...(tenant === undefined ? {} : { "x-tenant": tenant }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }
}

export interface BenchAccount {
  id: string;
  phoneNumberId: string;
}

/** An agency with `count` accounts, each with WhatsApp connected to the Graph API the product was started with. */
export async function makeAccounts(client: ApiClient, count: number): Promise<BenchAccount[]> {
  const agency = await client.call<{ doc: { id: string } }>("POST", "/api/tenants", {
    body: { type: "agency", name: "Bench", slug: "bench-agency" },
  });
  // None of its limits is what is measured.
  const choose = (tenant: string) =>
    client.call("PUT", `/api/tenants/${tenant}/plan`, { tenant, body: { plan: "enterprise" } });
  await choose(agency.doc.id);
  const accounts: BenchAccount[] = [];
  for (let n = 0; n < count; n++) {
    const body = { type: "subaccount", parent: agency.doc.id, name: `Bench ${n}`, slug: `bench-${n}` };
    const { doc } = await client.call<{ doc: { id: string } }>("POST", "/api/tenants", { body });
    await choose(doc.id);
    const number = String(n).padStart(6, "0");
    const phoneNumberId = `1000000${number}`;
    const credentials = {
      phoneNumberId,
      businessAccountId: `9000000${number}`,
      accessToken: `token-of-bench-${number}`,
    };
    const installed = await client.call<{ doc: { state: string } }>("POST", "/api/integrations", {
      tenant: doc.id,
      body: { module: "whatsapp", credentials },
    });
    if (installed.doc.state !== "connected") throw new Error(`WhatsApp is ${installed.doc.state} in account ${n}`);
    accounts.push({ id: doc.id, phoneNumberId });
  }
  return accounts;
}
