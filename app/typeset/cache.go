package typeset

// generation is how many entries a cache takes in before it lets the older half
// of what it holds go.
const generation = 256

// cache keeps what was used last: entries that were not asked for while a
// generation of others came in are dropped.
type cache[K comparable, V any] struct {
	young, old map[K]V
}

func (c *cache[K, V]) get(key K) (V, bool) {
	v, ok := c.young[key]
	if !ok {
		if v, ok = c.old[key]; ok {
			c.put(key, v)
		}
	}
	return v, ok
}

func (c *cache[K, V]) put(key K, v V) {
	if c.young == nil || len(c.young) >= generation {
		c.old, c.young = c.young, make(map[K]V, generation)
	}
	c.young[key] = v
}
