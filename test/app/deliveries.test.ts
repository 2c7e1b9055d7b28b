import { Deliveries } from '../../src/app/deliveries.js';

describe('deliveries', () => {
  test('are admitted once', () => {
    const deliveries = new Deliveries();
    expect([deliveries.admit('a'), deliveries.admit('a'), deliveries.admit('b')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('forgets the oldest beyond its capacity, and no other', () => {
    const deliveries = new Deliveries(2);
    for (const id of ['a', 'b', 'c']) deliveries.admit(id);
    expect([deliveries.admit('b'), deliveries.admit('c'), deliveries.admit('a')]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('are admitted again once forgotten', () => {
    const deliveries = new Deliveries();
    deliveries.admit('a');
    deliveries.forget('a');
    expect(deliveries.admit('a')).toBe(true);
  });
});
