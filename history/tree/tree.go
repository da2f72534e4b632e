// Package tree reads what stands in the tree of one commit: each file with its lines,
// its language and whether it counts as something a person can know.
package tree

import (
	"bytes"
	"context"
	"errors"
	"path"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/go-enry/go-enry/v2"

	"plumbline/history/attr"
	"plumbline/history/git"
	"plumbline/history/pack"
)

// Why a file gives no knowledge.
const (
	Generated = "generated"
	Vendored  = "vendored"
	Binary    = "binary"
	Docs      = "docs"
	Data      = "data"
	Submodule = "submodule"
	Large     = "large"
	Missing   = "missing"
)

// Entry is one file of a tree.
type Entry struct {
	Path, Blob string
	Mode       string
	About      Blob
}

// Blob is what the content of a file says. It depends on content and path only, so
// it can be kept and used again. A file that was looked at says something.
type Blob struct {
	Lines    int
	Language string // "" = not source
	Ignored  string // one of the constants, or "": gives knowledge
}

// limit is the largest file that is looked into, in bytes.
const limit = 4 << 20

// Objects gives the content of objects by hash; git.ErrMissing or pack.ErrMissing when
// there is none. The bytes are valid until the next call.
type Objects interface {
	Object(hash string) (kind string, data []byte, err error)
}

