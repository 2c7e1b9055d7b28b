import { LruCache } from '../../src/github/lru.js';

describe('the cache', () => {
  test('forgets what was least recently used', () => {
    const cache = new LruCache<string>(2);
    cache.set('a', '1');
    cache.set('b', '2');
    cache.get('a');
    cache.set('c', '3');
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual(['1', undefined, '3']);
  });

  test('weighs its values, and does not take one that is too heavy', () => {
    const cache = new LruCache<string>(5, (text) => text.length);
    cache.set('a', 'xx');
    cache.set('b', 'xxx');
    cache.set('c', 'xxxxxx');
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual(['xx', 'xxx', undefined]);
    cache.set('a', 'xxx');
    expect(['a', 'b'].map((key) => cache.get(key))).toEqual(['xxx', undefined]);
  });
});
