package clipper

import "slices"

// Changes of the outline of a collection. Each returns a new list and leaves the
// old one as it is, so that it can be put back; places are indexes from 0, and one
// outside the list means its nearest end.

// InsertParts puts parts before the part at a place.
func InsertParts(parts []Part, at int, added ...Part) []Part {
	return slices.Insert(slices.Clone(parts), min(max(at, 0), len(parts)), added...)
}

// RemoveParts takes n parts out from a place on.
func RemoveParts(parts []Part, at, n int) []Part {
	at = min(max(at, 0), len(parts))
	return slices.Delete(slices.Clone(parts), at, min(at+max(n, 0), len(parts)))
}

// MoveParts takes n parts from a place and puts them so that the first of them
// stands at to in the new list.
func MoveParts(parts []Part, from, n, to int) []Part {
	from = min(max(from, 0), len(parts))
	end := min(from+max(n, 0), len(parts))
	return InsertParts(RemoveParts(parts, from, end-from), to, parts[from:end]...)
}

// Section is how many parts belong to the heading at a place: it and all up to the
// next heading that is not below it. Any other part stands alone.
func Section(parts []Part, at int) int {
	if at < 0 || at >= len(parts) {
		return 0
	}
	if parts[at].Kind != HeadingPart {
		return 1
	}
	for i, p := range parts[at+1:] {
		if p.Kind == HeadingPart && p.Level <= parts[at].Level {
			return i + 1
		}
	}
	return len(parts) - at
}

// Clips are the ids of the clips of a collection in their order, as often as they
// stand in it.
func (c *Collection) Clips() (ids []int64) {
	for _, p := range c.Parts {
		if p.Kind == ClipPart {
			ids = append(ids, p.Clip)
		}
	}
	return ids
}
