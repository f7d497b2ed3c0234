import ExternalLink from "lucide-solid/icons/external-link";
import type { FieldProps } from "./credential-fields.tsx";
import { SecretField } from "./secret-field.tsx";

/** The provider's page where the person agrees opens beside this one; what it shows them is brought back here. */
export function OauthField(props: FieldProps<"oauth">) {
  const address = () => {
    const url = new URL(props.requirement.authorizeUrl);
    if (props.requirement.scopes.length > 0) url.searchParams.set("scope", props.requirement.scopes.join(" "));
    return url.href;
  };
  return (
    <div class="flex flex-col gap-3">
      <a
        href={address()}
        target="_blank"
        rel="noreferrer"
        class="inline-flex h-8 items-center gap-2 self-start rounded-inner border border-line bg-surface px-3 text-13 font-medium text-ink shadow-raised hover:bg-sunken max-narrow:h-11 max-narrow:px-4 [&_svg]:size-4"
      >
        Agree at {props.requirement.provider}
        <ExternalLink aria-hidden="true" />
        <span class="sr-only"> (opens a new tab)</span>
      </a>
      <SecretField {...props} />
    </div>
  );
}
