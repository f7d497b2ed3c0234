/** The one table of error codes: HTTP status and the sentence a person reads when a throw site gives none. */
export const ERRORS = {
  invalid: { status: 400, message: "Some of what you sent is not valid." },
  unauthenticated: { status: 401, message: "Sign in to continue." },
  invalid_credentials: { status: 401, message: "That e-mail and password do not match." },
  mfa_required: { status: 401, message: "Enter the code that your authenticator app shows." },
  wrong_code: { status: 401, message: "That code does not work. Wait for the next one, or use a recovery code." },
  challenge_over: { status: 401, message: "That took too long. Enter your password again." },
  passkey_refused: { status: 401, message: "This passkey does not sign anybody in here. Use your password." },
  provider_refused: { status: 401, message: "Your provider did not sign you in here. Use your password." },
  bad_signature: { status: 401, message: "The request's signature does not match." },
  session_ended: { status: 401, message: "This session has ended. Sign in again." },
  plan_limit: { status: 402, message: "This account has reached a limit of its plan." },
  ai_cap_reached: { status: 402, message: "This account has used what it allows for AI this month." },
  second_factor_required: { status: 403, message: "Sign in with more than a password for this." },
  forbidden: { status: 403, message: "Your role does not allow this." },
  impersonation_ended: { status: 403, message: "This view through another person's eyes has ended." },
  bad_origin: { status: 403, message: "This request came from a page that may not make it." },
  suspended: { status: 403, message: "This account is suspended." },
  not_found: { status: 404, message: "There is nothing here, or you may not see it." },
  conflict: { status: 409, message: "This conflicts with something that already exists." },
  not_the_platform: { status: 409, message: "Open the platform first: this is decided there for every account." },
  not_an_agency: { status: 409, message: "Open the agency first: this is decided there for its clients as well." },
  not_a_subaccount: { status: 409, message: "Choose a client account first: this works on one account at a time." },
  refresh_conflict: { status: 409, message: "This token was just renewed elsewhere. Use the newer one." },
  window_closed: {
    status: 409,
    message: "The reply window is closed: free-form text is allowed only for a time after the customer's last message.",
  },
  channel_unavailable: {
    status: 409,
    message: "This channel is not connected. Check its integration, then try again.",
  },
  ai_not_connected: {
    status: 409,
    message: "AI is not connected here. An administrator connects Claude under Modules.",
  },
  outside_id_taken: { status: 409, message: "That number or id is already connected elsewhere." },
  link_over: { status: 410, message: "This link has been used, taken back or has run out. Ask for a new one." },
  too_large: { status: 413, message: "That is larger than this door accepts." },
  unsupported_media_type: { status: 415, message: "Send this as application/json." },
  too_many: { status: 429, message: "Too many attempts. Wait a moment, then try again." },
  internal: { status: 500, message: "Something went wrong on our side. Give this request id to support." },
  unavailable: { status: 503, message: "This is not available for the moment. Try again shortly." },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One entry of an error answer. `field` is the dotted path of the input at fault. */
export interface ErrorItem {
  message: string;
  code: ErrorCode;
  field?: string;
  /** What stands in the way, in the same account: a screen can lead there. */
  about?: { id: string; name: string };
  /** With `mfa_required`: what the second step of signing in is sent with. */
  challenge?: string;
}

/** What every failing request answers: `{errors: [...], requestId}` with the status of the first error. */
export interface ErrorBody {
  errors: ErrorItem[];
  requestId: string;
}

/**
 * A refusal with a code of the table. Crosses RPC between worker and objects: there `instanceof` does not hold but own
 * properties do, so test with `isTrellisError`.
 */
export class TrellisError extends Error {
  readonly code: ErrorCode;
  readonly items: ErrorItem[];
  readonly retryAfterSeconds?: number;

  constructor(
    code: ErrorCode,
    detail: {
      message?: string;
      field?: string;
      about?: NonNullable<ErrorItem["about"]>;
      challenge?: string;
      items?: ErrorItem[];
      retryAfterSeconds?: number;
    } = {},
  ) {
    const message = detail.message ?? ERRORS[code].message;
    super(message);
    this.name = "TrellisError";
    this.code = code;
    const { about, field, challenge } = detail;
    const one = {
      message,
      code,
      ...(field === undefined ? {} : { field }),
      ...(about === undefined ? {} : { about }),
      ...(challenge === undefined ? {} : { challenge }),
    };
    this.items = detail.items ?? [one];
    if (detail.retryAfterSeconds !== undefined) this.retryAfterSeconds = detail.retryAfterSeconds;
  }
}

/** Whether a caught value is a refusal of ours, also after it crossed RPC. */
export function isTrellisError(error: unknown): error is TrellisError {
  if (typeof error !== "object" || error === null) return false;
  const { code, items } = error as { code?: unknown; items?: unknown };
  return typeof code === "string" && Object.hasOwn(ERRORS, code) && Array.isArray(items);
}
