import { Hono } from "hono";
import { describeRoute } from "hono-openapi";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import { Attachment } from "../../schema/contracts/messages.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { params, query } from "../middleware/validate.ts";
import { readUpload } from "../services/attachments/read-upload.ts";
import { serveAttachment } from "../services/attachments/serve.ts";
import { uploadAttachment } from "../services/attachments/upload.ts";

const tags: [string] = ["Attachments"];
const ById = z.object({ attachmentId: Id });
export const UploadName = z.object({ name: z.string().max(240).optional() });
const binary = { type: "string", format: "binary" } as const;
/** A file as the body itself, or in a form. */
export const UPLOAD_BODY: Parameters<typeof describeRoute>[0]["requestBody"] = {
  required: true,
  content: {
    "*/*": { schema: binary },
    "multipart/form-data": { schema: { type: "object", required: ["file"], properties: { file: binary } } },
  },
};

/** Files on their way into a message. */
export const attachments = new Hono<AppEnv>()
  .post(
    "/",
    route({
      policy: onTenant("sendMessages"),
      summary: "Upload a file to send",
      tags,
      description:
        "As the body itself, its type in `content-type` and its name in `?name=`; or, up to 25 MB, as the field `file` of a form. A message carries it by its id within a day; what no message carries goes.",
      responses: { 201: { description: "Stored", schema: docOf(Attachment) } },
      errors: ["invalid", "too_large", "unsupported_media_type", "too_many", "suspended", "not_a_subaccount"],
    }),
    describeRoute({ requestBody: UPLOAD_BODY }),
    query(UploadName),
    async (c) => {
      const file = await readUpload(c.req.raw, c.req.valid("query").name);
      return c.json({ doc: await uploadAttachment(c.get("ctx"), file), message: "File uploaded." }, 201);
    },
  )
  .get(
    "/:attachmentId",
    route({
      policy: onTenant("viewLeads"),
      summary: "See a file that is not sent yet",
      tags,
      responses: servedResponses(),
      errors: ["conflict", "not_a_subaccount"],
    }),
    params(ById),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const file = await subAccount(env, tenant.id).openAttachment(actor, c.req.valid("param"));
      return serveAttachment(env, c.req.raw, file);
    },
  )
  .delete(
    "/:attachmentId",
    route({
      policy: onTenant("sendMessages"),
      summary: "Drop a file that is not sent yet",
      tags,
      responses: { 200: { description: "Dropped", schema: z.object({ message: z.string() }) } },
      errors: ["suspended", "not_a_subaccount"],
    }),
    params(ById),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      await subAccount(env, tenant.id).dropUpload(actor, { id: c.req.valid("param").attachmentId });
      return c.json({ message: "File dropped." });
    },
  );

/** What a door that serves a file may answer. */
export function servedResponses() {
  const description = "The file. Only pictures, sound, films and PDF are shown in place; `?download=1` saves those too";
  return {
    200: { description, schema: z.string().meta({ format: "binary" }), contentType: "*/*" },
    206: {
      description: "The part asked for by `Range`",
      schema: z.string().meta({ format: "binary" }),
      contentType: "*/*",
    },
    304: { description: "Unchanged" },
    416: { description: "There is no such part" },
  };
}
