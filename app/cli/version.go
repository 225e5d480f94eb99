package cli

import (
	"context"
	"flag"
	"runtime"

	"florilegium/clipper"
)

var versionCommand = command{
	name: "version", about: "print the version",
	examples: []string{"version", "version --json"},
	flags: func(*flag.FlagSet) func(context.Context, *session, []string) error {
		return func(_ context.Context, s *session, words []string) error {
			if len(words) > 0 {
				return clipper.Errorf(clipper.Usage, nil, "Write `florilegium version`", "version takes no words")
			}
			if s.json {
				return s.object(struct {
					Version string `json:"version"`
					Go      string `json:"go"`
					System  string `json:"system"`
				}{clipper.ProgramVersion, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH})
			}
			s.line("florilegium %s (%s, %s/%s)", clipper.ProgramVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		}
	},
}
