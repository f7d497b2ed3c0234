import { builtIn, type FakeProvider } from "../http/built-in.ts";

const TOKEN = "pk_sandboxsandboxsandbox";
const PLACE = "6XGgm6PHrGgMpCFX";

/** A tool that answers these paths to the right token, and refuses every other as it documents. */
export function fakeTool(header: string, answers: Record<string, unknown>, refuse: () => Response): FakeProvider {
  return ({ address, headers }) => {
    if (headers.get("authorization") !== header) return refuse();
    return Object.hasOwn(answers, address) ? Response.json(answers[address]) : undefined;
  };
}

/** Todoist as it answers. */
export function fakeTodoist(token = TOKEN): FakeProvider {
  return fakeTool(
    `Bearer ${token}`,
    {
      "https://api.todoist.com/api/v1/user": { id: "1855589", full_name: "Ana Ruiz", email: "ana@casa-lumen.com" },
      [`https://api.todoist.com/api/v1/projects/${PLACE}`]: { id: PLACE, name: "Follow up" },
    },
    () => todoistSays(401, "UNAUTHORIZED"),
  );
}

/** A refusal in Todoist's own form. */
export function todoistSays(status: number, error_tag: string, error_extra: object = {}): Response {
  return Response.json({ error: "Refused", error_code: 0, error_extra, error_tag, http_code: status }, { status });
}

/** In test mode: a project at Todoist. */
export const tasksSyncSandbox = builtIn({ tool: "todoist", token: TOKEN, place: PLACE }, fakeTodoist());
