package archive

import (
	"bytes"
	"strings"
	"unicode/utf16"

	"florilegium/clipper"
)

// isLinkFile reports an Internet shortcut (.url) or a desktop entry of the type
// Link.
func isLinkFile(ending string, head []byte) bool {
	if ending != ".url" && ending != ".desktop" && len(head) > 0 && head[0] != '[' {
		return false
	}
	first, _, _ := strings.Cut(plainHead(head), "\n")
	first = strings.ToLower(strings.TrimSpace(first))
	return ending == ".url" || ending == ".desktop" || first == "[internetshortcut]" || first == "[desktop entry]"
}

func plainHead(head []byte) string { return string(narrow(head)) }

// narrow makes bytes of UTF-16 with a byte order mark into UTF-8; others stay.
func narrow(data []byte) []byte {
	little := bytes.HasPrefix(data, []byte{0xff, 0xfe})
	if !little && !bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		if little {
			units = append(units, uint16(data[i])|uint16(data[i+1])<<8)
		} else {
			units = append(units, uint16(data[i+1])|uint16(data[i])<<8)
		}
	}
	return []byte(string(utf16.Decode(units)))
}

// readLinkFile reads the address of a shortcut. Nothing else of it is looked at:
// no icon, no command.
func readLinkFile(data []byte) (*File, error) {
	section := ""
	for line := range strings.Lines(string(narrow(data[:min(len(data), 64<<10)]))) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			section = strings.ToLower(line)
			continue
		}
		key, value, _ := strings.Cut(line, "=")
		if key, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(key)), "["); key != "url" {
			continue
		}
		if section == "[internetshortcut]" || section == "[desktop entry]" {
			if link := web(value); link != "" {
				return &File{Kind: Link, Links: []string{link}}, nil
			}
		}
	}
	return nil, clipper.Errorf(clipper.Unreadable, nil, hintKinds, "the link file names no address of a page")
}
