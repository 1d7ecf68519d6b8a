export function emitTypes(outDir: string): void;
