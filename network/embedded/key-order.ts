// SPDX-License-Identifier: Apache-2.0

/** Code units above the surrogates sort below the characters that surrogates spell. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/**
 * Orders two keys as the bytes of their UTF-8 forms, which is how a peer's LevelDB orders them; JavaScript's own order of
 * strings differs from it above U+D7FF.
 */
export function compareKeys(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const [one, other] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (one !== other) return rank(one) - rank(other);
  }
  return left.length - right.length;
}
