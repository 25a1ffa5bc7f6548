// SPDX-License-Identifier: Apache-2.0
import { compareInstants, TreatyError, type Instant, type Treaty } from '../../protocol/index.ts';
import { one } from '../known.ts';
import { ruleFor } from '../rule.ts';
import { requireDepositary, requireText } from './office.ts';

/** The depositary enters the authentic text of one language. */
const depositText = ruleFor('DepositText', {
  power: 'credentials',
  needs: (act) => [one('AuthenticText', act.body.language)],
  decide(act, { known, treaty }) {
    requireDepositary(act, treaty);
    const { language, digest, title } = act.body;
    const former = known.record('AuthenticText', language);
    // R-118 each language has one authentic text, which only a correction changes (VCLT 33, 79)
    if (former !== undefined) throw new TreatyError('TEXT_EXISTS', { language, digest: former.digest });
    return [{ type: 'TextDeposited', language, digest, ...(title === undefined ? {} : { title }) }];
  },
});

/** The depositary certifies a copy of the text as it stands. */
const certifyCopy = ruleFor('CertifyCopy', {
  power: 'credentials',
  needs: ({ body: { language, digest } }) => [one('AuthenticText', language), one('CertifiedCopy', language, digest)],
  decide(act, { known, treaty }) {
    requireDepositary(act, treaty);
    const { language, digest } = act.body;
    const { digest: text } = requireText(language, known);
    const former = known.record('CertifiedCopy', language, digest);
    // R-119 a copy is certified once
    if (former !== undefined) throw new TreatyError('COPY_CERTIFIED', { language, digest, at: former.certified.at });
    return [{ type: 'CopyCertified', language, digest, text }];
  },
});

/** Refuses a registration that is dated before the treaty is in force, or after now. */
function requireInForce(registered: Instant, { entry }: Treaty, now: Instant): void {
  const from = entry?.status === 'fixed' ? entry.from : undefined;
  const isEarly = entry !== undefined && (from === undefined || compareInstants(registered, from) < 0);
  // R-126 a treaty is registered once it is in force (UN General Assembly resolution 97 (I), article 1(2))
  if (isEarly || compareInstants(registered, now) > 0)
    throw new TreatyError('REGISTRATION_TOO_EARLY', { registered, from: from ?? 'at no time yet', now });
}

/** The depositary enters the registration under article 102 of the Charter of the United Nations. */
const enterRegistration = ruleFor('EnterRegistration', {
  power: 'credentials',
  needs: () => [],
  decide(act, { treaty, context: { now } }) {
    requireDepositary(act, treaty);
    const { number, registered } = act.body;
    // R-126 a treaty is registered once
    if (treaty.registration !== undefined)
      throw new TreatyError('REGISTRATION_EXISTS', { number: treaty.registration.number });
    requireInForce(registered, treaty, now);
    return [{ type: 'RegistrationEntered', number, registered }];
  },
});

/** The rules on the treaty's text, its copies and its registration. */
export const TEXT_RULES = [depositText, certifyCopy, enterRegistration] as const;
