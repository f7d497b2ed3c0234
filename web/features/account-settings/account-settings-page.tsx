import { useAccount } from "../../frame/account-context.tsx";
import { Page } from "../../ui/page.tsx";
import { AccountLife } from "./account-life.tsx";
import { AccountProfile } from "./account-profile.tsx";
import { AccountStatus } from "./account-status.tsx";

/** An account's own settings: what it is called, how it stands, and what can become of it. */
export default function AccountSettingsPage() {
  const account = useAccount();
  return (
    <Page title="Account" text={`What ${account.tenant.name} is called, and how it stands.`} narrow>
      <div class="flex flex-col gap-4">
        <AccountProfile />
        <AccountStatus />
        <AccountLife />
      </div>
    </Page>
  );
}
