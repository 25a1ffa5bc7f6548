// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { BallotPaper, commitmentTo, paperBytes } from '../../chaincode/src/protocol/secret-ballot.ts';

const SALT = '0123456789abcdef'.repeat(4);
const P = 'P-4K7QX2M9TZ';
const paperOf = (change: object = {}): BallotPaper =>
  BallotPaper.parse({
    ...{ type: 'BallotPaper', v: 1, treaty: 'treaty', proposal: P, member: 'XA', choice: 'yes', salt: SALT },
    ...change,
  });
/** The bytes as they are documented, spelt out. */
const BYTES = `{"choice":"yes","member":"XA","proposal":"${P}","salt":"${SALT}","treaty":"treaty","type":"BallotPaper","v":1}`;

describe('the paper of a secret ballot', () => {
  it('has the bytes that are documented, in whatever order its fields were given', () => {
    expect(new TextDecoder().decode(paperBytes(paperOf()))).to.equal(BYTES);
    const { type, ...rest } = paperOf();
    expect(paperBytes(BallotPaper.parse({ ...rest, type }))).to.deep.equal(paperBytes(paperOf()));
  });

  it('is committed to by the SHA-256 of these bytes, as any other program computes it', () => {
    expect(commitmentTo(paperOf())).to.equal(createHash('sha256').update(BYTES, 'utf8').digest('hex'));
  });

  it('has another commitment under another choice, salt, member, proposal or treaty', () => {
    const others = [
      { choice: 'no' },
      { salt: SALT.replace('0', '1') },
      { member: 'XB' },
      { proposal: 'P-4K7QX2M9T0' },
      { treaty: 'other' },
    ];
    const all = [paperOf(), ...others.map(paperOf)].map(commitmentTo);
    expect(new Set(all).size).to.equal(all.length);
  });

  it('has exactly its fields, and a salt of 32 bytes', () => {
    const paper = paperOf();
    expect(BallotPaper.safeParse({ ...paper, note: 'more' }).success).to.equal(false);
    for (const field of Object.keys(paper)) {
      const { [field as 'salt']: _, ...less } = paper;
      expect(BallotPaper.safeParse(less).success, `without ${field}`).to.equal(false);
    }
    for (const salt of [SALT.slice(2), `${SALT}00`, SALT.toUpperCase(), SALT.replace('0', 'g')])
      expect(BallotPaper.safeParse({ ...paper, salt }).success, salt).to.equal(false);
    for (const change of [{ type: 'CastVote' }, { v: 2 }, { choice: 'perhaps' }])
      expect(BallotPaper.safeParse({ ...paper, ...change }).success, JSON.stringify(change)).to.equal(false);
  });
});
