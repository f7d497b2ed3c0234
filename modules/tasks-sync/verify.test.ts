import { expect, it } from "vitest";
import { type FakeProvider, fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification, type VerifyCase } from "../http/verify-conformance.test-kit.ts";
import { tasksSyncHandlers } from "./handlers.ts";
import { tasksSync } from "./manifest.ts";
import { fakeTodoist, fakeTool, todoistSays } from "./sandbox.ts";

const TOKEN = "pk_canarycanarycanary";
const DATE = { date: "Fri, 20 Nov 2026 08:00:00 GMT" };
const RESET_SECONDS = Date.parse(DATE.date) / 1000 + 25;

const at =
  (part: string, answer: () => Response): FakeProvider =>
  ({ address }) =>
    address.includes(part) ? answer() : undefined;
const holds = (given: Pick<VerifyCase, "works" | "details" | "asks" | "refusals" | "credentials">) =>
  holdsVerification({ manifest: tasksSync, handlers: tasksSyncHandlers, ...given });

const clickup = { tool: "clickup", token: TOKEN, place: "901200300" };
const clickupSays = (status: number, err: string, ECODE: string, headers = {}) =>
  Response.json({ err, ECODE }, { status, headers });
const clickupWorks = fakeTool(
  TOKEN,
  {
    "https://api.clickup.com/api/v2/user": { user: { id: 182, username: "Ana Ruiz", email: "ana@casa-lumen.com" } },
    "https://api.clickup.com/api/v2/list/901200300": { id: "901200300", name: "Follow up" },
  },
  () => clickupSays(401, "Token invalid", "OAUTH_025"),
);
holds({
  credentials: clickup,
  works: clickupWorks,
  details: { tool: "ClickUp", person: "Ana Ruiz", place: "Follow up" },
  asks: ["GET https://api.clickup.com/api/v2/user", "GET https://api.clickup.com/api/v2/list/901200300"],
  refusals: {
    "a token that is mistyped": {
      answer: clickupWorks,
      credentials: { ...clickup, token: `${TOKEN}x` },
      cause: "credentials",
      says: /does not accept this token.*OAUTH_025.*Settings > Apps/,
    },
    "a workspace that is not the person's": {
      answer: at("/list/", () => clickupSays(401, "Team not authorized", "OAUTH_027")),
      cause: "permission",
      says: /may not see this list/,
    },
    "a list that is not there": {
      answer: at("/list/", () => new Response("<html>Not found</html>", { status: 404 })),
      cause: "provider_down",
      says: /answered 404/,
    },
    "a list that is not there, in JSON": {
      answer: at("/list/", () => clickupSays(404, "List not found", "SUBCAT_016")),
      cause: "not_found",
      says: /no such list/,
    },
    "too many calls, as ClickUp says it": {
      answer: () =>
        clickupSays(429, "Rate limit reached", "APP_002", { ...DATE, "x-ratelimit-reset": String(RESET_SECONDS) }),
      cause: "rate_limited",
      says: /Wait 25 seconds/,
    },
  },
});

const asana = { tool: "asana", token: TOKEN, place: "1200300400500600" };
const asanaSays = (status: number, message: string, headers = {}) =>
  Response.json({ errors: [{ message, help: "For more information on API status codes" }] }, { status, headers });
const asanaWorks = fakeTool(
  `Bearer ${TOKEN}`,
  {
    "https://app.asana.com/api/1.0/users/me?opt_fields=name,email": { data: { gid: "12", name: "Ana Ruiz" } },
    "https://app.asana.com/api/1.0/projects/1200300400500600?opt_fields=name": {
      data: { gid: "1", name: "Follow up" },
    },
  },
  () => asanaSays(401, "Not Authorized"),
);
holds({
  credentials: asana,
  works: asanaWorks,
  details: { tool: "Asana", person: "Ana Ruiz", place: "Follow up" },
  asks: [
    "GET https://app.asana.com/api/1.0/users/me?opt_fields=name,email",
    "GET https://app.asana.com/api/1.0/projects/1200300400500600?opt_fields=name",
  ],
  refusals: {
    "a token that is mistyped": {
      answer: asanaWorks,
      credentials: { ...asana, token: `${TOKEN}x` },
      cause: "credentials",
      says: /Asana does not accept this token.*Personal access tokens/,
    },
    "a project that may not be seen": {
      answer: at("/projects/", () => asanaSays(403, "Forbidden")),
      cause: "permission",
      says: /may not see this project/,
    },
    "a project that is not there": {
      answer: at("/projects/", () => asanaSays(404, "project: Unknown object: 1200300400500600")),
      cause: "not_found",
      says: /no such project/,
    },
    "an id that is none": {
      answer: at("/projects/", () => asanaSays(400, "project: Not a recognized ID: x")),
      cause: "configuration",
      says: /does not take this for a project's id/,
    },
    "a plan that does not have it": {
      answer: () => asanaSays(402, "Payment Required"),
      cause: "blocked",
      says: /paid plan/,
    },
    "too many calls, as Asana says it": {
      answer: () => asanaSays(429, "You have made too many requests recently.", { "retry-after": "30" }),
      cause: "rate_limited",
      says: /Wait 30 seconds/,
    },
  },
});

