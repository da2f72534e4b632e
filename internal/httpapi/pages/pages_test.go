package pages

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestPagesAreCompressedAndCached(t *testing.T) {
	script := strings.Repeat("export const a = 1;\n", 500)
	s := &Pages{Files: fstest.MapFS{
		"index.html": {Data: []byte("<!doctype html><title>x</title>")}, "assets/a-1.js": {Data: []byte(script)}, "assets/f.woff2": {Data: []byte("font")}}}
	get := func(path string, extra ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		for i := 0; i+1 < len(extra); i += 2 {
			r.Header.Set(extra[i], extra[i+1])
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	packed := get("/assets/a-1.js", "Accept-Encoding", "br, gzip")
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(z)
	if err != nil || string(got) != script || packed.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(packed.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%d bytes came out, %v; the headers are %v", len(got), err, packed.Header())
	}
	if w := get("/assets/a-1.js"); w.Body.String() != script || w.Header().Get("Content-Encoding") != "" {
		t.Error("who cannot unpack gets the plain file")
	}
	if w := get("/assets/f.woff2", "Accept-Encoding", "gzip"); w.Body.String() != "font" || w.Header().Get("Content-Encoding") != "" {
		t.Error("a font is compressed already")
	}
	for _, path := range []string{"/", "/records/task/PAY-1", "/welcome?link=x"} {
		w := get(path, "Accept-Encoding", "gzip")
		if w.Code != 200 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" || w.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s gives %d %v", path, w.Code, w.Header())
		}
		if again := get(path, "Accept-Encoding", "gzip", "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%s, unchanged, gives %d", path, again.Code)
		}
	}
	if w := get("/assets/gone.js", "Accept-Encoding", "gzip"); w.Code != 404 {
		t.Errorf("a script that is gone gives %d", w.Code)
	}
}
