const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True for text in the shape of a UUID: organizations, sensors and keys are named so. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
