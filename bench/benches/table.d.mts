export const benches: readonly { readonly name: string; readonly what: string }[];
