// Package web carries the built user interface inside the program. The pages are
// built by `make web` into dist; a checkout without Node still compiles, because
// dist always holds one empty file, and Built then says that the pages are missing.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Missing is what a server shows in place of the pages when they were not built.
const Missing = "The pages are not built yet: run make web, then start again."

// Files is the built user interface, rooted at its index.html. It is read-only and
// safe for concurrent use. Names under assets/ carry a hash of their content and
// may be cached for ever; index.html may not.
func Files() (fs.FS, error) { return fs.Sub(dist, "dist") }

// Built says whether index.html is there, that is, whether `make web` ran before
// the program was compiled.
func Built() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err == nil
}
