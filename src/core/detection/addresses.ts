/** An IP address: 4 or 16 bytes. */
export interface Address {
  readonly family: 4 | 6;
  readonly bytes: readonly number[];
}

/** A network: the addresses whose first `bits` are those of `start`. */
export interface Network {
  readonly start: Address;
  readonly bits: number;
}

/** Go's `net.ParseIP`: no zone, no port, no leading zeros. Undefined when the text is no address. */
export function parseAddress(text: string): Address | undefined {
  const bytes = text.includes(":") ? parseIpv6(text) : parseIpv4(text);
  return bytes && { family: bytes.length === 4 ? 4 : 6, bytes };
}

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const [head = "", tail, more] = text.split("::");
  if (more !== undefined) return undefined;
  const before = groups(head, tail === undefined);
  const after = tail === undefined ? [] : groups(tail, true);
  if (!before || !after) return undefined;
  const missing = 16 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...before, ...Array.from({ length: missing }, () => 0), ...after];
}

/** Bytes of colon-separated groups; the last may be an IPv4 address when `atEnd`. */
function groups(text: string, atEnd: boolean): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const bytes: number[] = [];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const found = isLast && atEnd && part.includes(".") ? parseIpv4(part) : parseGroup(part);
    if (!found) return undefined;
    bytes.push(...found);
  }
  return bytes.length > 16 ? undefined : bytes;
}

function parseGroup(text: string): number[] | undefined {
  if (!/^[0-9a-f]{1,4}$/i.test(text)) return undefined;
  const value = Number.parseInt(text, 16);
  return [value >> 8, value & 255];
}

/** Go's `net.ParseCIDR`; bits behind the prefix do not matter. Undefined when the text is no network. */
export function parseCidr(text: string): Network | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const start = match ? parseAddress(match[1] as string) : undefined;
  if (!match || !start) return undefined;
  const bits = Number(match[2]);
  return bits <= start.bytes.length * 8 ? { start, bits } : undefined;
}

/** True when a network contains an address. */
export function contains({ start, bits }: Network, address: Address): boolean {
  if (start.family !== address.family) return false;
  return address.bytes.every((byte, index) => {
    const left = Math.min(8, Math.max(0, bits - index * 8));
    const mask = (0xff << (8 - left)) & 0xff;
    return (byte & mask) === ((start.bytes[index] as number) & mask);
  });
}

/** The IPv4 address inside an IPv4-mapped IPv6 address; undefined for any other. */
export function mappedIpv4({ bytes }: Address): Address | undefined {
  const prefix = bytes.slice(0, 12).join();
  return bytes.length === 16 && prefix === "0,0,0,0,0,0,0,0,0,0,255,255"
    ? { family: 4, bytes: bytes.slice(12) }
    : undefined;
}
