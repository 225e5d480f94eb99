package db

import (
	"os"
	"path/filepath"
	"strings"
)

// syncers are the folders that other programs copy from, by a part of the path.
var syncers = []struct{ part, name string }{
	{"dropbox", "Dropbox"}, {"onedrive", "OneDrive"}, {"icloud", "iCloud"}, {"com~apple~clouddocs", "iCloud"},
	{"mobile documents", "iCloud"}, {"google drive", "Google Drive"}, {"googledrive", "Google Drive"}, {"my drive", "Google Drive"},
	{"nextcloud", "Nextcloud"}, {"owncloud", "ownCloud"}, {"syncthing", "Syncthing"},
}

// markers are files that such programs leave in the folders they watch.
var markers = []struct{ file, name string }{
	{".stfolder", "Syncthing"}, {".dropbox", "Dropbox"}, {".dropbox.cache", "Dropbox"},
	{".nextcloudsync.log", "Nextcloud"}, {".owncloudsync.log", "ownCloud"}, {".tmp.drivedownload", "Google Drive"},
}

// checkSynced warns of a library in a folder that another program copies while it
// is being written: the copy would be torn.
func (l *Library) checkSynced() {
	if name := syncedBy(l.dir); name != "" {
		l.warn("the library lies in a folder that %s copies: move it elsewhere, and let backups be copied instead", name)
	}
}

// syncedBy names the program that copies a folder, "" where none is known to.
func syncedBy(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for {
		base := strings.ToLower(filepath.Base(abs))
		for _, s := range syncers {
			if base == s.part || strings.HasPrefix(base, s.part+" ") || strings.HasPrefix(base, s.part+"-") {
				return s.name
			}
		}
		for _, m := range markers {
			if _, err := os.Stat(filepath.Join(abs, m.file)); err == nil {
				return m.name
			}
		}
		up := filepath.Dir(abs)
		if up == abs {
			return ""
		}
		abs = up
	}
}
