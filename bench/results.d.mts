export function tooSlow(
  name: string,
  measured: { readonly ratio: number },
  recorded: { readonly [name: string]: { readonly ratio: number } },
): string | undefined;
export function missed(
  limit: { readonly [what: string]: number },
  measured: {
    readonly ms: number;
    readonly floorMs: number;
    readonly ratio: number;
    readonly peakMb: number;
  },
): readonly string[];
export function readResults(): {
  readonly scales: {
    readonly [scale: string]: {
      readonly [name: string]: { readonly ms: number; readonly floorMs: number; readonly ratio: number };
    };
  };
};
