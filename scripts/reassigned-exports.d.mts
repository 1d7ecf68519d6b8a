/** Names that a module exports and assigns to anywhere. */
export declare function reassignedExports(text: string): readonly string[];
