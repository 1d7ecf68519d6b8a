/** Who a credential is and what it may do in one organization, as the service says; or why nobody could say. */
export type Identity =
  | {
      readonly known: true;
      /** The key's name, or the user's id. */
      readonly name: string;
      /** A user's key reaches every organization of that user. */
      readonly isUser: boolean;
      readonly permissions: readonly string[];
    }
  | {
      readonly known: false;
      /** What was not got. */
      readonly at: "token" | "who";
      readonly why: "refused" | "unreachable" | "unreadable";
      readonly reason: string;
    };
