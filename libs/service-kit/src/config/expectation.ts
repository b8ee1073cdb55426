import * as z from 'zod';

interface FieldShape {
  readonly expected?: string;
  readonly isSecret?: boolean;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

const shapeOf = (field: z.ZodType): FieldShape =>
  z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' }) as FieldShape;

const bound = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

function rangeInWords(shape: FieldShape): string {
  const least = bound(shape.minimum);
  const most = bound(shape.maximum);
  const above = bound(shape.exclusiveMinimum);
  const below = bound(shape.exclusiveMaximum);
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  return [
    least === undefined ? '' : ` of at least ${least}`,
    above === undefined ? '' : ` above ${above}`,
    most === undefined ? '' : ` of at most ${most}`,
    below === undefined ? '' : ` below ${below}`,
  ].join('');
}

/** What a field wants, in words; undefined when its own message has to do. */
export function expectationOf(field: z.ZodType): string | undefined {
  const shape = shapeOf(field);
  if (shape.expected) return shape.expected;
  if (shape.enum) return shape.enum.length === 1 ? String(shape.enum[0]) : `one of ${shape.enum.join(', ')}`;
  if (shape.type === 'integer') return `a whole number${rangeInWords(shape)}`;
  if (shape.type === 'number') return `a number${rangeInWords(shape)}`;
  return undefined;
}

export const isSecretField = (field: z.ZodType): boolean => shapeOf(field).isSecret === true;
