//go:build unix

package exchange

import (
	"errors"
	"syscall"
)

// isFull reports that a disk or a quota is full.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
