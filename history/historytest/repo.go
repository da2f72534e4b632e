// Package historytest makes small git repositories for tests, through git
// fast-import, with full control over names, dates, modes and parents.
package historytest

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Repo is a bare repository under construction.
type Repo struct {
	t      testing.TB
	Dir    string
	stream bytes.Buffer
	marks  int
	Day    int             // the default date of commits, in days after 2024-01-01; each commit adds one
	heads  map[string]bool // branches: true when not yet continued since the last Write
}

// Commit describes one commit. Zero fields have defaults: by Ana, the repository's
// next day, on main, on top of the commit before on that branch.
type Commit struct {
	By      string // "Name <mail>"
	Message string
	Day     int               // days after 2024-01-01; 0 = the next
	Unix    int64             // seconds since 1970; over Day when set
	Branch  string            // "" = main
	From    string            // a mark (":3") or branch to start from
	Merge   []string          // further parents
	Files   map[string]string // path → content
	Remove  []string
	Rename  map[string]string // from → to
}

// New makes an empty repository in a temporary folder.
func New(t testing.TB) *Repo { return create(t, false) }

// NewSHA256 makes one whose objects have SHA-256 names.
func NewSHA256(t testing.TB) *Repo { return create(t, true) }

func create(t testing.TB, sha256 bool) *Repo {
	t.Helper()
	r := &Repo{t: t, Dir: filepath.Join(t.TempDir(), "repo.git"), heads: map[string]bool{}}
	args := []string{"init", "--quiet", "--bare", "--initial-branch=main"}
	if sha256 {
		args = append(args, "--object-format=sha256")
	}
	r.run("", append(args, r.Dir)...)
	return r
}

// Add writes one commit and returns its mark.
func (r *Repo) Add(c Commit) string {
	r.marks++
	r.Day++
	if c.Day > 0 {
		r.Day = c.Day
	}
	at := Epoch.Add(time.Duration(r.Day) * 24 * time.Hour).Unix()
	if c.Unix != 0 {
		at = c.Unix
	}
	by, branch := c.By, c.Branch
	if by == "" {
		by = "Ana Alvarez <ana@example.net>"
	}
	if branch == "" {
		branch = "main"
	}
	w := &r.stream
	fmt.Fprintf(w, "commit refs/heads/%s\nmark :%d\nauthor %s %d +0000\ncommitter %s %d +0000\n", branch, r.marks, by, at, by, at)
	message := c.Message
	if message == "" {
		message = fmt.Sprintf("Change %d", r.marks)
	}
	fmt.Fprintf(w, "data %d\n%s\n", len(message), message)
	if c.From == "" && r.heads[branch] {
		c.From = "refs/heads/" + branch + "^0"
	}
	r.heads[branch] = false
	if c.From != "" {
		fmt.Fprintf(w, "from %s\n", c.From)
	}
	for _, m := range c.Merge {
		fmt.Fprintf(w, "merge %s\n", m)
	}
	r.files(c)
	return fmt.Sprintf(":%d", r.marks)
}

func (r *Repo) files(c Commit) {
	w := &r.stream
	for _, from := range slices.Sorted(maps.Keys(c.Rename)) {
		fmt.Fprintf(w, "R %s %s\n", quote(from), quote(c.Rename[from]))
	}
	for _, p := range c.Remove {
		fmt.Fprintf(w, "D %s\n", quote(p))
	}
	for _, p := range slices.Sorted(maps.Keys(c.Files)) {
		fmt.Fprintf(w, "M 100644 inline %s\ndata %d\n%s\n", quote(p), len(c.Files[p]), c.Files[p])
	}
	w.WriteByte('\n')
}

// Epoch is day 0.
var Epoch = time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)

// Tag names a mark.
func (r *Repo) Tag(name, mark string) {
	fmt.Fprintf(&r.stream, "reset refs/tags/%s\nfrom %s\n\n", name, mark)
}

// Write imports what was added since the last Write and returns the directory.
func (r *Repo) Write() string {
	r.t.Helper()
	marks := filepath.Join(r.Dir, "test-marks")
	r.run(r.stream.String(), "--git-dir="+r.Dir, "fast-import", "--quiet", "--force", "--import-marks-if-exists="+marks, "--export-marks="+marks)
	r.stream.Reset()
	for b := range r.heads {
		r.heads[b] = true
	}
	return r.Dir
}

// Git runs git on the repository and returns its trimmed output.
func (r *Repo) Git(args ...string) string {
	r.t.Helper()
	return strings.TrimSpace(r.run("", append([]string{"--git-dir=" + r.Dir}, args...)...))
}

// Clone makes another copy with options of git clone and returns its directory.
func (r *Repo) Clone(args ...string) string {
	r.t.Helper()
	to := filepath.Join(r.t.TempDir(), "clone")
	r.run("", slices.Concat([]string{"clone", "--quiet"}, args, []string{"file://" + r.Dir, to})...)
	return to
}

func (r *Repo) run(in string, args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null")
	cmd.Stdin = strings.NewReader(in)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, stderr.String())
	}
	return string(out)
}

func quote(p string) string {
	if !strings.ContainsAny(p, " \"\n\t\\") {
		return p
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(p) + `"`
}

// Lines makes n distinct lines that start with a word.
func Lines(word string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s line %d\n", word, i)
	}
	return b.String()
}

// Unpack turns a pack into objects of their own in a bare repository.
func Unpack(t testing.TB, dir, pack string) {
	t.Helper()
	f, err := os.Open(pack)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cmd := exec.Command("git", "--git-dir="+dir, "unpack-objects", "-q")
	cmd.Stdin = f
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git unpack-objects: %v\n%s", err, out)
	}
}

// WriteTree writes a tree of one entry exactly as given, and returns its name.
func WriteTree(t testing.TB, dir, mode, name, hash string) string {
	t.Helper()
	raw, err := hex.DecodeString(hash)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("git", "--git-dir="+dir, "hash-object", "-w", "-t", "tree", "--literally", "--stdin")
	cmd.Stdin = strings.NewReader(mode + " " + name + "\x00" + string(raw))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git hash-object: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// MakeTree writes a tree of the entries that git mktree reads, and returns its name.
func MakeTree(t testing.TB, dir, entries string) string {
	t.Helper()
	cmd := exec.Command("git", "--git-dir="+dir, "mktree")
	cmd.Stdin = strings.NewReader(entries)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git mktree: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// Deflated is data as a zlib stream.
func Deflated(t testing.TB, data []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
