// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

type Schema = z.core.$ZodType;

/** One field of an object: its path, what it holds as Markdown, and whether it may be left out. */
export interface Field {
  readonly path: string;
  readonly holds: string;
  readonly isOptional: boolean;
}

/** Text in a table: a bar would end the cell. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
}

function code(text: string): string {
  return `\`${text}\``;
}

function range(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return least === most ? String(least) : `${least} to ${most}`;
  if (least !== undefined) return `at least ${least}`;
  return most === undefined ? '' : `at most ${most}`;
}

/** Removes what only says that a field may be missing, or what it is then. */
function inside(schema: Schema): Schema {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? inside(schema.def.innerType) : schema;
}

/** Says in words what a schema takes; schemas that have a name are named and linked. */
export class SchemaWords {
  readonly #names: ReadonlyMap<Schema, string>;
  readonly #link: (name: string) => string;

  constructor(names: ReadonlyMap<Schema, string>, link: (name: string) => string) {
    this.#names = names;
    this.#link = link;
  }

  /** What a value of the schema is. */
  of(schema: Schema): string {
    const name = this.#names.get(schema);
    return name === undefined ? this.formOf(schema) : this.#link(name);
  }

  /** What a value of the schema is, its own name left aside. */
  formOf(schema: Schema): string {
    return this.#narrowed(schema) ?? this.#structure(schema);
  }

  #structure(schema: Schema): string {
    if (schema instanceof z.ZodLiteral)
      return [...schema.values].map((value) => code(JSON.stringify(value))).join(' or ');
    if (schema instanceof z.ZodEnum) return schema.options.map((value) => code(JSON.stringify(value))).join(' or ');
    if (schema instanceof z.ZodUnion) return schema.options.map((option) => this.of(option)).join('; or ');
    if (schema instanceof z.ZodArray) return this.#list(schema);
    if (schema instanceof z.ZodObject) return `an object: ${this.#members(schema)}`;
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return this.of(inside(schema));
    return this.#leaf(schema);
  }

  /** The fields of an object, those of nameless objects in it under their paths. */
  fields(schema: Schema, under = ''): Field[] {
    if (!(schema instanceof z.ZodObject)) return [];
    return Object.entries<Schema>(schema.shape).flatMap(([name, value]) => this.#field(`${under}${name}`, value));
  }

  #field(path: string, value: Schema): Field[] {
    const held = inside(value);
    const isOptional = value instanceof z.ZodOptional || value instanceof z.ZodDefault;
    const unless = value instanceof z.ZodDefault ? `, ${code(JSON.stringify(value.def.defaultValue))} if left out` : '';
    if (this.#isNameless(held)) return [{ path, holds: 'an object', isOptional }, ...this.fields(held, `${path}.`)];
    const element = held instanceof z.ZodArray ? held.element : undefined;
    if (held instanceof z.ZodArray && element !== undefined && this.#isNameless(element)) {
      return [{ path, holds: this.#list(held, 'objects'), isOptional }, ...this.fields(element, `${path}[].`)];
    }
    return [{ path, holds: this.of(held) + unless, isOptional }];
  }

  #isNameless(schema: Schema): schema is z.ZodObject {
    return schema instanceof z.ZodObject && !this.#names.has(schema) && this.#narrowed(schema) === undefined;
  }

  /** A named schema with a further condition. */
  #narrowed(schema: Schema): string | undefined {
    const { parent } = schema._zod;
    if (parent === undefined) return undefined;
    const name = this.#names.get(parent);
    const origin = name === undefined ? this.#narrowed(parent) : this.#link(name);
    return origin === undefined ? undefined : `${origin}, narrowed; its refusal says “${messageOf(schema)}”`;
  }

  #list(schema: z.ZodArray, of = this.of(schema.element)): string {
    const { minItems, maxItems } = z.toJSONSchema(schema, { unrepresentable: 'any' });
    const count = range(minItems, maxItems);
    return count === '' ? `list of ${of}` : `list of ${of} (${count})`;
  }

  #members(schema: z.ZodObject): string {
    return this.fields(schema)
      .map(({ path, holds, isOptional }) => `${code(path)}${isOptional ? ' (optional)' : ''} ${holds}`)
      .join(', ');
  }

  #leaf(schema: Schema): string {
    const { type, pattern, minLength, maxLength, minimum, maximum } = z.toJSONSchema(schema, {
      unrepresentable: 'any',
    });
    if (type === 'string') {
      const length = range(minLength, maxLength);
      const form = pattern === undefined ? '' : ` of the form ${code(pattern)}`;
      return `text${length === '' ? '' : ` of ${length} characters`}${form}`;
    }
    if (type === 'integer')
      return `integer ${range(minimum, maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum)}`.trim();
    return typeof type === 'string' ? type : 'any JSON value';
  }
}

/** The sentence that is said where a value does not meet the last condition of a schema. */
function messageOf(schema: Schema): string {
  const error: unknown = schema._zod.def.checks?.at(-1)?._zod.def.error;
  return typeof error === 'function' ? String(Reflect.apply(error, undefined, [{}])) : 'see its source';
}