// Look fills in what the contents of the files say of which nothing is known yet, on one
// worker for each of from. step is called from one worker at a time.
func Look(ctx context.Context, from []Objects, list []Entry, step func(done int)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var next atomic.Int64
	done := 0
	for _, objects := range from {
		wg.Go(func() {
			for ctx.Err() == nil {
				end := int(next.Add(together))
				part := list[min(end-together, len(list)):min(end, len(list))]
				if len(part) == 0 {
					return
				}
				if err := lookAt(ctx, objects, part); err != nil {
					cancel(err)
				}
				mu.Lock()
				done += len(part)
				step(done)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// together is how many files a worker looks at before it takes others.
const together = 64

func lookAt(ctx context.Context, from Objects, list []Entry) error {
	for i := range list {
		e := &list[i]
		if e.About != (Blob{}) {
			continue
		}
		if e.Mode == "160000" {
			e.About = Blob{Ignored: Submodule}
			continue
		}
		_, data, err := from.Object(e.Blob)
		switch {
		case errors.Is(err, git.ErrMissing) || errors.Is(err, pack.ErrMissing):
			e.About = Blob{Language: ByPath(e.Path).Language, Ignored: Missing}
		case err != nil && ctx.Err() != nil:
			return ctx.Err()
		case err != nil && !errors.Is(err, pack.ErrTooLarge):
			return err
		case len(data) > limit || errors.Is(err, pack.ErrTooLarge):
			e.About = Blob{Ignored: Large}
		default:
			e.About = Classify(e.Path, data)
		}
	}
	return nil
}

// Classify says what a file is from its path and content.
func Classify(p string, content []byte) Blob {
	head := content[:min(len(content), 8000)]
	if bytes.IndexByte(head, 0) >= 0 {
		return Blob{Ignored: Binary}
	}
	b := ByPath(p)
	b.Lines = Lines(content)
	if b.Ignored != "" {
		return b
	}
	if lang, ok := enry.GetLanguageByShebang(head); ok && b.Language == "" {
		b.Language = lang
	}
	if lang, ok := byContent(p, head); ok && lang != "" {
		b.Language = lang
	}
	if generated(p, head) {
		b.Ignored = Generated
	} else {
		b.Ignored = kind(b.Language)
	}
	if b.Ignored == Data || b.Ignored == Docs {
		b.Language = ""
	}
	return b
}

// ofName is the language that a file's name tells.
func ofName(p string) string {
	lang, _ := enry.GetLanguageByFilename(path.Base(p))
	if lang == "" {
		lang, _ = enry.GetLanguageByExtension(p)
	}
	return lang
}

// ByPath says what a path alone tells, for files whose content is not at hand.
func ByPath(p string) Blob {
	b := Blob{Language: ofName(p)}
	switch {
	case vendored(p):
		b.Ignored = Vendored
	case documentation(p):
		b.Ignored = Docs
	case generatedName(p):
		b.Ignored = Generated
	}
	return b
}

// Said is what is known of a file at a path once its attributes are heard. Contents that
// could not be looked into stay so.
func (b Blob) Said(p string, s attr.Said) Blob {
	if s == (attr.Said{}) {
		return b
	}
	switch b.Ignored {
	case Binary, Submodule, Large, Missing:
		return b
	}
	if lang, ok := named(s.Language); ok {
		b.Language = lang
		if b.Ignored == Data || b.Ignored == Docs {
			b.Ignored = kind(lang)
		}
	}
	answers := map[string]attr.Answer{Generated: s.Generated, Vendored: s.Vendored, Docs: s.Documentation}
	if answers[b.Ignored] == attr.No {
		if b.Language == "" {
			b.Language = ofName(p)
		}
		b.Ignored = kind(b.Language)
	}
	for _, why := range [...]string{Docs, Generated, Vendored} {
		if answers[why] == attr.Yes {
			b.Ignored = why
		}
	}
	if b.Ignored == Data || b.Ignored == Docs {
		b.Language = ""
	}
	return b
}

// named finds the language of a name as attributes write it, where spaces are hyphens.
func named(name string) (string, bool) {
	if name == "" {
		return "", false
	}
	if lang, ok := enry.GetLanguageByAlias(name); ok {
		return lang, true
	}
	return enry.GetLanguageByAlias(strings.ReplaceAll(name, "-", " "))
}

func generatedName(p string) bool {
	base := path.Base(p)
	for _, s := range []string{".pb.go", "_pb2.py", ".min.js", ".min.css", ".lock", "go.sum", "package-lock.json", ".snap", "_generated.go", ".designer.cs"} {
		if strings.HasSuffix(base, s) {
			return true
		}
	}
	return strings.HasPrefix(base, "zz_generated")
}

// kind says why a language is no source: prose is docs, data is data.
func kind(lang string) string {
	if lang == "" {
		return Data
	}
	switch lang {
	case "SQL", "PLSQL", "PLpgSQL", "GraphQL", "Protocol Buffer", "Jupyter Notebook":
		return "" // listed as data, but written by people who know what it means
	}
	switch enry.GetLanguageType(lang) {
	case enry.Prose:
		return Docs
	case enry.Data:
		return Data
	}
	return ""
}

// Lines counts lines as git does: a last one without an end counts.
func Lines(b []byte) int {
	n := bytes.Count(b, []byte{'\n'})
	if len(b) > 0 && b[len(b)-1] != '\n' {
		n++
	}
	return n
}

// Content is one file of a tree as read.
type Content struct {
	Path string
	Data []byte
}

// Read reads the files of a commit's tree that want picks, in the order of paths.
// Links, submodules, files over limit bytes and files missing here are left out.
func Read(ctx context.Context, repo *git.Repo, commit string, limit int64, want func(path string) bool) ([]Content, error) {
	var out []Content
	err := Each(ctx, repo, commit, limit, want, func(c Content) error {
		out = append(out, c)
		return nil
	})
	return out, err
}

// ErrEnough ends Each without an error.
var ErrEnough = errors.New("enough was read")

// Each gives the files that Read would read one after another, until do gives an
// error, which Each returns unless it is ErrEnough.
func Each(ctx context.Context, repo *git.Repo, commit string, limit int64, want func(path string) bool, do func(Content) error) error {
	list, err := List(ctx, repo, commit)
	if err != nil {
		return err
	}
	batch, err := repo.NewBatch(ctx)
	if err != nil {
		return err
	}
	defer batch.Close()
	for _, e := range list {
		if !strings.HasPrefix(e.Mode, "100") || !want(e.Path) {
			continue
		}
		o, data, err := batch.Read(e.Blob, limit, nil)
		switch {
		case errors.Is(err, git.ErrMissing):
			continue
		case err != nil && ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return err
		case o.Size > limit:
			continue
		}
		if err := do(Content{e.Path, data}); errors.Is(err, ErrEnough) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}
