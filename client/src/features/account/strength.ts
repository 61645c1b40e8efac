/** How hard a password is to guess: the same judge as the server's. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';

export type Strength = 0 | 1 | 2 | 3 | 4;

const factory = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs });

export const strengthOf = (password: string, about: readonly string[]): Strength =>
  factory.check(password, [...about]).score;
