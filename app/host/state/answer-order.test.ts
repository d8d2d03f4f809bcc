import { expect, test } from 'vitest';
import { AnswerOrder } from './answer-order';

test('answers that come in the order of their questions are all told', () => {
  const order = new AnswerOrder();
  const [first, second] = [order.ask('shop'), order.ask('shop')];
  expect([first(), second()]).toEqual([true, true]);
});

test('an answer that comes after one that was asked for later is old', () => {
  const order = new AnswerOrder();
  const [first, second] = [order.ask('shop'), order.ask('shop')];
  expect([second(), first()]).toEqual([true, false]);
});

test('an answer that never comes holds none up, and other things have an order of their own', () => {
  const order = new AnswerOrder();
  const [shop, museum] = [order.ask('shop'), order.ask('museum')];
  order.ask('shop');
  expect([museum(), shop()]).toEqual([true, true]);
});
