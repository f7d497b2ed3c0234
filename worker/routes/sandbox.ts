import { Hono } from "hono";
import { describeRoute } from "hono-openapi";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import {
  ChangeSandboxTemplate,
  isNamed,
  NAMELESS,
  SandboxBehaviour,
  SandboxClaude,
  SandboxCustomer,
  SandboxDnsList,
  SandboxDnsRecord,
  SandboxFile,
  SandboxMailList,
  SandboxMessage,
  SandboxPhoneList,
  SandboxReaction,
  SandboxTemplate,
  SandboxTemplateList,
  SandboxThread,
  SandboxWrite,
  SteerSandboxClaude,
} from "../../schema/contracts/sandbox.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, open, route, signedIn } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { readUpload } from "../services/attachments/read-upload.ts";
import { serveAttachment } from "../services/attachments/serve.ts";
import { listDnsRecords, removeDnsRecord, writeDnsRecord } from "../services/sandbox/dns.ts";
import { listMails } from "../services/sandbox/list-mails.ts";
import { listPhones } from "../services/sandbox/list-phones.ts";
import { openClaude } from "../services/sandbox/open-claude.ts";
import { openPhone } from "../services/sandbox/open-phone.ts";
import { servedResponses, UPLOAD_BODY, UploadName } from "./attachments.ts";

const ByIntegration = z.object({ integrationId: Id });
const Whose = SandboxCustomer.pick({ phone: true, bsuid: true, username: true }).refine(isNamed, NAMELESS);
const ReadBy = z.object({ customer: Whose });
const TAGS: [string] = ["Sandbox"];
const ONLY_IN_TEST_MODE = "Test mode only: elsewhere this answers as if it were not there.";

