// SPDX-License-Identifier: Apache-2.0
/** What a failure means to the one who asked; each kind has one exit code of the command line. */
export type ErrorKind = 'failure' | 'usage' | 'refused' | 'unverified' | 'unavailable';

/**
 * One entry of the registry: `says` and `remedy` are sentences whose `{names}` are filled from the details; a part in square
 * brackets stands only where the details that it names are stated.
 */
export interface ErrorEntry {
  readonly kind: ErrorKind;
  readonly says: string;
  readonly remedy: string;
}

/**
 * Every way in which Depositary refuses or fails. A code is never renamed and never means something else later.
 * The page `docs/reference/errors.md` is made from this table.
 */
export const ERRORS = {
  // Bytes and documents
  BYTES_TOO_MANY: {
    kind: 'refused',
    says: 'The document has {bytes} bytes; at most {limit} are taken.',
    remedy: 'Shorten it; put long texts into a file and give its digest.',
  },
  BYTES_NOT_UTF8: {
    kind: 'refused',
    says: 'The bytes are not UTF-8, or begin with a byte order mark.',
    remedy: 'Save the document as UTF-8 without byte order mark.',
  },
  JSON_MALFORMED: {
    kind: 'refused',
    says: 'The document is not JSON (RFC 8259).',
    remedy: 'Check brackets, quotation marks and commas near byte {position}.',
  },
  JSON_TOO_DEEP: {
    kind: 'refused',
    says: 'The document is nested deeper than {limit} levels.',
    remedy: 'Flatten it.',
  },
  JSON_DUPLICATE_NAME: {
    kind: 'refused',
    says: 'The name {name} stands twice in one object.',
    remedy: 'Keep one of the two; which one was meant cannot be guessed.',
  },
  JSON_BAD_TEXT: {
    kind: 'refused',
    says: 'A text holds a lone surrogate or a noncharacter (RFC 7493, 2.1).',
    remedy: 'Remove that character.',
  },
  JSON_BAD_NUMBER: {
    kind: 'refused',
    says: 'A number cannot be represented (RFC 7493, 2.2).',
    remedy: 'Write large or exact numbers as texts of decimal digits.',
  },
  NOT_CANONICAL: {
    kind: 'refused',
    says: 'The bytes are JSON, but not its canonical form (RFC 8785).',
    remedy: 'Pass the document through `depositary canonical` before sealing it.',
  },
  JSON_BAD_VALUE: {
    kind: 'failure',
    says: 'A value of the type {type} is none that JSON can write.',
    remedy: 'This is a defect of the program that built the document: leave the member out, or write it as text.',
  },
  DIGEST_INVALID: {
    kind: 'refused',
    says: 'A SHA-256 digest is 32 bytes, or 64 lower-case hexadecimal digits.',
    remedy: 'Compute it again, for example with `sha256sum`.',
  },
  AMOUNT_INVALID: {
    kind: 'refused',
    says: '{text} is not a whole number from 0 to 10^40.',
    remedy: 'Write digits only, or 1e25 or 2.5e25 where no fraction remains.',
  },
  INSTANT_INVALID: {
    kind: 'usage',
    says: '{text} is not an instant in the spelling that is used here.',
    remedy: 'Write UTC, such as 2026-11-23T10:00:00Z.',
  },
  INSTANT_OUT_OF_RANGE: {
    kind: 'refused',
    says: 'The point in time lies outside the years 1900 to 9999.',
    remedy: 'Check the clock of the machine, or shorten the duration.',
  },

  // Seals and keys
  KEY_INVALID: {
    kind: 'refused',
    says: 'This is not an Ed25519 key; expected is {expected}.',
    remedy: 'Copy the key as `depositary seal keygen` printed it.',
  },
  KEY_WEAK: {
    kind: 'refused',
    says: 'The key {key} is not canonical, or not in the prime-order subgroup, so that its signatures could mean more than one message.',
    remedy: 'Make a new key with `depositary seal keygen`; ask where this one came from.',
  },
  DOCUMENT_NOT_OBJECT: {
    kind: 'refused',
    says: 'Only a JSON object can be sealed.',
    remedy: 'Put the content into an object: { .. }.',
  },
  SEAL_MISSING: {
    kind: 'unverified',
    says: 'The document carries no proof.',
    remedy: 'Seal it with `depositary seal sign`.',
  },
  SEAL_TOO_MANY: {
    kind: 'unverified',
    says: 'The document carries {proofs} proofs; at most {limit} are taken.',
    remedy: 'Remove proofs that the rule does not ask for.',
  },
  SEAL_MALFORMED: {
    kind: 'unverified',
    says: 'In the seal, the member {field} is missing, unknown or malformed.',
    remedy: 'Seal the document again with `depositary seal sign`.',
  },
  SEAL_SUITE_UNKNOWN: {
    kind: 'unverified',
    says: 'Proof {proof} is made by {suite}; only DataIntegrityProof with eddsa-jcs-2022 is verified here.',
    remedy: 'Ask the signer for a proof by eddsa-jcs-2022.',
  },
  SEAL_KEY_MISMATCH: {
    kind: 'unverified',
    says: 'Proof {proof} does not name one key as did:key:X#X.',
    remedy: 'Do not trust the document; ask the signer which key was meant.',
  },
  SEAL_KEY_UNKNOWN: {
    kind: 'unverified',
    says: 'The verification method {method} of proof {proof} is no did:key, and its key was not given.',
    remedy: 'Obtain the key from its controller by a way that you trust, and give it with --key-of.',
  },
  SEAL_CONTEXT_MISMATCH: {
    kind: 'unverified',
    says: 'The @context of proof {proof} is not the beginning of the @context of the document.',
    remedy: 'Do not trust the document: its terms may have been given another meaning.',
  },
  SEAL_CHAIN_UNSUPPORTED: {
    kind: 'unverified',
    says: 'Proof {proof} builds on another proof (previousProof); chains of proofs are not verified here.',
    remedy: 'Ask for a proof set, in which every signer signs the document itself.',
  },
  SEAL_EXPIRED: {
    kind: 'unverified',
    says: 'Proof {proof} expired at {expires}.',
    remedy: 'Ask the signer for a new proof.',
  },
  SEAL_INVALID: {
    kind: 'unverified',
    says: 'The signature of proof {proof} by {key} does not hold for this document.',
    remedy: 'The document was changed after sealing, or sealed with another key: obtain the original.',
  },
  SEAL_DUPLICATE: {
    kind: 'refused',
    says: 'The key {key} seals the document twice.',
    remedy: 'Each signer seals once; let another signer seal.',
  },
  KEY_FILE_OPEN: {
    kind: 'refused',
    says: 'The key file {file} can be read by others (mode {mode}).',
    remedy: 'Run `chmod 600` on it; if others had access, make a new key.',
  },
  FILE_EXISTS: {
    kind: 'refused',
    says: 'The file {file} exists already.',
    remedy: 'Choose another name; neither keys nor sealed documents are overwritten.',
  },
  FILE_UNREADABLE: {
    kind: 'failure',
    says: 'The file {file} cannot be read ({reason}).',
    remedy: 'Check its name and its permissions.',
  },
  FILE_UNWRITABLE: {
    kind: 'failure',
    says: 'The file {file} cannot be written ({reason}).',
    remedy: 'Check the folder, its permissions and the space on the disk.',
  },
  OUTPUT_UNWRITABLE: {
    kind: 'failure',
    says: 'The answer could not be written ({reason}).',
    remedy: 'Check where standard output leads to; what standard error says was recorded has been recorded.',
  },
  KEY_NOT_HERE: {
    kind: 'usage',
    says: 'This machine holds no key of {representative}: there is no {file}.',
    remedy:
      "Check the office with `depositary representative list`, and name its key file with --key; a new office is registered by the head of its member's delegation.",
  },
  KEY_FILE_MALFORMED: {
    kind: 'refused',
    says: 'The file {file} is not a key file, or its seed and its key do not belong together.',
    remedy: 'Restore it from a backup, or make a new key with `depositary seal keygen`.',
  },

  // Acts and those who carry them
  ACT_TYPE_UNKNOWN: {
    kind: 'refused',
    says: 'There is no act of the type {type}.',
    remedy: 'See the list of acts in docs/reference/acts.md.',
  },
  ACT_MALFORMED: {
    kind: 'refused',
    says: 'The act {type} is not of its form: {field} {problem}.',
    remedy: 'Correct that field; `depositary act draft` writes acts of the right form.',
  },
  ACT_ALREADY_RECORDED: {
    kind: 'refused',
    says: 'The act {id} of {by} is already recorded, in transaction {tx}.',
    remedy: 'Nothing: it has taken effect once.',
  },
  ACT_ID_REUSED: {
    kind: 'refused',
    says: '{by} has already used the id {id}, for another document (transaction {tx}).',
    remedy: 'Draft the act anew, with an id of its own.',
  },
  ACT_NETWORK_FOREIGN: {
    kind: 'refused',
    says: 'The act was made for the network {named}; this treaty was opened on {expected}.',
    remedy: 'Submit it where it belongs, or draft it anew for this network.',
  },
  ACT_TREATY_FOREIGN: {
    kind: 'refused',
    says: 'The act was made for the treaty {named}; expected was {expected}.',
    remedy: 'Name the treaty for which it was made.',
  },
  ACT_DATED_AHEAD: {
    kind: 'refused',
    says: 'The act is dated {at}, more than {aheadBy} after the transaction at {now}.',
    remedy: 'Set the clock of the machine on which it was drafted.',
  },
  ACT_EXPIRED: {
    kind: 'refused',
    says: 'The act was valid until {notAfter}; the transaction is of {now}.',
    remedy: 'Draft and seal it anew.',
  },
  TRANSACTION_UNKNOWN: {
    kind: 'refused',
    says: 'The contract {contract} has no such transaction.',
    remedy: 'See the list of acts and questions in docs/reference.',
  },
  TRANSACTION_MISMATCH: {
    kind: 'refused',
    says: 'The transaction takes an act of the type {expected}; it was given one of the type {type}.',
    remedy: 'Submit the act through the transaction of its own type.',
  },
  CARRIER_FOREIGN: {
    kind: 'refused',
    says: 'An act of {member} must be carried by {expected}; it came with a certificate of {msp}.',
    remedy: "Submit it with the certificate of the member's own organisation.",
  },
  CARRIER_NOT_ADMIN: {
    kind: 'refused',
    says: 'The act {type} must be carried by an administrator certificate of {expected}.',
    remedy: "Ask the operator of the member's organisation to submit it.",
  },
  CARRIER_UNREADABLE: {
    kind: 'refused',
    says: 'The certificate that carries the transaction cannot be read.',
    remedy: 'Submit with an X.509 certificate of your organisation.',
  },
  CLOCK_AHEAD: {
    kind: 'refused',
    says: "The transaction is dated {now}, more than {aheadBy} ahead of this peer's clock.",
    remedy: 'Set the clock of the machine that submits; `depositary network doctor` shows the difference.',
  },
  CLOCK_BEHIND: {
    kind: 'refused',
    says: "The transaction is dated {now}, more than {behindBy} behind this peer's clock.",
    remedy: 'Set the clock of the machine that submits; `depositary network doctor` shows the difference.',
  },
  CLOCK_NOT_YET: {
    kind: 'refused',
    says: "The act may be recorded once this peer's own clock has passed {until}.",
    remedy: 'Submit it again after that time.',
  },
  TIME_RUNS_BACKWARDS: {
    kind: 'refused',
    says: 'The transaction is dated {now}; the record {record} was last changed at {changedAt}.',
    remedy: 'Submit it again; if it happens again, set the clock.',
  },

  // The treaty, its parties and institutions
  TREATY_UNKNOWN: {
    kind: 'refused',
    says: 'There is no treaty {treaty} on this channel.',
    remedy: 'Check its id; a treaty begins with the depositary opening it.',
  },
  TREATY_EXISTS: {
    kind: 'refused',
    says: 'The treaty {treaty} has already been opened.',
    remedy: 'Choose another id.',
  },
  TREATY_OPENING_FORBIDDEN: {
    kind: 'refused',
    says: 'Treaties on this channel are opened by {expected}; the act came with a certificate of {msp}.',
    remedy: 'Ask that organisation. It stands in the chaincode package that the parties approved.',
  },
  TREATY_CHANNEL_FOREIGN: {
    kind: 'refused',
    says: 'The act names the network {named}; this is the channel {channel}.',
    remedy: 'Draft it for this network.',
  },
  TREATY_DEPOSITARY_UNLISTED: {
    kind: 'refused',
    says: 'The depositary {institution} is not among the institutions of the treaty, or its office is not of it.',
    remedy: 'List the institution that serves as depositary, and open the treaty in the name of its office.',
  },
  MEMBER_NAMED_TWICE: {
    kind: 'refused',
    says: 'The opening act names {member} twice.',
    remedy: 'Give each party and institution an id of its own.',
  },
  MEMBER_UNKNOWN: {
    kind: 'refused',
    says: '{member} is neither a party nor an institution of the treaty {treaty}.',
    remedy: 'Check the id with `depositary party list`.',
  },
  PARTY_UNKNOWN: {
    kind: 'refused',
    says: '{member} is no state named by the treaty.',
    remedy: 'Only states sign, are bound and stand in relations; check the id with `depositary party list`.',
  },
  PARTY_ALREADY_BOUND: {
    kind: 'refused',
    says: '{member} has been bound since {since}.',
    remedy: 'Nothing: one instrument suffices.',
  },
  PARTY_STATUS: {
    kind: 'refused',
    says: '{member} is {status}; {act} asks for a state that is {expected}.',
    remedy: 'See `depositary treaty status` for how each state stands.',
  },
  INSTRUMENT_UNKNOWN: {
    kind: 'refused',
    says: '{member} has deposited no instrument {instrument}.',
    remedy: 'See `depositary treaty queue` for the instruments and their ids.',
  },
  INSTRUMENT_STATUS: {
    kind: 'refused',
    says: 'The instrument {instrument} of {member} is {status}; {act} asks for one that is {expected}.',
    remedy: 'See `depositary treaty queue`.',
  },
  INSTRUMENT_UNDER_EXAMINATION: {
    kind: 'refused',
    says: 'The instrument {instrument} of {member} is still under examination.',
    remedy: "Wait for the depositary's finding; another one can be deposited if it is not in due form.",
  },
  RESERVATION_NOT_ALLOWED: {
    kind: 'refused',
    says: 'The treaty allows no reservation to {provision}: it allows {allowed}.',
    remedy: 'Sign, or deposit the instrument, without it; an interpretative declaration is always possible.',
  },
  RESERVATION_UNKNOWN: {
    kind: 'refused',
    says: 'There is no reservation {reservation}.',
    remedy: 'See `depositary treaty status` for the reservations and their ids.',
  },
  RESERVATION_STATUS: {
    kind: 'refused',
    says: 'The reservation {reservation} is {status}; {act} asks for one that is {expected}.',
    remedy: 'See `depositary treaty status`.',
  },
  RESERVATION_NOT_YOURS: {
    kind: 'refused',
    says: 'The reservation {reservation} is of {party}, not of {member}.',
    remedy: 'A reservation is confirmed and withdrawn by the state that made it; others object.',
  },
  RESERVATION_YOUR_OWN: {
    kind: 'refused',
    says: '{member} made the reservation {reservation} itself.',
    remedy: 'Withdraw it instead.',
  },
  OBJECTION_TOO_LATE: {
    kind: 'refused',
    says: '{member} could object to {reservation} until {until}; the transaction is of {now}.',
    remedy: 'The reservation counts as accepted by {member} (VCLT 20(5)).',
  },
  OBJECTION_STATUS: {
    kind: 'refused',
    says: 'The objection of {member} to {reservation} is {status}; {act} asks for one that is {expected}.',
    remedy: 'See `depositary treaty status`.',
  },
  DECLARATION_UNKNOWN: {
    kind: 'refused',
    says: 'There is no declaration {declaration}.',
    remedy: 'See `depositary treaty status` for the declarations and their ids.',
  },
  DECLARATION_STATUS: {
    kind: 'refused',
    says: 'The declaration {declaration} is {status}; {act} asks for one that is {expected}.',
    remedy: 'See `depositary treaty status`.',
  },
  DECLARATION_NOT_YOURS: {
    kind: 'refused',
    says: 'The declaration {declaration} is of {party}, not of {member}.',
    remedy: 'A declaration is withdrawn by the state that made it.',
  },
  PROVISIONAL_APPLICATION_NOT_ALLOWED: {
    kind: 'refused',
    says: 'The profile {profile} does not provide for provisional application.',
    remedy: 'The treaty applies from its entry into force.',
  },
  WITHDRAWAL_NOT_PROVIDED: {
    kind: 'refused',
    says: 'The profile {profile} does not provide for withdrawal.',
    remedy: 'Amend the profile, or settle the matter by the consent of all parties (VCLT 54).',
  },
  WITHDRAWAL_TOO_EARLY: {
    kind: 'refused',
    says: '{member} may give notice from {from} on; the transaction is of {now}.',
    remedy: 'Give it after that time.',
  },
  WITHDRAWAL_CONDITION_UNANSWERED: {
    kind: 'refused',
    says: 'The notice does not answer these conditions of the profile, each once: {missing}.',
    remedy: 'State for each condition how it has been met.',
  },
  TEXT_UNKNOWN: {
    kind: 'refused',
    says: 'There is no authentic text in {language}.',
    remedy: 'Enter it first: `depositary treaty text`.',
  },
  TEXT_EXISTS: {
    kind: 'refused',
    says: 'The text in {language} is on the record already, as {digest}.',
    remedy: 'An error in it is corrected: `depositary treaty correct`.',
  },
  COPY_CERTIFIED: {
    kind: 'refused',
    says: 'The copy {digest} in {language} was certified at {at}.',
    remedy: 'Nothing: one certificate suffices.',
  },
  REGISTRATION_EXISTS: {
    kind: 'refused',
    says: 'The treaty is registered already, under {number}.',
    remedy: 'Nothing: a treaty is registered once.',
  },
  REGISTRATION_TOO_EARLY: {
    kind: 'refused',
    says: 'A registration at {registered} is not of a treaty in force: it enters into force {from}, and it is {now}.',
    remedy: 'Register the treaty once it is in force, and enter the registration then.',
  },
  NOTIFICATION_UNKNOWN: {
    kind: 'refused',
    says: 'There is no notification {notification}.',
    remedy: 'See `depositary treaty notifications`.',
  },
  NOTIFICATION_ACKNOWLEDGED: {
    kind: 'refused',
    says: '{member} acknowledged the notification {notification} at {at}.',
    remedy: 'Nothing: one acknowledgement suffices.',
  },
  CORRECTION_NOT_PROVIDED: {
    kind: 'refused',
    says: 'The profile {profile} states no period within which a correction may be objected to.',
    remedy: 'Amend the profile, or agree on a corrected text otherwise (VCLT 79(1)).',
  },
  CORRECTION_BASE_STALE: {
    kind: 'refused',
    says: 'The correction starts from the text {base} in {language}; {digest} stands.',
    remedy: 'Propose it anew from the text that stands, and change it.',
  },
  CORRECTION_UNKNOWN: {
    kind: 'refused',
    says: 'There is no correction {correction}.',
    remedy: 'See `depositary treaty texts`.',
  },
  CORRECTION_STATUS: {
    kind: 'refused',
    says: 'The correction {correction} is {status}; {act} asks for one that is {expected}.',
    remedy: 'See `depositary treaty texts`.',
  },
  CORRECTION_PERIOD_OVER: {
    kind: 'refused',
    says: 'The correction {correction} could be objected to until {until}; the transaction is of {now}.',
    remedy: 'The depositary may effect it now.',
  },
  CORRECTION_TOO_EARLY: {
    kind: 'refused',
    says: 'The correction {correction} may be objected to until {until}; the transaction is of {now}.',
    remedy: 'Effect it after that time.',
  },
  SUCCESSION_CHANGES_NOTHING: {
    kind: 'refused',
    says: '{member} is hosted by {msp} already.',
    remedy: 'Name another organisation.',
  },
  SUCCESSION_NONE: {
    kind: 'refused',
    says: '{member} has not announced that {msp} is to host it.',
    remedy: 'Let its head of delegation announce it, carried by the present organisation.',
  },
  ID_TAKEN: {
    kind: 'refused',
    says: 'The id {id} belongs to another record already.',
    remedy: 'Draft the act anew, under another number.',
  },

  // Representatives and their keys
  REPRESENTATIVE_UNKNOWN: {
    kind: 'refused',
    says: 'No representative {representative} is registered.',
    remedy: "Ask the head of the member's delegation to register the office.",
  },
  REPRESENTATIVE_EXISTS: {
    kind: 'refused',
    says: '{representative} is registered already and is {status}.',
    remedy: 'Rotate or recover its key, or register another office.',
  },
  REPRESENTATIVE_NOT_ACTING: {
    kind: 'refused',
    says: '{representative} is {status} and cannot act.',
    remedy: "Ask the head of the member's delegation.",
  },
  REPRESENTATIVE_STATUS: {
    kind: 'refused',
    says: '{representative} is {status}; {act} asks for {expected}.',
    remedy: 'See `depositary representative show {representative}`.',
  },
  REPRESENTATIVE_FOREIGN: {
    kind: 'refused',
    says: '{by} cannot act on {representative}: every member registers its own representatives.',
    remedy: "Only the head of that member's delegation may do this.",
  },
  REPRESENTATIVE_OUT_OF_TERM: {
    kind: 'refused',
    says: 'The term of {representative} runs from {from} to {until}; the transaction is of {now}.',
    remedy: "Ask the head of the member's delegation to register the office for a new term.",
  },
  DELEGATION_REFUSED: {
    kind: 'refused',
    says: 'The credentials of {head} were not found in due form, so {representative} cannot act.',
    remedy: 'Register a head of delegation whose credentials are in due form.',
  },
  POWERS_MISSING: {
    kind: 'refused',
    says: '{representative} holds {held}; the act {act} asks for {expected}.',
    remedy: 'Let a representative with these powers seal it.',
  },
  POWERS_EXCEEDED: {
    kind: 'refused',
    says: '{by} holds {held} and cannot confer {conferred}.',
    remedy: 'Confer only powers that the head of delegation holds.',
  },
  OFFICE_NOT_HEAD: {
    kind: 'refused',
    says: 'The act {act} is for the head of a delegation, {expected}; it came from {by}.',
    remedy: 'Let the head of delegation seal it.',
  },
  OFFICE_RESERVED: {
    kind: 'refused',
    says: 'The office {representative} is not filled in this way.',
    remedy: "A head of delegation is registered by the member's own organisation with RegisterHead.",
  },
  NOT_THE_DEPOSITARY: {
    kind: 'refused',
    says: 'The act {act} is for the depositary, {expected}; it came from {by}.',
    remedy: 'Send it to the depositary.',
  },
  CREDENTIALS_NOT_EXAMINED: {
    kind: 'refused',
    says: 'The depositary examines the credentials of heads of delegation; {representative} is none.',
    remedy: 'Examine those of the head; other representatives are seated by their own head.',
  },
  TERM_EMPTY: {
    kind: 'refused',
    says: 'The term ends at {until}, before it begins at {from} or before now.',
    remedy: 'Give a later end.',
  },
  KEY_UNCHANGED: {
    kind: 'refused',
    says: '{representative} holds this key already.',
    remedy: 'Make a new key with `depositary seal keygen`.',
  },
  KEY_REPLACEMENT_PENDING: {
    kind: 'refused',
    says: 'A replacement of the key of {representative} is under way and takes effect at {from}.',
    remedy: 'Wait, or let the holder of the present key object to it.',
  },
  KEY_REPLACEMENT_NONE: {
    kind: 'refused',
    says: 'No replacement of the key of {representative} is under way.',
    remedy: 'Nothing.',
  },
  SEAL_NOT_BY_OFFICE: {
    kind: 'refused',
    says: 'The act is not sealed by the one key that {representative} holds at {now}.',
    remedy: "Seal it with the office's registered key, and with no other.",
  },

  // Proposals, ballots, thresholds
  THRESHOLD_UNKNOWN: {
    kind: 'refused',
    says: 'The treaty has no threshold {threshold}.',
    remedy: 'See `depositary treaty show` for its thresholds.',
  },
  THRESHOLD_BASE_STALE: {
    kind: 'refused',
    says: 'The proposal starts from the version {base} of {threshold}; the latest is {latest}.',
    remedy: 'Read the latest version and propose from it.',
  },
  THRESHOLD_NOT_YET: {
    kind: 'refused',
    says: 'No version of {threshold} was in force at {at}.',
    remedy: 'Ask for a later instant.',
  },
  PROPOSAL_CHANGES_NOTHING: {
    kind: 'refused',
    says: 'The proposal names the value and the counting method that {threshold} has already.',
    remedy: 'Propose another value or method.',
  },
  ORGAN_NOT_MEMBER: {
    kind: 'refused',
    says: '{member} is not a member of {organ}.',
    remedy: 'Only members of this organ may do this; see `depositary treaty show`.',
  },
  ELECTORATE_EMPTY: {
    kind: 'refused',
    says: 'The organ {organ} has no members who could decide.',
    remedy: 'Wait until states have expressed their consent to be bound.',
  },
  PROPOSAL_EXISTS: {
    kind: 'refused',
    says: 'There is a proposal {proposal} already.',
    remedy: 'Draft yours anew: another act id gives another proposal id.',
  },
  PROPOSAL_UNKNOWN: {
    kind: 'refused',
    says: 'There is no proposal {proposal}.',
    remedy: 'See `depositary proposal list`.',
  },
  PROPOSAL_NOT_OPEN: {
    kind: 'refused',
    says: 'The proposal {proposal} is {status}.',
    remedy: 'See `depositary proposal show {proposal}`.',
  },
  PROPOSAL_NOT_YOURS: {
    kind: 'refused',
    says: 'The proposal {proposal} was moved by {mover}; {by} cannot withdraw it.',
    remedy: 'Only its mover may withdraw a proposal.',
  },
  ORGAN_UNKNOWN: {
    kind: 'refused',
    says: "The treaty's profile has no organ {organ}.",
    remedy: 'Run `depositary organ show` to see the organs.',
  },
  PROCEDURE_NOT_STATED: {
    kind: 'refused',
    says: "The treaty's profile states no procedure for: {subject}.",
    remedy:
      'Amend the profile first, where it provides for amendments; `depositary treaty show` lists what it provides for.',
  },
  STEP_UNKNOWN: {
    kind: 'refused',
    says: 'A proposal of this kind cannot begin at the step {step}.',
    remedy: 'Leave the step out, or name one that the profile lets open.',
  },
  PROPOSAL_RESTRAINED: {
    kind: 'refused',
    says: 'The same text was not carried as {proposal}, and may not be moved again until {until}.',
    remedy: 'Wait, or move another text.',
  },
  PROPOSAL_AMENDED_AWAY: {
    kind: 'refused',
    says: 'The profile was amended since {proposal} was opened under version {profile}, which ends the votes on it.',
    remedy: 'Close the proposal: it is withdrawn, or begins anew under the present profile.',
  },
  BALLOT_EXCLUDED: {
    kind: 'refused',
    says: '{member} is excluded from the decision on {proposal}.',
    remedy: 'A member that is concerned may speak, and does not vote.',
  },
  BALLOT_WORD_FOREIGN: {
    kind: 'refused',
    says: 'The rule of this proposal does not ask for {choice}.',
    remedy: 'Vote in one of these words: {expected}.',
  },
  BALLOT_MUST_BE_SECRET: {
    kind: 'refused',
    says: 'Voting on {proposal} is secret: a ballot carries a commitment to its paper, and no choice.',
    remedy: 'Vote with `depositary vote {proposal} CHOICE`, which makes the paper and keeps the choice off the ledger.',
  },
  BALLOT_MUST_BE_OPEN: {
    kind: 'refused',
    says: 'Voting on {proposal} is open: a ballot says its choice, and nobody would open a commitment.',
    remedy: 'Vote with `depositary vote {proposal} CHOICE`.',
  },
  TELLERS_TOO_FEW: {
    kind: 'refused',
    says: 'The ballot would be secret, and the organ {organ} has too few tellers who are not concerned: {tellers}; {agreeing} must agree.',
    remedy: 'Fill that organ first; `depositary organ show` shows it.',
  },
  PROPOSAL_NOT_SECRET: {
    kind: 'refused',
    says: 'Voting on {proposal} is open: nobody counts papers.',
    remedy: 'Close it once its window has ended; the ballots on the record are counted.',
  },
  REPORT_NOT_TELLER: {
    kind: 'refused',
    says: '{member} is no teller of {proposal}.',
    remedy: 'Its tellers were fixed when it was moved: {tellers}.',
  },
  REPORT_TOO_EARLY: {
    kind: 'refused',
    says: 'Voting on {proposal} lasts until {until}; the transaction is of {now}.',
    remedy: 'Report after that time.',
  },
  REPORT_TOO_LATE: {
    kind: 'refused',
    says: 'The tellers of {proposal} had until {until}; the transaction is of {now}.',
    remedy: 'Close the proposal; a new one can be moved.',
  },
  REPORT_SUPERSEDES_OTHER: {
    kind: 'refused',
    says: 'The report must name in `supersedes` the report that it corrects: {expected}.',
    remedy: 'Add --change to correct a report that stands, and leave it out where none does.',
  },
  REPORT_WORDS_FOREIGN: {
    kind: 'refused',
    says: 'The report counts other words than the rule of {proposal} asks for.',
    remedy: 'Count each of these words, none of them included: {expected}.',
  },
  REPORT_MISSING_FOREIGN: {
    kind: 'refused',
    says: 'The report says that the paper of {member} is missing, twice or of one who has no ballot on {proposal}.',
    remedy: 'Name each member whose ballot could not be counted once.',
  },
  REPORT_COUNT_OFF: {
    kind: 'refused',
    says: 'The report accounts for {reported} ballots on {proposal}; {ballots} are on the record.',
    remedy: 'Every ballot is either counted or named as missing.',
  },
  COUNT_BEGUN: {
    kind: 'refused',
    says: 'The papers of {proposal} are being counted: {tellers} has reported.',
    remedy: 'It is too late for this ballot, and for a longer window.',
  },
  COUNT_NOT_AGREED: {
    kind: 'refused',
    says: 'The same count of {agreeing} of the tellers of {proposal} is needed. Reported so far: {reported}. Not reported: {awaited}. They have until {until}.',
    remedy:
      'Wait for the tellers, who compare their papers and correct their reports; after that time a close ends the proposal as failed.',
  },
  RIGHTS_SUSPENDED: {
    kind: 'refused',
    says: 'The rights of {member} are suspended by decision.',
    remedy: 'They are restored by a decision of the same organ; duties go on meanwhile.',
  },
  RIGHTS_NOT_HELD: {
    kind: 'refused',
    says: '{party} has no rights that could be suspended: it is no party, or they stand suspended already.',
    remedy: 'See `depositary party show`.',
  },
  RIGHTS_NOT_SUSPENDED: {
    kind: 'refused',
    says: 'The rights of {party} do not stand suspended.',
    remedy: 'Nothing needs to be restored.',
  },
  PARTY_NOT_BOUND: {
    kind: 'refused',
    says: '{member} is not a party now: its status is {status}, and {expected} is needed.',
    remedy: 'See `depositary party show` for its acts and their dates.',
  },
  NOTE_NOT_YET_RECEIVED: {
    kind: 'refused',
    says: 'The note is said to have come at {received}, after now, {now}.',
    remedy: 'Give the instant of its recorded receipt.',
  },
  WINDOW_NOT_SWUNG: {
    kind: 'refused',
    says: 'The window of {proposal} is not extended: its rule provides for none, it was extended before, or no late vote has turned the outcome.',
    remedy: 'Close the proposal once its window has ended.',
  },
  WINDOW_SWUNG: {
    kind: 'refused',
    says: 'Late votes have turned the outcome of {proposal}: its window is to be extended before anybody closes it.',
    remedy: 'Run `depositary proposal extend {proposal}`; whoever may close may also extend.',
  },
  WINDOW_NOT_EXTENDABLE: {
    kind: 'refused',
    says: 'The window of {proposal} cannot be extended for an outage more than {most} times.',
    remedy: 'The vote goes on without a further extension; a new proposal can be moved.',
  },
  WINDOW_PAST_EXTENSION: {
    kind: 'refused',
    says: 'The extended window of {proposal} would have ended at {until}, before now, {now}.',
    remedy: 'Close the proposal; a new one can be moved.',
  },
  MEMBER_NOT_ELIGIBLE: {
    kind: 'refused',
    says: '{member} cannot hold a seat of {organ}: it is no party in good standing and no institution of the treaty.',
    remedy: 'Propose another member.',
  },
  SEAT_NOT_VACANT: {
    kind: 'refused',
    says: 'No seat of {organ} is vacant for {member}.',
    remedy:
      'Wait for a term to end, or give the beginning of the next one; seats kept for a group take its members only.',
  },
  SEAT_TERMS_SERVED: {
    kind: 'refused',
    says: '{member} may serve {most} terms in a row in {organ}, and has.',
    remedy: 'Propose another member.',
  },
  SEAT_TERM_AHEAD: {
    kind: 'refused',
    says: '{member} is already elected to a term in {organ} that is still to begin.',
    remedy: 'Wait until that term has begun, or let {member} give it up first.',
  },
  SEAT_NOT_HELD: {
    kind: 'refused',
    says: '{member} holds no seat of {organ}.',
    remedy: 'Nothing needs to be given up.',
  },
  THRESHOLD_ONLY_DOWN: {
    kind: 'refused',
    says: 'The threshold {threshold} may only be lowered: it stands at {present}, and {value} is more.',
    remedy: 'Propose a lower value, or amend the profile.',
  },
  THRESHOLD_NOTHING_TO_LOWER: {
    kind: 'refused',
    says: 'The threshold {threshold} may only be lowered, and it has no value from which to lower it.',
    remedy: 'Open the treaty with a value, or amend the profile so that the threshold may be set.',
  },
  THRESHOLD_REVISION_TOO_EARLY: {
    kind: 'refused',
    says: 'The threshold {threshold} may be revised from {from} on; the transaction is of {now}.',
    remedy: 'Propose it after that time.',
  },
  THRESHOLD_UNSET: {
    kind: 'refused',
    says: 'The threshold {threshold} has no value yet.',
    remedy: 'Propose one: `depositary threshold propose`.',
  },
  PROFILE_UNWORKABLE: {
    kind: 'refused',
    says: 'The profile can never work, at {field}: {problem}.',
    remedy: 'Run `depositary profile lint` on the file, and mend what it refuses.',
  },
  PROFILE_BASE_STALE: {
    kind: 'refused',
    says: 'The amendment starts from version {base} of the profile; the latest is {latest}.',
    remedy: 'Start from the latest version.',
  },
  PROFILE_VERSION_TAKEN: {
    kind: 'refused',
    says: 'Version {version} of {id} exists in this treaty, or belongs to another profile.',
    remedy: 'Keep the id and give a version that was never used.',
  },
  TREATY_SUSPENDED: {
    kind: 'refused',
    says: 'The treaty {treaty} is suspended at {at}: its parties are fewer than its profile asks for, and it takes no decisions.',
    remedy: 'It is in force again once enough states are bound; see `depositary treaty status`.',
  },
  CONCERNED_NOT_NAMED: {
    kind: 'refused',
    says: 'A resolution of the kind {resolution} names the member that it concerns: the rule gives that member a part of its own.',
    remedy: 'Name it with `--concerned`.',
  },
  CONCERNED_NOT_IN_TREATY: {
    kind: 'refused',
    says: '{member} is no party to the treaty and no institution of it: no resolution concerns it.',
    remedy: 'See `depositary treaty status` for the parties.',
  },
  SUSPENSION_OVER: {
    kind: 'refused',
    says: 'A suspension of the rights of {party} until {until} would be over now, at {now}.',
    remedy: 'Give a later end, or none.',
  },
  AMENDMENT_DROPS_THRESHOLD: {
    kind: 'refused',
    says: 'The amended profile leaves out the threshold {threshold}, which stands on the record.',
    remedy: 'Keep it: without `revision` nobody revises it any more.',
  },
  AMENDMENT_SETS_THRESHOLD: {
    kind: 'refused',
    says: 'The amendment restates the figure with which the threshold {threshold} began.',
    remedy: 'Leave it as it is in the present profile; figures change by `depositary threshold propose`.',
  },
  // Models and compute
  MODEL_NOT_ENTITLED: {
    kind: 'refused',
    says: '{member} is neither an institute nor a state: it keeps no models.',
    remedy: 'Let an institute, or a party, do it.',
  },
  MODEL_UNKNOWN: {
    kind: 'refused',
    says: 'There is no model {model} on the record.',
    remedy: 'Check its id with `depositary model list`; a model from which another descends is registered first.',
  },
  MODEL_EXISTS: {
    kind: 'refused',
    says: 'The model {model} is registered already (revision {revision}).',
    remedy: 'Correct its dossier with `depositary model correct`, or give another short name.',
  },
  MODEL_NOT_YOURS: {
    kind: 'refused',
    says: 'The model {model} was registered by {registrant}; you act for {member}.',
    remedy: 'Ask {registrant} to correct it.',
  },
  MODEL_REVISION_STALE: {
    kind: 'refused',
    says: 'The correction of {model} names the revision {named}; the one that stands is {expected}.',
    remedy: 'Draft it anew from the dossier that stands: `depositary model show {model}`.',
  },
  MODEL_CHANGES_NOTHING: {
    kind: 'refused',
    says: 'The dossier of {model} says all this already.',
    remedy: 'Nothing needs to be corrected.',
  },
  MODEL_LINEAGE_RING: {
    kind: 'refused',
    says: 'By this correction {model} would descend from itself.',
    remedy: 'Leave that ancestor out, or correct the model that descends from this one first.',
  },
  MODEL_LINEAGE_TOO_DEEP: {
    kind: 'refused',
    says: 'The ancestors that are added to {model} have more than {generations} generations, or are too many, to be followed.',
    remedy: 'Name a nearer ancestor.',
  },
  COMPUTE_DECLARER_FOREIGN: {
    kind: 'refused',
    says: '{member} has not registered {model}, is no institute, and the model lies outside its jurisdiction.',
    remedy: 'Let its registrant, an institute or a state of its jurisdiction declare it.',
  },
  COMPUTE_SUPERSEDES_OTHER: {
    kind: 'refused',
    says: 'The declaration {named} on {model} is none that stands of the same declarer; these are: {standing}.',
    remedy: 'Name one of these in `supersedes`, or none.',
  },
  COMPUTE_ALREADY_DECLARED: {
    kind: 'refused',
    says: 'The declarer stands by {declaration} for the phase {phase} of {model}, counted by this method.',
    remedy: 'Name it in `supersedes` to replace it.',
  },
  COMPUTE_TOTAL_AND_PHASES: {
    kind: 'refused',
    says: 'A total and phases of {model} by one declarer and one method would count twice; {declaration} stands.',
    remedy: 'Name it in `supersedes` to replace it.',
  },

  PROPOSAL_CLOSE_TOO_EARLY: {
    kind: 'refused',
    says: 'Voting on {proposal} lasts until {until}; the transaction is of {now}.',
    remedy: 'Close it after that time.',
  },
  PROPOSAL_CLOSE_NOT_ENTITLED: {
    kind: 'refused',
    says: '{member} is neither a member of the deciding organ, nor the mover, nor the depositary.',
    remedy: 'Ask one of these to close it.',
  },
  BALLOT_NOT_ENTITLED: {
    kind: 'refused',
    says: '{member} has no vote on {proposal}.',
    remedy: 'The electorate was fixed when the proposal was moved: {electorate}.',
  },
  BALLOT_WINDOW_NOT_OPEN: {
    kind: 'refused',
    says: 'Voting on {proposal} begins at {from}; the transaction is of {now}.',
    remedy: 'Vote after that time.',
  },
  BALLOT_WINDOW_CLOSED: {
    kind: 'refused',
    says: 'Voting on {proposal} ended at {until}; the transaction is of {now}.',
    remedy: 'It is too late for this ballot.',
  },
  BALLOT_ALREADY_CAST: {
    kind: 'refused',
    says: '{member} has voted on {proposal} already (ballot {ballot}).',
    remedy: 'The rule of this proposal does not let a vote be changed.',
  },
  BALLOT_SUPERSEDES_OTHER: {
    kind: 'refused',
    says: 'The ballot must name in `supersedes` the ballot that it replaces: {expected}.',
    remedy: 'Draft it anew from the ballot that stands: `vote` and `proposal receive` name it with `--change`.',
  },
  NOTE_OLDER_THAN_BALLOT: {
    kind: 'refused',
    says: 'The note came at {received}, before the ballot {ballot} that it would replace was cast, at {cast}.',
    remedy: 'The later vote stands; nothing needs to be entered.',
  },

  // Reading
  QUERY_MALFORMED: {
    kind: 'usage',
    says: 'The question is not of its form: {field} {problem}.',
    remedy: 'Correct that field.',
  },
  RECORD_UNKNOWN: {
    kind: 'refused',
    says: 'There is no {kind} {id} in {treaty}.',
    remedy: 'Check the id.',
  },

  // The ledger behind the port
  TRANSACTION_INVALIDATED: {
    kind: 'failure',
    says: 'The transaction {tx} was ordered, but the peers found it invalid: {validation}. Nothing was written.',
    remedy: 'Read the record again, and submit the act again if it is still meant.',
  },
  LEDGER_UNAVAILABLE: {
    kind: 'unavailable',
    says: 'The ledger could not be reached at {stage}: {problem}. Nothing was written.',
    remedy:
      'Try again[ with `depositary act submit {file}{options}`]; `depositary network doctor` looks for the cause.',
  },
  CONNECTION_INVALID: {
    kind: 'usage',
    says: 'The connection file {file} is not of its form: {field} {problem}.',
    remedy: 'Take the file that `depositary network up` wrote, or correct that field.',
  },
  OPENING_INVALID: {
    kind: 'usage',
    says: 'The opening file {file} is not of its form: {field} {problem}.',
    remedy: 'Correct that field; docs/examples/opening.json is an example.',
  },
  PROFILE_UNKNOWN: {
    kind: 'usage',
    says: 'There is no file {name}, and no profile of that id comes with this program.',
    remedy: 'Run `depositary profile list`, or give the path of a file.',
  },
  RULE_INVALID: {
    kind: 'usage',
    says: 'The file {file} holds no valid rule: {field} {problem}.',
    remedy:
      'Correct that field; docs/decisions.md tells every field of a rule, and docs/examples/rule.json is an example.',
  },
  SCENARIO_INVALID: {
    kind: 'usage',
    says: 'The scenario {file} is not of its form: {field} {problem}.',
    remedy: 'Correct that field; docs/examples/scenario.json is an example.',
  },
  LAYER_CLASH: {
    kind: 'usage',
    says: 'The component {component} cannot lie on {base}: both have {field}.',
    remedy: 'Name it otherwise in the component, or choose another base in the scenario.',
  },
  PROFILE_INVALID: {
    kind: 'usage',
    says: 'The profile in {file} is not of its form: {field} {problem}.',
    remedy: 'Correct that field; docs/profiles holds examples.',
  },
  CSV_COLUMNS_WRONG: {
    kind: 'usage',
    says: 'The head line of {file} has not the columns that are read[, missing: {missing}][, unknown: {unknown}][, twice: {twice}].',
    remedy: 'Correct the head line; docs/examples/models.csv is an example. Nothing was sent.',
  },
  CSV_LINE_MALFORMED: {
    kind: 'usage',
    says: 'Line {line} is no line of the table: {problem}.',
    remedy: 'Correct it; a cell holds no line break, and a quotation mark in a quoted cell is written twice.',
  },
  CSV_LINE_REPEATED: {
    kind: 'usage',
    says: 'Line {line} gives the model {model}, which line {first} gives already.',
    remedy: 'Keep one of the two; which one was meant cannot be guessed.',
  },
  CSV_CELL_FORMULA: {
    kind: 'usage',
    says: 'Line {line}, column {column}: the cell begins with {sign}, as a formula does.',
    remedy: 'Write the text itself: a spreadsheet of a later reader would carry a formula out.',
  },
  CSV_CELL_INVALID: {
    kind: 'usage',
    says: 'Line {line}, column {column}: the cell is not of its form: {problem}.',
    remedy: 'Correct that cell; docs/examples/README.md tells the form of each column.',
  },
  IMPORT_INCOMPLETE: {
    kind: 'failure',
    says: 'Of {lines} lines of {file}, {refused} were refused; the others are on the record.',
    remedy: 'Correct the lines that are named and import the file again: what is recorded is not recorded twice.',
  },
  IMPORT_INTERRUPTED: {
    kind: 'failure',
    says: 'The import of {file} was interrupted after {done} of {lines} lines.',
    remedy: 'Import the file again: what is recorded is not recorded twice.',
  },
  OPENING_OF_OTHER_OFFICE: {
    kind: 'usage',
    says: 'The opening names {depositary} as the depositary; you act for {by}.',
    remedy: 'Open the treaty with --as {depositary}, or correct the file.',
  },
  ACT_OF_OTHER_OFFICE: {
    kind: 'refused',
    says: 'This is an act of {by}; you seal for {as}.',
    remedy: 'Let {by} seal it, or draft it anew for the office that you hold.',
  },
  COMMAND_MALFORMED: {
    kind: 'usage',
    says: 'The command is not of its form: {problem}.',
    remedy: 'See `{command} --help`.',
  },
  OPTION_INVALID: {
    kind: 'usage',
    says: '{option} is not of its form: {problem}.',
    remedy: 'See `{command} --help`.',
  },
  TREATY_NOT_NAMED: {
    kind: 'usage',
    says: 'No treaty is named, and none has been used here before.',
    remedy: 'Name it with --treaty, or set DEPOSITARY_TREATY.',
  },
  OFFICE_NOT_NAMED: {
    kind: 'usage',
    says: 'No office is named that acts.',
    remedy: 'Name it with --as, such as --as XA/delegate-1, or set DEPOSITARY_AS.',
  },
  NETWORK_NOT_HERE: {
    kind: 'unavailable',
    says: 'In {folder} there is no network.',
    remedy: 'Start one with `depositary network up`, or name a connection file with --connection.',
  },
  CONNECTION_UNKNOWN: {
    kind: 'usage',
    says: 'There is no connection file for {organisation} in {folder}; there are: {known}.',
    remedy: 'Start the network with `depositary network up`, or name the file with --connection.',
  },
  CONNECTION_WITHOUT_ADMIN: {
    kind: 'usage',
    says: 'The connection of {organisation} names no administrator certificate, which this act asks for.',
    remedy: "Ask the organisation's operator to submit it.",
  },
  NETWORK_FOREIGN: {
    kind: 'unverified',
    says: 'The peer is on the network {found}; expected was {expected}.',
    remedy: 'Do not use it. Compare the genesis block with the one that the parties have published.',
  },
  STATE_FOLDER_UNWRITABLE: {
    kind: 'failure',
    says: 'The folder {folder} cannot be written: {reason}.',
    remedy: 'Name another folder with --state, or mend its permissions.',
  },
  CHECKPOINT_FOREIGN: {
    kind: 'usage',
    says: 'The checkpoint {file} is a place in the events of {treaty} on {network}.',
    remedy: 'Name another file for this treaty: each treaty on each network has its own.',
  },
  CHECKPOINT_INVALID: {
    kind: 'failure',
    says: 'The checkpoint {file} cannot be read.',
    remedy: 'Remove it to read all events anew, or name another file.',
  },
  OUTCOME_UNKNOWN: {
    kind: 'unavailable',
    says: 'The transaction {tx} was sent, and whether it was committed is not known yet[: {problem}].',
    remedy:
      'Submit the same sealed act again[ with `depositary act submit {file}{options}`]: it is recorded once, and the answer names the first transaction.',
  },
  INVARIANT_BROKEN: {
    kind: 'failure',
    says: 'Something that must always hold does not: {what}. Nothing was written.',
    remedy: "This is a defect; keep the peer's log and report it.",
  },
  FAILURE_UNFORESEEN: {
    kind: 'failure',
    says: 'Something went wrong that nobody foresaw: {problem}.',
    remedy: 'This is a defect; please report it with the command that you gave.',
  },
  CONTRACT_FAILED: {
    kind: 'failure',
    says: 'The contract failed: {problem}. Nothing was written.',
    remedy: "This is a defect; keep the peer's log and report it.",
  },

  // The embedded ledger
  ORGANISATION_UNKNOWN: {
    kind: 'usage',
    says: 'There is no organisation {organisation} in this network.',
    remedy: 'Name one of: {known}.',
  },
  CHECKPOINT_UNKNOWN: {
    kind: 'failure',
    says: 'The ledger holds no transaction {tx} in block {block}, up to which the reader has come.',
    remedy: 'Read from the beginning; the checkpoint may be of another network.',
  },
  JOURNAL_DAMAGED: {
    kind: 'failure',
    says: 'The journal {file} of the embedded ledger is damaged in line {line}: {problem}.',
    remedy: 'Restore the file from a copy, or remove its folder to begin a new network.',
  },

  // Network
  TOPOLOGY_UNREADABLE: {
    kind: 'usage',
    says: 'The topology file {file} cannot be read.',
    remedy: 'Give the path of a YAML file; network/topologies/default.yaml is an example.',
  },
  TOPOLOGY_INVALID: {
    kind: 'usage',
    says: 'The topology {file} is wrong at line {line}, column {column}: {field}: {problem}.',
    remedy: 'Correct the field {field}; network/topologies/default.yaml is an example.',
  },
  PORT_BASE_INVALID: {
    kind: 'usage',
    says: 'The network needs {needed} ports from {portBase} on; ports end at 65535 and begin at 1024.',
    remedy: 'Give a --port-base between 1024 and {highest}.',
  },
  TOPOLOGY_CHANGED: {
    kind: 'refused',
    says: 'The network in {state} was made from another topology ({difference} differs).',
    remedy:
      'Give the topology that it was made from, or remove the network with `depositary network down --delete` first.',
  },
  STATE_FOLDER_FOREIGN: {
    kind: 'refused',
    says: 'The folder {state} holds files that Depositary did not put there.',
    remedy: 'Give an empty or new folder with --state.',
  },
  STATE_FOLDER_NAME: {
    kind: 'usage',
    says: 'The path {state} holds a comma, a bracket or a line break, which Fabric takes for the end of a path.',
    remedy: 'Give a folder without them with --state.',
  },
  STATE_FOLDER_IS_FILE: {
    kind: 'usage',
    says: 'The path {state} cannot be a folder: {file} is a file.',
    remedy: 'Give the path of a folder with --state.',
  },
  STATE_FILE_DAMAGED: {
    kind: 'failure',
    says: 'The file {file} of the network is damaged.',
    remedy: 'Remove the network with `depositary network down --delete` and start it again.',
  },
  NETWORK_BUSY: {
    kind: 'unavailable',
    says: 'The command `{command}` (process {pid}) is working on the network in {state}.',
    remedy: 'Wait until it has ended, or end it, and try again.',
  },
  NETWORK_NOT_RUNNING: {
    kind: 'unavailable',
    says: 'No network is running in {state}.',
    remedy: 'Start it with `depositary network up`.',
  },
  NETWORK_PORT_TAKEN: {
    kind: 'unavailable',
    says: 'Port {port}, which {node} needs, is taken by another process.',
    remedy:
      'End what uses it, or begin anew on other ports: `depositary network down --delete`, then `depositary network up --port-base N`.',
  },
  NETWORK_NODE_UNKNOWN: {
    kind: 'usage',
    says: 'There is no process {node} in this network.',
    remedy: 'Name one of: {known}.',
  },
  NETWORK_NODE_ENDED: {
    kind: 'failure',
    says: 'The process {node} ended while it was starting: {reason}.',
    remedy: 'Read {log}, then run `depositary network doctor`.',
  },
  NETWORK_STEP_FAILED: {
    kind: 'failure',
    says: 'The step {step} failed at {node}: {reason}.',
    remedy: 'Run `depositary network doctor`; then `depositary network up` continues where it stopped.',
  },
  NETWORK_WAIT_EXPIRED: {
    kind: 'unavailable',
    says: 'After {seconds} seconds it still did not happen: {what}.',
    remedy: 'Run `depositary network doctor` and read the logs; then `depositary network up` continues.',
  },
  FABRIC_PROGRAMS_MISSING: {
    kind: 'usage',
    says: 'The folder {folder} that FABRIC_BIN_DIR names lacks {missing}.',
    remedy: 'Let FABRIC_BIN_DIR name the bin folder of an unpacked official release, or unset it to build Fabric.',
  },
  FABRIC_VERSION_WRONG: {
    kind: 'usage',
    says: 'The programs in {folder} are Fabric {version}; {wanted} is needed.',
    remedy: 'Let FABRIC_BIN_DIR name the programs of a {wanted} release, or unset it to build Fabric.',
  },
  FABRIC_CONFIG_MISSING: {
    kind: 'usage',
    says: 'Beside {folder} there is neither config/{file} nor sampleconfig/{file}.',
    remedy: 'Unpack the official release with its config folder beside bin.',
  },
  FABRIC_BUILD_FAILED: {
    kind: 'failure',
    says: 'Building Fabric failed: {reason}.',
    remedy: 'Check the connection to the Go module proxy (`go env GOPROXY`) and the free disk space, then try again.',
  },
  GO_MISSING: {
    kind: 'unavailable',
    says: 'Go is not installed; Fabric is built with Go {needed} or later.',
    remedy: 'Install Go from https://go.dev/dl/, or let FABRIC_BIN_DIR name a folder with official Fabric programs.',
  },
  GO_TOO_OLD: {
    kind: 'unavailable',
    says: 'Go {found} is installed; Fabric is built with Go {needed} or later.',
    remedy: 'Update Go from https://go.dev/dl/, or let FABRIC_BIN_DIR name a folder with official Fabric programs.',
  },
  CHAINCODE_SOURCE_MISSING: {
    kind: 'failure',
    says: 'The source of the chaincode, {path}, is not there.',
    remedy: 'Run from a complete checkout, or from an installed package with its dist folder.',
  },
  CHAINCODE_BUILD_FAILED: {
    kind: 'failure',
    says: 'The chaincode could not be bundled: {reason}.',
    remedy: 'Run `npx tsc` and correct what it reports.',
  },
} as const satisfies Record<string, ErrorEntry>;
