import { z } from "zod";
import { bearer } from "../../http/authorization.ts";
import { textAt } from "../../meta/read.ts";
import { newToken, type TaskTool, tooMany } from "./tool.ts";

/** https://developers.asana.com/docs/errors and https://developers.asana.com/docs/rate-limits */
export const ASANA: TaskTool = {
  provider: {
    name: "Asana",
    variable: "ASANA_API_URL",
    statusPage: "status.asana.com",
    // Asana has no codes: the status says which kind it is, and the message the rest.
    codesOf: () => [],
    sentenceOf: ({ body }) => textAt(body, "errors", 0, "message"),
    refusals: {
      "401": newToken("Asana", "My apps > Personal access tokens"),
      "402": {
        cause: "blocked",
        reason: "Asana asks for a paid plan for this.",
        fix: "Look at the plan of your Asana workspace, or enter a project of another one.",
      },
      "403": {
        cause: "permission",
        reason: "The token's person may not see this project.",
        fix: "Add them to the project in Asana, or enter another project's id.",
      },
      "404": {
        cause: "not_found",
        reason: "Asana has no such project.",
        fix: "Open the project in Asana and copy its id from the address: the long number.",
      },
      "400": {
        cause: "configuration",
        reason: "Asana does not take this for a project's id.",
        fix: "Open the project in Asana and copy its id from the address: the long number.",
      },
      "429": tooMany("Asana"),
    },
  },
  async find(ask, token, place) {
    const headers = bearer(token);
    const person = await ask(`${API}/users/me?opt_fields=name,email`, { headers, reads: Named });
    if (person.kind !== "ok") return { failed: person };
    const project = await ask(`${API}/projects/${encodeURIComponent(place)}?opt_fields=name`, {
      headers,
      reads: Named,
    });
    if (project.kind !== "ok") return { failed: project };
    return { person: person.body.data.name, place: project.body.data.name };
  },
};

const API = "https://app.asana.com/api/1.0";
const Named = z.object({ data: z.object({ gid: z.string(), name: z.string() }) });
