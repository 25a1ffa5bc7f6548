// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** A treaty on a channel, such as `conditional-ai-safety-treaty`; every key of its record begins with it. */
export const TreatyId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,62}$/, 'a treaty such as conditional-ai-safety-treaty')
  .brand('TreatyId');
export type TreatyId = z.infer<typeof TreatyId>;

/** A state party or an institution, such as `XA` or `AISI-XA`: at most 16 characters, unique in its treaty. */
export const MemberId = z
  .string()
  .regex(/^[A-Z][A-Z0-9-]{0,15}$/, 'a member such as XA or AISI-XA')
  .brand('MemberId');
export type MemberId = z.infer<typeof MemberId>;

/** An office that acts for a member, such as `XA/delegate-1`; it names an office, never a person. */
export const RepresentativeId = z
  .string()
  .regex(/^[A-Z][A-Z0-9-]{0,15}\/[a-z][a-z0-9-]{0,31}$/, 'an office such as XA/delegate-1')
  .brand('RepresentativeId');
export type RepresentativeId = z.infer<typeof RepresentativeId>;

/** A membership service provider of the channel, the Fabric organisation that carries a member's acts. */
export const MspId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, 'a membership service provider such as XAMSP')
  .brand('MspId');
export type MspId = z.infer<typeof MspId>;

/** The number of an act, chosen by its author: a lower-case UUID (RFC 9562), used once by one representative. */
export const ActId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a lower-case UUID')
  .brand('ActId');
export type ActId = z.infer<typeof ActId>;

/** A channel and the SHA-256 of the header of its genesis block: `treaty@<64 hexadecimal digits>`. */
export const NetworkId = z
  .string()
  .regex(/^[a-z][a-z0-9.-]{0,248}@[0-9a-f]{64}$/, 'a channel, @ and the 64 hexadecimal digits of its genesis block')
  .brand('NetworkId');
export type NetworkId = z.infer<typeof NetworkId>;

/** A proposal, derived from the act that moved it. */
export const ProposalId = z
  .string()
  .regex(/^P-[0-9A-HJKMNP-TV-Z]{10}$/, 'a proposal such as P-4K7QX2M9TZ')
  .brand('ProposalId');
export type ProposalId = z.infer<typeof ProposalId>;

/** One version of a threshold, derived from the act that established or proposed it. */
export const VersionId = z
  .string()
  .regex(/^T-[0-9A-HJKMNP-TV-Z]{10}$/, 'a version of a threshold such as T-4K7QX2M9TZ')
  .brand('VersionId');
export type VersionId = z.infer<typeof VersionId>;

/** A reservation, derived from the act that deposited it with its instrument. */
export const ReservationId = z
  .string()
  .regex(/^R-[0-9A-HJKMNP-TV-Z]{10}$/, 'a reservation such as R-4K7QX2M9TZ')
  .brand('ReservationId');
export type ReservationId = z.infer<typeof ReservationId>;

/** A declaration of a state, derived from the act that made it. */
export const DeclarationId = z
  .string()
  .regex(/^D-[0-9A-HJKMNP-TV-Z]{10}$/, 'a declaration such as D-4K7QX2M9TZ')
  .brand('DeclarationId');
export type DeclarationId = z.infer<typeof DeclarationId>;

/** A notification of the depositary, derived from the act that circulated it. */
export const NotificationId = z
  .string()
  .regex(/^N-[0-9A-HJKMNP-TV-Z]{10}$/, 'a notification such as N-4K7QX2M9TZ')
  .brand('NotificationId');
export type NotificationId = z.infer<typeof NotificationId>;

/** The correction of an error in the text, derived from the act that proposed it. */
export const CorrectionId = z
  .string()
  .regex(/^C-[0-9A-HJKMNP-TV-Z]{10}$/, 'a correction such as C-4K7QX2M9TZ')
  .brand('CorrectionId');
export type CorrectionId = z.infer<typeof CorrectionId>;

/** The name of a model within the names of the member that registers it, such as `gpt-5`. */
export const ModelSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a short name such as gpt-5');
export type ModelSlug = z.infer<typeof ModelSlug>;

/** A model or training run, under the member that registered it: nobody can occupy another's names. Such as `AISI-XA/gpt-5`. */
export const ModelId = z
  .string()
  .regex(/^[A-Z][A-Z0-9-]{0,15}\/[a-z0-9][a-z0-9-]{0,62}$/, 'a model such as AISI-XA/gpt-5')
  .brand('ModelId');
export type ModelId = z.infer<typeof ModelId>;

/** A declaration of compute, derived from the act that made it. */
export const ComputeId = z
  .string()
  .regex(/^F-[0-9A-HJKMNP-TV-Z]{10}$/, 'a declaration of compute such as F-4K7QX2M9TZ')
  .brand('ComputeId');
export type ComputeId = z.infer<typeof ComputeId>;

/** A discrepancy between the figures of two declarers, derived from the act that brought it about. */
export const DiscrepancyId = z
  .string()
  .regex(/^X-[0-9A-HJKMNP-TV-Z]{10}$/, 'a discrepancy such as X-4K7QX2M9TZ')
  .brand('DiscrepancyId');
export type DiscrepancyId = z.infer<typeof DiscrepancyId>;

/** A language in which the text is authentic, such as `en` or `zh-Hans` (BCP 47). */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'a language such as en or zh-Hans')
  .brand('Language');
export type Language = z.infer<typeof Language>;

/** A threshold of the profile, such as `oversight`. */
export const ThresholdId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'a threshold such as oversight')
  .brand('ThresholdId');
export type ThresholdId = z.infer<typeof ThresholdId>;

/** An organ of the treaty, such as `conference`. */
export const OrganId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'an organ such as conference')
  .brand('OrganId');
export type OrganId = z.infer<typeof OrganId>;

/** A group of members or a measure of weight that a rule names, such as `developing` or `tonnage`. */
export const GroupName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]{0,31}$/, 'a group or measure such as developing or tonnage')
  .brand('GroupName');
export type GroupName = z.infer<typeof GroupName>;

/** The identifier of a transaction on the ledger: 64 hexadecimal digits. */
export const TransactionId = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a transaction, 64 lower-case hexadecimal digits')
  .brand('TransactionId');
export type TransactionId = z.infer<typeof TransactionId>;

/** A SHA-256 digest: 64 lower-case hexadecimal digits. */
export const Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a SHA-256 digest, 64 lower-case hexadecimal digits')
  .brand('Digest');
export type Digest = z.infer<typeof Digest>;

/** The member for which an office acts: the part before the slash. */
export function memberOf(representative: RepresentativeId): MemberId {
  return MemberId.parse(representative.slice(0, representative.indexOf('/')));
}

/** The model that a member registers under a short name. */
export function modelOf(member: MemberId, slug: ModelSlug): ModelId {
  return ModelId.parse(`${member}/${slug}`);
}

/** The member that has registered a model: the part before the slash. */
export function registrantOf(model: ModelId): MemberId {
  return MemberId.parse(model.slice(0, model.indexOf('/')));
}

/** The office of a member, such as `XA/head`. */
export function officeOf(member: MemberId, office: string): RepresentativeId {
  return RepresentativeId.parse(`${member}/${office}`);
}
