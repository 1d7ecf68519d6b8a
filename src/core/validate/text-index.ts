const pieceLength = 3;

/** Answers which owners have a text that may contain a given one, without looking at all of them. */
export type TextIndex<Owner> = (text: string) => Iterable<Owner>;

/**
 * Files each owner's texts under their three-character pieces, ignoring case. The answer is never too small; it can be too large,
 * so the caller compares. A text shorter than a piece is answered with all owners.
 */
export function indexTexts<Owner>(
  owners: readonly Owner[],
  textsOf: (owner: Owner) => readonly string[],
): TextIndex<Owner> {
  const byPiece = new Map<string, Owner[]>();
  for (const owner of owners) {
    for (const piece of new Set(textsOf(owner).flatMap(piecesOf))) {
      const filed = byPiece.get(piece);
      if (filed === undefined) byPiece.set(piece, [owner]);
      else filed.push(owner);
    }
  }
  return (text) => {
    const candidates = piecesOf(text).map((piece) => byPiece.get(piece) ?? []);
    return candidates.reduce<readonly Owner[]>(
      (least, next) => (next.length < least.length ? next : least),
      owners,
    );
  };
}

function piecesOf(text: string): string[] {
  const folded = text.toLowerCase();
  const count = Math.max(0, folded.length - pieceLength + 1);
  return Array.from({ length: count }, (_, start) => folded.slice(start, start + pieceLength));
}
