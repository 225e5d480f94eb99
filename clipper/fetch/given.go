package fetch

import "florilegium/clipper"

// CheckImage is what Image does with the bytes that it has fetched, for a picture
// that came with its page.
func CheckImage(data []byte) (clipper.Asset, error) { return checkImage(data) }
