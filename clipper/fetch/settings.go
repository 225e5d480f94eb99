package fetch

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"florilegium/clipper"
)

// settings are what a person may set for fetching.
type settings struct {
	proxy  string
	agents map[string]string // by host in its ASCII form
}

// readSettings reads a file of lines:
//
//	# what stands after a number sign at the beginning of a line is a remark
//	proxy socks5://127.0.0.1:9050
//	agent nature.com Mozilla/5.0 (X11; Linux x86_64) Florilegium/1.0
//
// An agent holds for the host and those below it. Without the file nothing is
// set.
func readSettings(file string) (settings, error) {
	s := settings{agents: map[string]string{}}
	if file == "" {
		return s, nil
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, clipper.Errorf(clipper.Unavailable, err, "Check the rights of the file", "the settings for fetching cannot be read")
	}
	for i, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		key, value, _ := strings.Cut(line, " ")
		value = strings.TrimSpace(value)
		host, name, _ := strings.Cut(value, " ")
		switch name = strings.TrimSpace(name); {
		case key == "proxy" && value != "":
			s.proxy = value
		case key == "agent" && name != "" && !strings.ContainsFunc(name, isControl):
			s.agents[asciiHost(host)] = name
		default:
			return s, clipper.Errorf(clipper.Usage, nil, "A line is “proxy ADDRESS” or “agent HOST NAME”", "line %d of %s cannot be read", i+1, file)
		}
	}
	return s, nil
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// agent is the name for a host, by itself or by the nearest one above it.
func (s settings) agent(host string) string {
	for host = asciiHost(host); host != ""; {
		if name := s.agents[host]; name != "" {
			return name
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return ""
}
