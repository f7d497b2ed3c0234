import { Page } from "../../ui/page.tsx";
import { ProviderCard } from "./provider-card.tsx";
import { RequirementCard } from "./requirement-card.tsx";

/** How people of the agency and of its clients sign in. */
export default function AgencySignInPage() {
  return (
    <Page narrow title="Sign-in" text="How people of this agency and of its clients prove who they are.">
      <RequirementCard />
      <ProviderCard />
    </Page>
  );
}
