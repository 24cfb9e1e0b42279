import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Something that was never asked before. */
export function newNonce(): string {
  return randomBytes(16).toString('hex');
}

export function newKey(): string {
  return randomBytes(32).toString('hex');
}

/** Shows that one knows the key without telling it. A proof of one side is none of the other. */
export function proofOf(key: string, side: 'leader' | 'follower', nonce: string): string {
  return createHmac('sha256', key).update(`${side}:${nonce}`).digest('hex');
}

export function isProof(proof: string, key: string, side: 'leader' | 'follower', nonce: string): boolean {
  const expected = Buffer.from(proofOf(key, side, nonce));
  const given = Buffer.from(proof);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
