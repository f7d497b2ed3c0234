import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { discordSandbox } from "../../../modules/discord/sandbox.ts";
import { fakeCarriers, KEY as CARRIER_KEY } from "../../../modules/email/sandbox.ts";
import { wayTo } from "../../../modules/http/built-in.ts";
import { messengerSandbox } from "../../../modules/messenger/sandbox.ts";
import type { BuiltInProvider } from "../../../modules/module.ts";
import { slackSandbox } from "../../../modules/slack/sandbox.ts";
import { telegramSandbox } from "../../../modules/telegram/sandbox.ts";

interface StandIn {
  /** The values it takes, by requirement. */
  values: Readonly<Record<string, string>>;
  variable: string;
  provider: Pick<BuiltInProvider, "answer">;
  /** What its addresses begin with, where the module speaks with more than one host. */
  host?: string;
}

const STRIPE_KEY = "sk_test_51H8canary51H8canary";

/** Providers of seven modules, each as its own documents: what each module's test mode plays, behind a door of its own. */
const STAND_INS: Readonly<Record<string, StandIn>> = {
  messenger: { values: messengerSandbox.credentials, variable: "META_GRAPH_URL", provider: messengerSandbox },
  telegram: { values: telegramSandbox.credentials, variable: "TELEGRAM_API_URL", provider: telegramSandbox },
  slack: { values: slackSandbox.credentials, variable: "SLACK_API_URL", provider: slackSandbox },
  discord: { values: discordSandbox.credentials, variable: "DISCORD_API_URL", provider: discordSandbox },
  email: {
    values: { carrier: "postmark", apiKey: CARRIER_KEY, sender: "hello@harbour.shop" },
    variable: "POSTMARK_API_URL",
    provider: { answer: wayTo(fakeCarriers()) },
    host: "https://api.postmarkapp.com",
  },
  payments: {
    values: { secretKey: STRIPE_KEY },
    variable: "STRIPE_API_URL",
    provider: {
      answer: wayTo(({ address, headers }) =>
        address === "/v1/account" && headers.get("authorization") === `Bearer ${STRIPE_KEY}`
          ? Response.json({ id: "acct_1032D82eZvKYlo2C", object: "account", country: "IT" })
          : Response.json({ error: { type: "invalid_request_error", message: "Invalid API Key" } }, { status: 401 }),
      ),
    },
  },
  // It asks for nothing, and nobody.
  moderation: { values: {}, variable: "", provider: { answer: wayTo(() => undefined) } },
};

/** Seven modules that can be set up without an outside account: what each takes, and the variables of a product that reaches them. */
export async function startStandInProviders(): Promise<{
  values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  variables: Record<string, string>;
  stop: () => Promise<void>;
}> {
  const doors = await Promise.all(
    Object.values(STAND_INS)
      .filter(({ variable }) => variable !== "")
      .map(openDoor),
  );
  return {
    values: Object.fromEntries(Object.entries(STAND_INS).map(([slug, { values }]) => [slug, values])),
    variables: Object.fromEntries(doors.map(({ variable, url }) => [variable, url])),
    stop: async () => void (await Promise.all(doors.map(({ close }) => close()))),
  };
}

async function openDoor({ variable, provider, host = "" }: StandIn) {
  const server = createServer((request, response) => {
    void (async () => {
      const method = request.method ?? "GET";
      const text = await bodyOf(request);
      const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === "string" ? [[name, value]] : [],
      );
      const init = { method, headers, ...(text === "" ? {} : { body: text }) };
      const answer = await provider.answer(`${host}${request.url ?? "/"}`, init);
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    variable,
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
