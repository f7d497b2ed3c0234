import Compass from "lucide-solid/icons/compass";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** An address that leads nowhere. */
export default function NotFoundPage() {
  return (
    <EmptyState
      whole
      icon={<Compass aria-hidden="true" />}
      title="There is no page here"
      text="The address may be mistyped, or the page has moved."
      action={
        <ButtonLink href="/" variant="primary">
          Go to your accounts
        </ButtonLink>
      }
    />
  );
}
