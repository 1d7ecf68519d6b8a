/** An outside that understood us and does not let us: the token lacks a permission. */
export class NotAllowed extends Error {}
