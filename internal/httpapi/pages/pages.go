// Package pages serves the built interface: compressed once, cached by the browser, and
// the same page for every address that is no file.
package pages

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/content"
	"plumbline/internal/httpapi/problem"
)

// Pages serves the built interface. Texts are compressed once and kept: there are few.
type Pages struct {
	Files   fs.FS  // nil = not built
	Missing string // what is shown where the pages were not built
	Log     *slog.Logger

	mu     sync.Mutex
	packed map[string][]byte
}

// ServeHTTP serves a page. An address that is no file is a page of the interface.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		problem.With(w, r, p.Log, fault.New(fault.NotFound, "There is no %s %s.", r.Method, r.URL.Path).WithHint("The API is described at /openapi.json."))
		return
	}
	if p.Files == nil {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, p.Missing+"\n") // the reader went away: nobody is left to tell
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if info, err := fs.Stat(p.Files, name); name == "" || err != nil || info.IsDir() {
		if strings.HasPrefix(name, "assets/") {
			http.NotFound(w, r)
			return
		}
		name = "index.html"
	}
	w.Header().Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	p.serve(w, r, name)
}

// types are the files worth compressing; fonts and pictures are compressed already.
var types = map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8",
	".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json"}

func (p *Pages) serve(w http.ResponseWriter, r *http.Request, name string) {
	kind := types[path.Ext(name)]
	if kind == "" {
		http.ServeFileFS(w, r, p.Files, name)
		return
	}
	w.Header().Set("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		http.ServeFileFS(w, r, p.Files, name)
		return
	}
	data, err := p.pack(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	tag := content.Tag(data)
	h.Set("ETag", tag)
	if content.Matches(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Encoding", "gzip")
	h.Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(data) // the reader went away: nobody is left to tell
	}
}

// pack gives a file compressed.
func (p *Pages) pack(name string) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if data, ok := p.packed[name]; ok {
		return data, nil
	}
	raw, err := fs.ReadFile(p.Files, name)
	if err != nil {
		return nil, fmt.Errorf("read the page %s: %w", name, err)
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(raw); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	if p.packed == nil {
		p.packed = map[string][]byte{}
	}
	p.packed[name] = b.Bytes()
	return b.Bytes(), nil
}
