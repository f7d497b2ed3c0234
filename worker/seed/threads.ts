import type { DemoRows } from "../../durable-objects/sub-account/demo/load-demo.ts";
import type { PastThread } from "../../durable-objects/sandbox-meta/past-threads.ts";

/** The same conversations as the customers' phones hold them: without notes, and without what never arrived. */
export function demoThreads(rows: DemoRows): PastThread[] {
  return rows.conversations.map((conversation) => {
    const contact = rows.contacts.find(({ id }) => id === conversation.contactId);
    const bsuid = rows.identities.find(
      ({ contactId, kind }) => contactId === conversation.contactId && kind === "bsuid",
    );
    return {
      customer: {
        name: contact?.name ?? "",
        ...(bsuid === undefined
          ? { phone: contact?.phone?.slice(1) }
          : { bsuid: bsuid.value, username: bsuid.display.slice(1) }),
      },
      messages: rows.messages
        .filter(
          ({ conversationId, private: note, status }) =>
            conversationId === conversation.id && !note && status !== "failed",
        )
        .map(({ direction, text, placeholder, status, createdAt }) => ({
          from: direction === "in" ? ("customer" as const) : ("business" as const),
          text: [placeholder ? "📷" : "", text].filter(Boolean).join(" "),
          status: status === "sent" || status === "delivered" ? status : ("read" as const),
          at: createdAt,
        })),
    };
  });
}
