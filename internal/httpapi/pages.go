package httpapi

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"plumbline/internal/fault"
)

// pages serves the built interface. Texts are compressed once and kept: there are few.
type pages struct {
	files  fs.FS // nil = not built
	mu     sync.Mutex
	packed map[string][]byte
}

// page serves the built pages. An address that is no file is a page of the interface.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		failWith(w, r, s.o.Log, fault.New(fault.NotFound, "There is no %s %s.", r.Method, r.URL.Path).WithHint("The API is described at /openapi.json."))
		return
	}
	if s.pages.files == nil {
		text(w, http.StatusOK, s.o.Missing+"\n")
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if info, err := fs.Stat(s.pages.files, name); name == "" || err != nil || info.IsDir() {
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
	s.pages.serve(w, r, name)
}

// types are the files worth compressing; fonts and pictures are compressed already.
var types = map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8",
	".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json"}

func (p *pages) serve(w http.ResponseWriter, r *http.Request, name string) {
	kind := types[path.Ext(name)]
	if kind == "" {
		http.ServeFileFS(w, r, p.files, name)
		return
	}
	w.Header().Set("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		http.ServeFileFS(w, r, p.files, name)
		return
	}
	data, err := p.pack(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	tag := etag(data)
	h.Set("ETag", tag)
	if matches(r.Header.Get("If-None-Match"), tag) {
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
func (p *pages) pack(name string) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if data, ok := p.packed[name]; ok {
		return data, nil
	}
	raw, err := fs.ReadFile(p.files, name)
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
