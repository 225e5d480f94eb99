package cli

import (
	"context"
	"flag"
	"time"

	"florilegium/clipper"
	"florilegium/db"
)

var backupCommand = command{
	name: "backup", args: "FILE | --rotate", about: "copy the whole library into one file",
	examples: []string{"backup library.florilegium", "backup \"$HOME/backups/$(date +%F).florilegium\"",
		"backup --rotate                                # one a day, the last seven, beside the library",
		"backup --rotate --to /mnt/usb --keep 30 --days 7"},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var b backing
		fs.BoolVar(&b.rotate, "rotate", false, "make a copy where one is due, and remove the oldest")
		fs.StringVar(&b.to, "to", "", "with --rotate: the `folder` of the copies")
		fs.IntVar(&b.keep, "keep", 7, "with --rotate: at most so `many` copies")
		fs.IntVar(&b.days, "days", 1, "with --rotate: so many `days` between two copies")
		return b.run
	},
}

type backing struct {
	rotate     bool
	to         string
	keep, days int
}

func (b *backing) run(ctx context.Context, s *session, words []string) error {
	if b.rotate != (len(words) == 0) || len(words) > 1 || b.keep < 1 || b.days < 1 || b.to != "" && !b.rotate {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help backup` shows examples", "backup takes the name of one file, or --rotate")
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	var file string
	if b.rotate {
		file, err = lib.RotateBackups(ctx, db.Rotation{Dir: b.to, Keep: b.keep, Every: time.Duration(b.days) * 24 * time.Hour})
	} else {
		file, err = words[0], lib.Backup(ctx, words[0])
	}
	if err != nil {
		return err
	}
	if s.json {
		return s.object(map[string]string{"file": file})
	}
	if file == "" {
		s.talk("no copy is due")
		return nil
	}
	s.line("%s", file)
	return nil
}