/** The customer's phone: the other side of a test-mode install, to try the product without an outside account. */
export const sandbox = new Hono<AppEnv>()
  .get(
    "/mails",
    route({
      policy: open("the mailbox stands in for those of people who may not have an account yet; only in test mode"),
      summary: "Mail the product wrote",
      tags: TAGS,
      description: `Newest first. ${ONLY_IN_TEST_MODE}`,
      responses: { 200: { description: "At most 50", schema: SandboxMailList } },
      errors: ["not_found"],
    }),
    async (c) => c.json({ docs: await listMails(c.env) }),
  )
  .get(
    "/dns",
    route({
      policy: signedIn,
      summary: "TXT records of the sandbox's DNS",
      tags: TAGS,
      description: `They prove domains where there is no network. ${ONLY_IN_TEST_MODE}`,
      responses: { 200: { description: "Oldest first, at most 500", schema: SandboxDnsList } },
      errors: ["not_found"],
    }),
    async (c) => c.json({ docs: await listDnsRecords(c.env) }),
  )
  .post(
    "/dns",
    route({
      policy: signedIn,
      summary: "Write a TXT record",
      tags: TAGS,
      description: ONLY_IN_TEST_MODE,
      responses: { 201: { description: "Written", schema: docOf(SandboxDnsRecord) } },
      errors: ["invalid", "not_found", "conflict"],
    }),
    body(SandboxDnsRecord),
    async (c) => {
      await writeDnsRecord(c.env, c.req.valid("json"), Date.now());
      return c.json({ doc: c.req.valid("json") }, 201);
    },
  )
  .delete(
    "/dns",
    route({
      policy: signedIn,
      summary: "Take a TXT record away",
      tags: TAGS,
      description: ONLY_IN_TEST_MODE,
      responses: { 200: { description: "Gone", schema: docOf(SandboxDnsRecord) } },
      errors: ["invalid", "not_found"],
    }),
    query(SandboxDnsRecord),
    async (c) => {
      await removeDnsRecord(c.env, c.req.valid("query"));
      return c.json({ doc: c.req.valid("query") });
    },
  )
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
      policy: onTenant("sendMessages", ["subaccount"], { evenSuspended: true }),
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
    "/phones/:integrationId/files",
    route({
      policy: onTenant("sendMessages", ["subaccount"], { evenSuspended: true }),
      summary: "Put a file on the customer's phone",
      tags: TAGS,
      description: `As the body itself, or as the field \`file\` of a form. A message then sends it by its id. ${ONLY_IN_TEST_MODE}`,
      responses: { 201: { description: "On the phone", schema: docOf(SandboxFile) } },
      errors: ["invalid", "too_large", "unsupported_media_type", "suspended"],
    }),
    describeRoute({ requestBody: UPLOAD_BODY }),
    params(ByIntegration),
    query(UploadName),
    async (c) => {
      const phone = await openPhone(c.get("ctx"), c.req.valid("param").integrationId);
      const { body: bytes, mimeType, name } = await readUpload(c.req.raw, c.req.valid("query").name);
      return c.json({ doc: await phone.keepFile(c.get("ctx").actor, { name, mimeType, body: bytes }) }, 201);
    },
  )
  .get(
    "/phones/:integrationId/files/:fileId",
    route({
      policy: onTenant("viewLeads"),
      summary: "A file on the customer's phone",
      tags: TAGS,
      description: ONLY_IN_TEST_MODE,
      responses: servedResponses(),
    }),
    params(ByIntegration.extend({ fileId: Id })),
    async (c) => {
      const { fileId, integrationId } = c.req.valid("param");
      const phone = await openPhone(c.get("ctx"), integrationId);
      const { key, ...file } = await phone.file(c.get("ctx").actor, { id: fileId });
      return serveAttachment(c.env, c.req.raw, { ...file, id: fileId, at: { key }, type: "file" });
    },
  )
  .post(
    "/phones/:integrationId/reactions",
    route({
      policy: onTenant("sendMessages", ["subaccount"], { evenSuspended: true }),
      summary: "React as a customer",
      tags: TAGS,
      description: `With one emoji, or with null to take it back. ${ONLY_IN_TEST_MODE}`,
      responses: { 200: { description: "The message with it", schema: docOf(SandboxMessage) } },
      errors: ["invalid", "suspended"],
    }),
    params(ByIntegration),
    body(SandboxReaction),
    async (c) => {
      const phone = await openPhone(c.get("ctx"), c.req.valid("param").integrationId);
      return c.json({ doc: await phone.react(c.get("ctx").actor, c.req.valid("json")) });
    },
  )
  .post(
    "/phones/:integrationId/read",
    route({
      policy: onTenant("sendMessages", ["subaccount"], { evenSuspended: true }),
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
  .get(
    "/phones/:integrationId/templates",
    route({
      policy: onTenant("viewLeads"),
      summary: "The built-in provider's message templates",
      tags: TAGS,
      description: ONLY_IN_TEST_MODE,
      responses: { 200: { description: "With their states", schema: SandboxTemplateList } },
    }),
    params(ByIntegration),
    async (c) => {
      const phone = await openPhone(c.get("ctx"), c.req.valid("param").integrationId);
      return c.json({ docs: await phone.templates(c.get("ctx").actor) });
    },
  )
  .put(
    "/phones/:integrationId/templates",
    route({
      policy: onTenant("sendMessages"),
      summary: "Give a template another state",
      tags: TAGS,
      description: `As a review of the provider's would: its webhook tells at once. ${ONLY_IN_TEST_MODE}`,
      responses: { 200: { description: "As it is now", schema: docOf(SandboxTemplate) } },
      errors: ["invalid", "suspended"],
    }),
    params(ByIntegration),
    body(ChangeSandboxTemplate),
    async (c) => {
      const phone = await openPhone(c.get("ctx"), c.req.valid("param").integrationId);
      return c.json({ doc: await phone.changeTemplate(c.get("ctx").actor, c.req.valid("json")) });
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
  )
  .get(
    "/claude/:integrationId",
    route({
      policy: onTenant("viewLeads"),
      summary: "What the built-in Claude does with the next calls",
      tags: TAGS,
      description: ONLY_IN_TEST_MODE,
      responses: { 200: { description: "As set", schema: SandboxClaude } },
    }),
    params(ByIntegration),
    async (c) => {
      const claude = await openClaude(c.get("ctx"), c.req.valid("param").integrationId);
      return c.json(await claude.behaviour(c.get("ctx").actor));
    },
  )
  .patch(
    "/claude/:integrationId",
    route({
      policy: onTenant("sendMessages"),
      summary: "Make the built-in Claude fail, or slow",
      tags: TAGS,
      description: `What is not given stays; \`fault: null\` ends a fault. ${ONLY_IN_TEST_MODE}`,
      responses: { 200: { description: "As set", schema: docOf(SandboxClaude) } },
      errors: ["invalid", "suspended"],
    }),
    params(ByIntegration),
    body(SteerSandboxClaude),
    async (c) => {
      const claude = await openClaude(c.get("ctx"), c.req.valid("param").integrationId);
      return c.json({ doc: await claude.steer(c.get("ctx").actor, c.req.valid("json")) });
    },
  );
