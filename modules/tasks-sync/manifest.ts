import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

export const tasksSync = {
  slug: "tasks-sync",
  name: "Task tools",
  category: "alerts",
  summary: "Connect the tool your team keeps its tasks in: ClickUp, Asana, Linear or Todoist.",
  icon: "tasks-sync",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects ClickUp, Asana, Linear or Todoist with a personal token."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Asks the tool whose token it is, and whether it may see the list, project or team you name.",
      "Keeps its settings. Tasks are not carried over yet.",
    ],
  },
  requirements: [
    {
      name: "tool",
      kind: "select",
      label: "Tool",
      help: "Where your team keeps its tasks.",
      options: [
        { value: "clickup", label: "ClickUp" },
        { value: "asana", label: "Asana" },
        { value: "linear", label: "Linear" },
        { value: "todoist", label: "Todoist" },
      ],
      required: true,
      sharing: "shareable",
    },
    {
      name: "token",
      kind: "secret",
      label: "Personal token",
      help: "ClickUp: Settings > Apps > API token. Asana: My apps > Personal access tokens. Linear: Settings > Security & access > Personal API keys. Todoist: Settings > Integrations > Developer.",
      whereToFind: {
        text: "In the tool's settings; each tool's own page says where.",
        url: "https://developer.clickup.com/docs/authentication",
      },
      required: true,
      sharing: "shareable",
      pattern: { source: "^\\S{16,300}$", message: "must be the whole token, without spaces" },
    },
    {
      name: "place",
      kind: "text",
      label: "List, project or team",
      help: "ClickUp: the list's id. Asana and Todoist: the project's id. Linear: the team's key, like ENG. Todoist may do without: then it is the inbox.",
      whereToFind: {
        text: "ClickUp, Asana and Todoist: the last part of the address when the list or project is open. Linear: the letters in front of an issue's number.",
        url: "https://developers.asana.com/docs/object-hierarchy",
      },
      required: false,
      sharing: "perAccount",
      pattern: { source: "^[A-Za-z0-9_-]{1,60}$", message: "must be the id alone, without the rest of the address" },
    },
  ],
  rules: [
    { kind: "needs", field: "tool", is: "clickup", needs: ["place"], message: "ClickUp needs the id of a list." },
    { kind: "needs", field: "tool", is: "asana", needs: ["place"], message: "Asana needs the id of a project." },
    { kind: "needs", field: "tool", is: "linear", needs: ["place"], message: "Linear needs the key of a team." },
    { kind: "takes", field: "tool", is: "todoist", takes: ["place"] },
  ],
  config: z.strictObject({
    direction: z
      .enum(["out", "both"])
      .default("out")
      .meta({
        title: "Which way",
        description: "Whether what is done in the tool comes back. Kept for when tasks are carried over.",
        enumNames: ["From here to the tool", "Both ways"],
      }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 900, currency: "USD" },
  sandbox: true,
  docsUrl: "https://developer.clickup.com/reference/getauthorizeduser",
  docs: [
    {
      title: "What you need",
      text: [
        "An account at ClickUp, Asana, Linear or Todoist, and a personal token of somebody who may see the list, project or team.",
      ],
    },
    {
      title: "Connect",
      text: ["Trellis asks the tool whose token it is before it says connected."],
      steps: [
        "Make a personal token in the tool's settings, and copy it: most show it once.",
        "Open the list, project or team and copy its id from the address; with Linear, the team's key.",
        "Choose the tool here, enter the values and press Connect and verify.",
      ],
    },
    {
      title: "What is done with it",
      text: ["Today the connection is made and checked. No task is carried over."],
    },
  ],
} as const satisfies ModuleManifest;
