// Package frontend holds the single-page app as Vite built it.
package frontend

import (
	"embed"
	"io/fs"
)

// dist also has the file .gitkeep, so that this builds before the app is built.
//
//go:embed all:dist
var dist embed.FS

// Assets returns the built app's files with index.html at the root; ok is false
// if the app had not been built when this program was.
func Assets() (files fs.FS, ok bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	_, err = fs.Stat(files, "index.html")
	return files, err == nil
}
