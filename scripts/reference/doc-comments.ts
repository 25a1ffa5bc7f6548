// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ESNext, true);
}

function named(node: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(node)) return node.name === undefined ? [] : [node.name.text];
  if (!ts.isVariableStatement(node)) return [];
  return node.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
}

function commentOf(node: ts.Node): string | undefined {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return ts
    .getTextOfJSDocComment(comment?.comment)
    ?.replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** The doc comments of the constants and functions of some files, by name. */
export function docComments(files: readonly string[]): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  for (const statement of files.flatMap((file) => [...parsed(file).statements])) {
    const comment = commentOf(statement);
    if (comment !== undefined) for (const name of named(statement)) comments.set(name, comment);
  }
  return comments;
}

/** A member of an object in the source: its name, and the line comment that stands over it, if there is one. */
export interface SourceMember {
  readonly name: string;
  readonly over: string | undefined;
  readonly value: string;
}

function objectIn(node: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  if (node === undefined) return undefined;
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return objectIn(node.expression);
  return ts.isObjectLiteralExpression(node) ? node : undefined;
}

function lineOver(node: ts.Node): string | undefined {
  const text = node.getSourceFile().text;
  const [last] = (ts.getLeadingCommentRanges(text, node.pos) ?? []).slice(-1);
  return last?.kind === ts.SyntaxKind.SingleLineCommentTrivia ? text.slice(last.pos + 2, last.end).trim() : undefined;
}

/** The members of a constant object in a file, in the order of the source. */
export function membersOf(file: string, constant: string): SourceMember[] {
  const declarations = parsed(file).statements.flatMap((node) =>
    ts.isVariableStatement(node) ? [...node.declarationList.declarations] : [],
  );
  const found = declarations.find(({ name }) => ts.isIdentifier(name) && name.text === constant);
  const members = [...(objectIn(found?.initializer)?.properties ?? [])];
  return members.filter(ts.isPropertyAssignment).map((member) => ({
    name: member.name.getText(),
    over: lineOver(member),
    value: member.initializer.getText(),
  }));
}