const linear = { tool: "linear", token: TOKEN, place: "eng" };
const linearSays = (status: number, code: string, headers = {}) =>
  Response.json(
    { errors: [{ message: "Refused", extensions: { code, userPresentableMessage: "Refused." } }] },
    { status, headers },
  );
const linearWorks: FakeProvider = ({ headers, body, address }) => {
  if (headers.get("authorization") !== TOKEN) return linearSays(401, "AUTHENTICATION_ERROR");
  if (address !== "https://api.linear.app/graphql") return undefined;
  const { query, variables } = JSON.parse(body) as { query: string; variables: { key: string } };
  if (!query.includes("teams(")) return linearSays(400, "GRAPHQL_VALIDATION_FAILED");
  const nodes = variables.key === "ENG" ? [{ key: "ENG", name: "Engineering" }] : [];
  return Response.json({
    data: { viewer: { name: "Ana Ruiz" }, organization: { name: "Casa Lumen" }, teams: { nodes } },
  });
};
holds({
  credentials: linear,
  works: linearWorks,
  details: { tool: "Linear", person: "Ana Ruiz, Casa Lumen", place: "Engineering" },
  asks: ["POST https://api.linear.app/graphql"],
  refusals: {
    "a key that is mistyped": {
      answer: linearWorks,
      credentials: { ...linear, token: `${TOKEN}x` },
      cause: "credentials",
      says: /Linear does not accept this token.*Personal API keys/,
    },
    "a key that may not, with a good status": {
      answer: () => linearSays(200, "FORBIDDEN"),
      cause: "permission",
      says: /does not allow this key to read teams/,
    },
    "a team that is not there": {
      answer: linearWorks,
      credentials: { ...linear, place: "OPS" },
      cause: "not_found",
      says: /no team with the key OPS/,
    },
    "too many calls, as Linear says it": {
      answer: () =>
        linearSays(400, "RATELIMITED", { ...DATE, "x-ratelimit-requests-reset": String(RESET_SECONDS * 1000) }),
      cause: "rate_limited",
      says: /Wait 25 seconds/,
    },
    "a query it does not take": {
      answer: () => linearSays(400, "GRAPHQL_VALIDATION_FAILED"),
      cause: "configuration",
      says: /GRAPHQL_VALIDATION_FAILED/,
    },
  },
});

const todoist = { tool: "todoist", token: TOKEN, place: "6XGgm6PHrGgMpCFX" };
const todoistWorks = fakeTodoist(TOKEN);
holds({
  credentials: todoist,
  works: todoistWorks,
  details: { tool: "Todoist", person: "Ana Ruiz", place: "Follow up" },
  asks: ["GET https://api.todoist.com/api/v1/user", "GET https://api.todoist.com/api/v1/projects/6XGgm6PHrGgMpCFX"],
  refusals: {
    "a token that is mistyped": {
      answer: todoistWorks,
      credentials: { ...todoist, token: `${TOKEN}x` },
      cause: "credentials",
      says: /Todoist does not accept this token.*Developer/,
    },
    "an account that was deleted": {
      answer: () => todoistSays(403, "AUTH_USER_DELETED"),
      cause: "blocked",
      says: /was deleted/,
    },
    "a project that may not be seen": {
      answer: at("/projects/", () => todoistSays(403, "FORBIDDEN")),
      cause: "permission",
      says: /may not see this project/,
    },
    "a project that is not there": {
      answer: at("/projects/", () => todoistSays(404, "NOT_FOUND")),
      cause: "not_found",
      says: /no such project/,
    },
    "too many calls, as Todoist says it": {
      answer: () => todoistSays(429, "LIMITS_REACHED", { retry_after: 12 }),
      cause: "rate_limited",
      says: /Wait 12 seconds/,
    },
  },
});

it("takes Todoist's inbox where nobody named a project", async () => {
  const { provider, asked } = fakeWay(todoistWorks);
  const { details } = await tasksSyncHandlers.verify({ tool: "todoist", token: TOKEN }, provider, 0);
  expect(details).toEqual({ tool: "Todoist", person: "Ana Ruiz", place: "Inbox" });
  expect(asked).toHaveLength(1);
});
