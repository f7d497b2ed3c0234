import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import {
  isNamed,
  NAMELESS,
  SandboxBehaviour,
  SandboxCustomer,
  SandboxMessage,
  SandboxPhoneList,
  SandboxThread,
  SandboxWrite,
} from "../../schema/contracts/sandbox.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { listPhones } from "../services/sandbox/list-phones.ts";
import { openPhone } from "../services/sandbox/open-phone.ts";

const ByIntegration = z.object({ integrationId: Id });
const Whose = SandboxCustomer.pick({ phone: true, bsuid: true, username: true }).refine(isNamed, NAMELESS);
const ReadBy = z.object({ customer: Whose });
const TAGS: [string] = ["Sandbox"];
const ONLY_IN_TEST_MODE = "Test mode only: elsewhere this answers as if it were not there.";

/** The customer's phone: the other side of a test-mode install, to try the product without an outside account. */
export const sandbox = new Hono<AppEnv>()
  .get(
    "/phones",
    route({
      policy: onTenant("viewLeads"),
      summary: "Phones of the account's test-mode numbers",
      tags: TAGS,
      description: ONLY_IN_TEST_MODE,
      responses: { 200: { description: "One for each test-mode install", schema: SandboxPhoneList } },
    }),
    async (c) => c.json({ docs: await listPhones(c.get("ctx")) }),
  )
  .get(
    "/phones/:integrationId/thread",
    route({
      policy: onTenant("viewLeads"),
      summary: "What one customer sees",
      tags: TAGS,
      description: ONLY_IN_TEST_MODE,
      responses: { 200: { description: "Oldest first", schema: SandboxThread } },
      errors: ["invalid"],
    }),
    params(ByIntegration),
    query(Whose),
    async (c) => {
      const phone = await openPhone(c.get("ctx"), c.req.valid("param").integrationId);
      return c.json({ docs: await phone.thread(c.get("ctx").actor, c.req.valid("query")) });
    },
  )
  .post(
    "/phones/:integrationId/messages",
    route({
      policy: onTenant("sendMessages"),
      summary: "Write as a customer",
      tags: TAGS,
      description: `The message goes to the webhook door, signed, as the provider's would. ${ONLY_IN_TEST_MODE}`,
      responses: { 201: { description: "Written", schema: docOf(SandboxMessage) } },
      errors: ["invalid", "suspended"],
    }),
    params(ByIntegration),
    body(SandboxWrite),
    async (c) => {
      const phone = await openPhone(c.get("ctx"), c.req.valid("param").integrationId);
      return c.json({ doc: await phone.write(c.get("ctx").actor, c.req.valid("json")) }, 201);
    },
  )
  .post(
    "/phones/:integrationId/read",
    route({
      policy: onTenant("sendMessages"),
      summary: "Open the chat as a customer",
      tags: TAGS,
      description: `Reports what the business wrote as read. ${ONLY_IN_TEST_MODE}`,
      responses: { 200: { description: "The thread; the ticks follow", schema: SandboxThread } },
      errors: ["invalid", "suspended"],
    }),
    params(ByIntegration),
    body(ReadBy),
    async (c) => {
      const phone = await openPhone(c.get("ctx"), c.req.valid("param").integrationId);
      const { customer } = c.req.valid("json");
      await phone.markRead(c.get("ctx").actor, customer);
      return c.json({ docs: await phone.thread(c.get("ctx").actor, customer) });
    },
  )
  .put(
    "/phones/:integrationId/behaviour",
    route({
      policy: onTenant("sendMessages"),
      summary: "What the built-in provider does with the next sends",
      tags: TAGS,
      description: ONLY_IN_TEST_MODE,
      responses: { 200: { description: "As set", schema: docOf(SandboxBehaviour) } },
      errors: ["invalid", "suspended"],
    }),
    params(ByIntegration),
    body(SandboxBehaviour),
    async (c) => {
      const phone = await openPhone(c.get("ctx"), c.req.valid("param").integrationId);
      return c.json({ doc: await phone.behave(c.get("ctx").actor, c.req.valid("json")) });
    },
  );
