// Package tree reads what stands in the tree of one commit: each file with its lines,
// its language and whether it counts as something a person can know.
package tree

import (
	"bytes"
	"context"
	"errors"
	"path"
	"strings"

	"github.com/go-enry/go-enry/v2"

	"plumbline/history/git"
	"plumbline/history/object"
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
// it can be kept and used again.
type Blob struct {
	Lines    int
	Language string // "" = not source
	Ignored  string // one of the constants, or "": gives knowledge
}

// limit is the largest file that is looked into, in bytes.
const limit = 4 << 20

// List lists the files of a commit's tree, sorted by path as git sorts them.
func List(ctx context.Context, repo *git.Repo, commit string) ([]Entry, error) {
	out, err := repo.Output(ctx, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, err
	}
	var list []Entry
	for rec := range bytes.SplitSeq(out, []byte{0}) {
		head, name, ok := bytes.Cut(rec, []byte{'\t'})
		f := bytes.Fields(head)
		if !ok || len(f) != 3 {
			continue
		}
		list = append(list, Entry{Path: object.Text(name), Blob: string(f[2]), Mode: string(f[0])})
	}
	return list, nil
}

// Objects gives the content of objects by hash; git.ErrMissing or pack.ErrMissing when
// there is none. The bytes are valid until the next call.
type Objects interface {
	Object(hash string) (kind string, data []byte, err error)
}

// Look fills in what the files' contents say. known is what earlier readings found,
// by Key; it may be nil.
func Look(ctx context.Context, from Objects, list []Entry, known map[string]Blob, step func(done int)) error {
	for i := range list {
		e := &list[i]
		if b, ok := known[e.Key()]; ok {
			e.About = b
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
		if i%256 == 0 {
			step(i)
		}
	}
	return nil
}

// Key identifies content at a path.
func (e Entry) Key() string { return e.Blob + ":" + e.Path }

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
	if lang, ok := enry.GetLanguageByContent(p, head); ok && lang != "" {
		b.Language = lang
	}
	if enry.IsGenerated(p, head) {
		b.Ignored = Generated
	} else {
		b.Ignored = kind(b.Language)
	}
	if b.Ignored == Data || b.Ignored == Docs {
		b.Language = ""
	}
	return b
}

// ByPath says what a path alone tells, for files whose content is not at hand.
func ByPath(p string) Blob {
	lang, _ := enry.GetLanguageByFilename(path.Base(p))
	if lang == "" {
		lang, _ = enry.GetLanguageByExtension(p)
	}
	b := Blob{Language: lang}
	switch {
	case enry.IsVendor(p):
		b.Ignored = Vendored
	case enry.IsDocumentation(p):
		b.Ignored = Docs
	case generatedName(p):
		b.Ignored = Generated
	}
	return b
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
	list, err := List(ctx, repo, commit)
	if err != nil {
		return nil, err
	}
	batch, err := repo.NewBatch(ctx)
	if err != nil {
		return nil, err
	}
	defer batch.Close()
	var out []Content
	for _, e := range list {
		if !strings.HasPrefix(e.Mode, "100") || !want(e.Path) {
			continue
		}
		o, data, err := batch.Read(e.Blob, limit, nil)
		switch {
		case errors.Is(err, git.ErrMissing):
		case err != nil && ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return nil, err
		case o.Size <= limit:
			out = append(out, Content{e.Path, data})
		}
	}
	return out, nil
}
