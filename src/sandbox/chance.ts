/** Everything random in a sandbox, drawn from its seed: the same seed gives the same fleet, ids and answers. */
export interface Chance {
  /** Uniform in [0, 1). */
  fraction(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** Lower-case hexadecimal text of this many characters. */
  hex(length: number): string;
  /** A version 4 UUID. */
  uuid(): string;
  /** A stream of its own: draws from it never move this one. */
  branch(label: string): Chance;
  /** Where the stream stands, to be resumed there later. */
  state(): readonly number[];
  resume(state: readonly number[]): void;
}

/** Four 32-bit words from text (FNV-1a over four offsets), to start a generator with. */
function seedWords(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let at = 0; at < text.length; at += 1) {
    for (let word = 0; word < 4; word += 1) {
      words[word] = Math.imul((words[word] as number) ^ (text.charCodeAt(at) + word), 0x01000193);
    }
  }
  return words;
}

/** The small fast counter generator (sfc32). */
class WordSource {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(text: string) {
    [this.#a, this.#b, this.#c, this.#counter] = seedWords(text);
    for (let warm = 0; warm < 16; warm += 1) this.next();
  }

  /** 32 unsigned bits. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  state(): readonly number[] {
    return [this.#a, this.#b, this.#c, this.#counter];
  }

  resume([a = 0, b = 0, c = 0, counter = 0]: readonly number[]): void {
    [this.#a, this.#b, this.#c, this.#counter] = [a, b, c, counter];
  }
}

/** Every four hexadecimal digits: ids are drawn by the million. */
const quads = Array.from({ length: 0x10000 }, (_, value) => value.toString(16).padStart(4, "0"));

/** The stream that a seed text names. */
export function createChance(seed: string): Chance {
  const source = new WordSource(seed);
  const word = (): number => source.next();
  const below = (limit: number): number => Math.floor((word() / 2 ** 32) * limit);
  const hex = (length: number): string => {
    let text = "";
    while (text.length < length) {
      const drawn = word();
      text += `${quads[drawn >>> 16]}${quads[drawn & 0xffff]}`;
    }
    return text.slice(0, length);
  };
  return {
    fraction: () => word() / 2 ** 32,
    below,
    happens: (probability) => word() / 2 ** 32 < probability,
    pick: (choices) => choices[below(choices.length)] as (typeof choices)[number],
    hex,
    uuid: () => {
      const digits = hex(32);
      const variant = "89ab"[below(4)] as string;
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
    },
    branch: (label) => createChance(`${seed}/${label}`),
    state: () => source.state(),
    resume: (state) => source.resume(state),
  };
}
