import { z } from "zod";
import { bearer } from "../../http/authorization.ts";
import { at, textAt } from "../../meta/read.ts";
import { newToken, type TaskTool, tooMany } from "./tool.ts";

const TOKEN = newToken("Todoist", "Settings > Integrations > Developer");

/** https://developer.todoist.com/api/v1/ */
export const TODOIST: TaskTool = {
  provider: {
    name: "Todoist",
    variable: "TODOIST_API_URL",
    statusPage: "status.todoist.net",
    codesOf: ({ body }) => [textAt(body, "error_tag")].filter((code) => code !== undefined),
    sentenceOf: ({ body }) => textAt(body, "error"),
    waitOf: ({ body }) => {
      const seconds = at(body, "error_extra", "retry_after");
      return typeof seconds === "number" ? seconds : undefined;
    },
    refusals: {
      "401": TOKEN,
      "403": {
        cause: "permission",
        reason: "The token's person may not see this project.",
        fix: "Let them join the project in Todoist, or enter another project's id.",
      },
      AUTH_INVALID_TOKEN: TOKEN,
      AUTH_USER_DELETED: {
        cause: "blocked",
        reason: "The Todoist account of this token was deleted.",
        fix: "Make a token with another account, and enter it.",
      },
      "404": {
        cause: "not_found",
        reason: "Todoist has no such project.",
        fix: "Open the project in Todoist and copy its id from the end of the address, or leave it empty for the inbox.",
      },
      "429": tooMany("Todoist"),
      LIMITS_REACHED: tooMany("Todoist"),
    },
  },
  async find(ask, token, place) {
    const headers = bearer(token);
    const person = await ask(`${API}/user`, { headers, reads: Person });
    if (person.kind !== "ok") return { failed: person };
    if (place === "") return { person: person.body.full_name, place: "Inbox" };
    const project = await ask(`${API}/projects/${encodeURIComponent(place)}`, { headers, reads: Project });
    if (project.kind !== "ok") return { failed: project };
    return { person: person.body.full_name, place: project.body.name };
  },
};

const API = "https://api.todoist.com/api/v1";
const Person = z.object({ id: z.string(), full_name: z.string() });
const Project = z.object({ id: z.string(), name: z.string() });
