import { Hono } from "hono";
import { TrellisError } from "../schema/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { declaredRoutes } from "./middleware/assert-policies.ts";
import { answerError } from "./middleware/errors.ts";
import { API_BODY_MAX_BYTES, limitBody, request, WEBHOOK_BODY_MAX_BYTES } from "./middleware/request.ts";
import { health } from "./routes/health.ts";

/** The whole edge: every door of the product, each with its policy. */
export const app = new Hono<AppEnv>();
app.onError(answerError);
app.notFound((c) => answerError(new TrellisError("not_found"), c));
app.use("*", request);
app.use("/api/*", limitBody(API_BODY_MAX_BYTES));
app.use("/webhooks/*", limitBody(WEBHOOK_BODY_MAX_BYTES));

app.route("/api/health", health);

/** Every door by method, path and policy. Reading it here refuses to start with an undeclared one. */
export const ROUTES = declaredRoutes(app);
