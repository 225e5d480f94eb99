//go:build !headless

package app

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"time"

	"florilegium/clipper"
)

// The toolkit's clipboard holds plain text. Formatted text goes through the
// desktop's own program, where there is one.

// clipboardLimit is how long that program may take.
const clipboardLimit = 5 * time.Second

// formattedClipboard is the program that puts HTML on the clipboard, with its
// arguments; nil where there is none.
func formattedClipboard() []string {
	for _, c := range []struct {
		display string
		command []string
	}{
		{"WAYLAND_DISPLAY", []string{"wl-copy", "--type", "text/html"}},
		{"DISPLAY", []string{"xclip", "-selection", "clipboard", "-t", "text/html", "-in"}},
	} {
		if os.Getenv(c.display) == "" {
			continue
		}
		if _, err := exec.LookPath(c.command[0]); err == nil {
			return c.command
		}
	}
	return nil
}

// putFormatted puts a fragment of HTML on the clipboard.
func putFormatted(ctx context.Context, fragment string) error {
	const hint = "Copy without formatting, or install xclip or wl-clipboard"
	command := formattedClipboard()
	if command == nil {
		return clipper.Errorf(clipper.Unavailable, nil, hint, "this desktop has no clipboard for formatted text")
	}
	ctx, cancel := context.WithTimeout(ctx, clipboardLimit)
	defer cancel()
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	// The charset is said, since programs guess Windows-1252 without it. The program
	// stays to serve the clipboard, so that nothing waits for its output to end.
	c.Stdin = strings.NewReader(`<meta charset="utf-8">` + fragment)
	if err := c.Run(); err != nil {
		return clipper.Errorf(clipper.Unavailable, err, hint, "the formatted text could not be put on the clipboard")
	}
	return nil
}
