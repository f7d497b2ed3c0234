import { Page } from "../../ui/page.tsx";
import { InvitationsCard } from "./invitations-card.tsx";

/** The open account's invitations. */
export default function InvitationsPage() {
  return (
    <Page title="Invitations" text="Bring people into this account. They choose their own password." narrow>
      <InvitationsCard />
    </Page>
  );
}
