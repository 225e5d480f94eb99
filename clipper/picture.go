package clipper

// Ornament is the Lacking of a picture that no reader misses: a tracker, a dot, an
// icon.
const Ornament Code = "ornament"

// Untried reports a picture that was not asked for yet.
func (i *Image) Untried() bool { return i.Hash == "" && i.Lacking == "" }
