import type { Activity } from "../../../schema/contracts/contacts.ts";

/** One line of the timeline: the newest activity of a run, and how many it stands for. */
export interface TimelineLine {
  activity: Activity;
  count: number;
}

/** A lively conversation is one line, not forty. */
const RUNS = new Set(["message.sent", "message.received", "message.echoed"]);

/** The timeline newest first, with runs of messages by one author joined. Takes activities as the API gives them, newest last. */
export function timelineLines(activities: readonly Activity[]): TimelineLine[] {
  const lines: TimelineLine[] = [];
  for (const activity of activities) {
    const last = lines.at(-1);
    const joins =
      last &&
      RUNS.has(activity.type) &&
      last.activity.type === activity.type &&
      last.activity.actor.id === activity.actor.id;
    if (joins) lines[lines.length - 1] = { activity, count: last.count + 1 };
    else lines.push({ activity, count: 1 });
  }
  return lines.toReversed();
}

/** What happened, as a sentence. `nameOf` names a user id. A type from a newer server is spelled out as well as can be. */
export function activityWords(
  { activity, count }: TimelineLine,
  nameOf: (userId: string) => string | undefined,
): string {
  const { actor, detail } = activity;
  const who = actor.type === "system" ? "Trellis" : actor.name;
  const many = count === 1 ? "a message" : `${count} messages`;
  switch (activity.type) {
    case "contact.created":
      return actor.type === "user" ? `${who} added this contact` : "First seen";
    case "contact.updated":
      return `${who} ${changeWords(detail["changed"], nameOf)}`;
    case "contact.identity_added":
      return `Also known as ${text(detail["display"])}`;
    case "contact.identity_conflict":
      return `${text(detail["display"])} is already known as somebody else`;
    case "conversation.opened":
      return actor.type === "user" ? `${who} opened the conversation` : "The conversation began";
    case "conversation.resolved":
      return `${who} resolved the conversation`;
    case "conversation.reopened":
      return detail["because"] === "customer_wrote"
        ? "Reopened, because the customer wrote"
        : `${who} reopened the conversation`;
    case "conversation.assigned": {
      const to = text(detail["to"]);
      return to === actor.id ? `${who} took the conversation` : `${who} assigned it to ${nameOf(to) ?? "a teammate"}`;
    }
    case "conversation.unassigned":
      return `${who} left it unassigned`;
    case "conversation.labelled":
      return `${who} ${labelWords(detail)}`;
    case "message.received":
      return `${who} wrote ${many}`;
    case "message.sent":
      return `${who} sent ${many}`;
    case "message.echoed":
      return `${count === 1 ? "A message" : `${count} messages`} sent from the phone app`;
    case "message.noted":
      return `${who} left a note`;
    case "message.failed":
      return `A message was not delivered${detail["reason"] === undefined ? "" : `: ${text(detail["reason"])}`}`;
    case "message.retried":
      return `${who} sent a message again`;
    case "message.reacted":
      return `${detail["direction"] === "in" ? "The customer" : who} reacted ${text(detail["emoji"])}`;
    case "message.reaction_removed":
      return `${detail["direction"] === "in" ? "The customer" : who} took a reaction back`;
    case "message.reaction_failed":
      return `A reaction was not delivered: ${text(detail["reason"])}`;
    case "message.edited":
      return "A message was edited";
    case "message.deleted":
      return detail["direction"] === "in" ? "The customer deleted a message" : "A message was deleted on the phone app";
    case "contact.referred":
      return `Came from ${text(detail["headline"]) || "an ad or a post"}`;
    case "contact.joined":
      return `${text(detail["name"])} turned out to be the same person`;
    case "contact.merged":
      return `${who} merged ${text(detail["name"])} into this contact`;
    case "contact.unmerged":
      return `${who} undid the merge with ${text(detail["name"])}`;
    case "contact.identity_removed":
      return `${who} removed ${text(detail["display"])}`;
    case "contact.same_person":
      return `${text(detail["to"]) || "An id"} says that another contact is the same person`;
    case "contact.identity_changed":
      return `Changed from ${text(detail["from"])} to ${text(detail["to"])}`;
    default:
      return `${who}: ${activity.type.replaceAll(/[._]/g, " ")}`;
  }
}

/** "changed stage to customer, removed e-mail": from `{stage: {from, to}, …}`. */
function changeWords(changed: unknown, nameOf: (userId: string) => string | undefined): string {
  if (typeof changed !== "object" || changed === null) return "changed the contact";
  const words = Object.entries(changed).map(([field, change]: [string, unknown]) => {
    const to = typeof change === "object" && change !== null && "to" in change ? change.to : undefined;
    const name = field === "email" ? "e-mail" : field;
    if (to === null || to === "" || (Array.isArray(to) && to.length === 0)) return `removed the ${name}`;
    if (Array.isArray(to)) return `set the ${name} to ${to.join(", ")}`;
    return `changed the ${name} to ${field === "owner" ? (nameOf(text(to)) ?? "a teammate") : text(to)}`;
  });
  return words.length === 0 ? "changed the contact" : LIST.format(words);
}

function labelWords(detail: Record<string, unknown>): string {
  const added = names(detail["added"]);
  const removed = names(detail["removed"]);
  const words = [
    added.length > 0 ? `added ${LIST.format(added)}` : "",
    removed.length > 0 ? `removed ${LIST.format(removed)}` : "",
  ];
  return LIST.format(words.filter((part) => part !== "")) || "changed the labels";
}

const LIST = new Intl.ListFormat("en", { type: "conjunction" });

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
