import { Fault } from '@kilowatch/contracts';
import { Body, Param, type PipeTransform, Query } from '@nestjs/common';
import * as z from 'zod';

/** Turns the problems of a value into the fault that its sender reads; for routes whose words are prescribed. */
export type Refuse = (issues: readonly z.core.$ZodIssue[], value: unknown) => Fault | undefined;

const received = (issue: z.core.$ZodIssue): string | undefined => /received (\w+)$/.exec(issue.message)?.[1];

const saidOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type' && received(issue) === 'undefined') return 'is missing';
  return issue.message;
};

const wordsOf = (issue: z.core.$ZodIssue): string =>
  issue.path.length > 0 ? `${issue.path.join('.')}: ${saidOf(issue)}` : saidOf(issue);

const longestMessage = 1_000;

/** What is wrong with a value, in one sentence of bounded length. */
export const issuesInWords = (issues: readonly z.core.$ZodIssue[]): string => {
  const words = issues.map(wordsOf).join('; ');
  return words.length > longestMessage ? `${words.slice(0, longestMessage)}…` : words;
};

/** Parses one part of a request by its contract; the handler gets the parsed value or is not called. */
export class ContractPipe<S extends z.ZodType> implements PipeTransform<unknown, z.output<S>> {
  constructor(
    private readonly schema: S,
    private readonly refuse?: Refuse,
  ) {}

  transform(value: unknown): z.output<S> {
    const result = this.schema.safeParse(value);
    if (result.success) return result.data;
    const { issues } = result.error;
    throw this.refuse?.(issues, value) ?? new Fault('request.invalid', issuesInWords(issues));
  }
}

/** The body of a route, parsed. */
export const RouteBody = (contract: { body: z.ZodType }, refuse?: Refuse): ParameterDecorator =>
  Body(new ContractPipe(contract.body, refuse));

/** The query of a route, parsed, with its defaults. */
export const RouteQuery = (contract: { query: z.ZodType }, refuse?: Refuse): ParameterDecorator =>
  Query(new ContractPipe(contract.query, refuse));

/** One path parameter (percent-decoded), parsed. */
export const RouteParam = (name: string, schema: z.ZodType, refuse?: Refuse): ParameterDecorator =>
  Param(name, new ContractPipe(schema, refuse));
