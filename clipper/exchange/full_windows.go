package exchange

import (
	"errors"
	"syscall"
)

// isFull reports that a disk is full: ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL.
func isFull(err error) bool {
	return errors.Is(err, syscall.Errno(112)) || errors.Is(err, syscall.Errno(39))
}
