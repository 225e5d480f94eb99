package cli

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"florilegium/clipper"
)

// help prints the overview or one command's page.
func (s *session) help(words []string) error {
	if len(words) == 0 {
		s.overview()
		return nil
	}
	for _, c := range commands() {
		if c.name == words[0] {
			fs := s.flagSet(c.name)
			c.flags(fs)
			s.describe(c, fs)
			return nil
		}
	}
	return clipper.Errorf(clipper.Usage, nil, "`florilegium help` lists the commands", "there is no command %q", words[0])
}

func (s *session) overview() {
	fmt.Fprint(s.Out, `Examples:
  florilegium                                   open the window
  florilegium add https://example.org/article   save a page
  florilegium clip 1 --quote "en état de mouvement"
  florilegium search etat mouvement
  florilegium cite c1 --as quote

Commands:
`)
	for _, c := range commands() {
		fmt.Fprintf(s.Out, "  %-10s %s\n", c.name, c.about)
	}
	fmt.Fprint(s.Out, `
Every command takes --library FOLDER (else FLORILEGIUM_LIBRARY, else your data
folder) and --json. `+"`florilegium help COMMAND`"+` shows its examples and flags.
Pages come through the proxy that FLORILEGIUM_PROXY names (http://host:port or
socks5://host:port), else through that of the environment. The file
florilegium/fetch.conf in your folder for settings may name it too ("proxy
ADDRESS"), and what the program calls itself to a host ("agent HOST NAME").
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some of several failed,
4 nothing found, 5 network, 130 interrupted.
`)
}

// describe prints a command's page, examples first.
func (s *session) describe(c command, fs *flag.FlagSet) {
	fmt.Fprintln(s.Out, "Examples:")
	for _, e := range c.examples {
		if first, _, _ := strings.Cut(e, " "); isCommand(first) {
			e = "florilegium " + e
		}
		fmt.Fprintln(s.Out, "  "+e)
	}
	for _, n := range c.notes {
		fmt.Fprintln(s.Out, n)
	}
	fmt.Fprintf(s.Out, "\nUsage: florilegium %s %s\n%s.\n\nFlags:\n", c.name, c.args, strings.ToUpper(c.about[:1])+c.about[1:])
	fs.VisitAll(func(f *flag.Flag) {
		value, about := flag.UnquoteUsage(f)
		fmt.Fprintf(s.Out, "  --%-18s %s\n", strings.TrimSpace(f.Name+" "+strings.ToUpper(value)), about)
	})
}

// isCommand tells an example of ours from one that begins with another program.
func isCommand(word string) bool {
	return slices.ContainsFunc(commands(), func(c command) bool { return c.name == word })
}

// list is a flag that may be given several times.
type list []string

func (l *list) String() string     { return strings.Join(*l, ", ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }
