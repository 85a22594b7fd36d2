import { expect, it } from 'vitest';
import { splitBase } from './base';

it('a base is its source and filter, anything else is left as it is', () => {
  expect(splitBase('journeys of web-shop_2')).toEqual({ source: 'web-shop_2' });
  expect(splitBase('journeys of shop where channel = "web" and a > 1')).toEqual({ source: 'shop', where: 'channel = "web" and a > 1' });
  expect(splitBase('orders of shop')).toBeNull();
});
