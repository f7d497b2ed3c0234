import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import {
  Fleet,
  FleetPage,
  FleetRowPage,
  FleetValuesSent,
  ListFleetRows,
  ListFleets,
  SendFleetValues,
  StartFleet,
} from "../../schema/contracts/fleets.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { getFleet } from "../services/concierge/fleets/get.ts";
import { listFleetRows } from "../services/concierge/fleets/list-rows.ts";
import { listFleets } from "../services/concierge/fleets/list.ts";
import { retryFleet } from "../services/concierge/fleets/retry.ts";
import { sendFleetValues } from "../services/concierge/fleets/send-values.ts";
import { startFleet } from "../services/concierge/fleets/start.ts";
import { stopFleet } from "../services/concierge/fleets/stop.ts";

const TAGS: [string] = ["Concierge"];
const deploys = onTenant("deploy", ["agency"]);
const ById = z.object({ fleetId: Id });

/** An agency's set-ups of many clients at once. */
export const fleets = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: deploys,
      summary: "Set-ups of many clients",
      tags: TAGS,
      responses: { 200: { description: "Newest first", schema: FleetPage } },
      errors: ["invalid"],
    }),
    query(ListFleets),
    async (c) => c.json(await listFleets(c.get("ctx"), c.req.valid("query"))),
  )
  .post(
    "/",
    route({
      policy: deploys,
      summary: "Set many clients up at once",
      tags: TAGS,
      description:
        "Each client gets a session of its own, guided, with the caller's rights there; they begin by themselves. So a key cannot begin one.",
      responses: { 201: { description: "Begun", schema: docOf(Fleet) } },
      errors: ["invalid", "suspended"],
    }),
    body(StartFleet),
    async (c) => c.json({ doc: await startFleet(c.get("ctx"), c.req.valid("json")), message: "Begun." }, 201),
  )
  .get(
    "/:fleetId",
    route({
      policy: deploys,
      summary: "One set-up of many clients, and how far they are",
      tags: TAGS,
      responses: { 200: { description: "With counts", schema: Fleet } },
    }),
    params(ById),
    async (c) => c.json(await getFleet(c.get("ctx"), c.req.valid("param").fleetId)),
  )
  .get(
    "/:fleetId/clients",
    route({
      policy: deploys,
      summary: "Its clients, and how each module of them stands",
      tags: TAGS,
      responses: { 200: { description: "By name", schema: FleetRowPage } },
      errors: ["invalid"],
    }),
    params(ById),
    query(ListFleetRows),
    async (c) => c.json(await listFleetRows(c.get("ctx"), c.req.valid("param").fleetId, c.req.valid("query"))),
  )
  .post(
    "/:fleetId/values",
    route({
      policy: deploys,
      summary: "Give its clients what they lack of one module",
      tags: TAGS,
      description:
        "Common values, and each client's own by its id; sealed for each by itself, and tried at once. Clients that could be given nothing are named with the reason.",
      responses: { 200: { description: "How it went", schema: FleetValuesSent } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(SendFleetValues),
    async (c) => c.json(await sendFleetValues(c.get("ctx"), c.req.valid("param").fleetId, c.req.valid("json"))),
  )
  .post(
    "/:fleetId/retry",
    route({
      policy: deploys,
      summary: "Begin once more where no session could",
      tags: TAGS,
      responses: { 200: { description: "As it is now", schema: docOf(Fleet) } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await retryFleet(c.get("ctx"), c.req.valid("param").fleetId), message: "Tried again." }),
  )
  .put(
    "/:fleetId/stop",
    route({
      policy: deploys,
      summary: "End a set-up of many clients",
      tags: TAGS,
      description: "What is live stays live. Said again, it ends sessions that are left.",
      responses: { 200: { description: "As it is now", schema: docOf(Fleet) } },
      errors: ["suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await stopFleet(c.get("ctx"), c.req.valid("param").fleetId), message: "Stopped." }),
  );
