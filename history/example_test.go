package history_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"plumbline/history"
	"plumbline/history/couple"
	"plumbline/history/know"
)

// stream is what git fast-import makes a small repository of: Ana writes two files,
// Ben moves and extends one of them, then both files change together.
const stream = `commit refs/heads/main
author Ana Alvarez <ana@example.net> 1704110400 +0000
committer Ana Alvarez <ana@example.net> 1704110400 +0000
data 5
start
M 100644 inline pay/ledger.go
data 24
package pay

// Ledger.
M 100644 inline pay/book.go
data 12
package pay

commit refs/heads/main
author Ben Brook <ben@example.net> 1704196800 +0000
committer Ben Brook <ben@example.net> 1704196800 +0000
data 4
move
R pay/ledger.go ledger/ledger.go
M 100644 inline ledger/ledger.go
data 36
package pay

// Ledger.

// Entry.

commit refs/heads/main
author Ana Alvarez <ana@example.net> 1704283200 +0000
committer Ana Alvarez <ana@example.net> 1704283200 +0000
data 4
both
M 100644 inline ledger/ledger.go
data 24
package pay

// Entry.

M 100644 inline pay/book.go
data 21
package pay

// Book

`

// sample makes that repository in a new folder.
func sample() (dir string, err error) {
	if dir, err = os.MkdirTemp("", "history"); err != nil {
		return "", err
	}
	if err = exec.Command("git", "init", "--quiet", "--bare", "--initial-branch=main", dir).Run(); err != nil {
		return dir, err
	}
	cmd := exec.Command("git", "--git-dir="+dir, "fast-import", "--quiet")
	cmd.Stdin = strings.NewReader(stream)
	return dir, cmd.Run()
}

// Open reads commits, changes and the files at the head, with renames followed.
func ExampleOpen() {
	dir, err := sample()
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	r, err := history.Open(context.Background(), dir, history.Options{Index: filepath.Join(dir, "plumbline-index")})
	if err != nil {
		panic(err)
	}
	for i, c := range r.Commits {
		fmt.Printf("%s, by %s\n", c.Subject, r.People[c.Author].Name)
		for _, ch := range r.ChangesOf(i) {
			fmt.Printf("  %s +%d -%d\n", r.Files[ch.File].Path, ch.Added, ch.Deleted)
		}
	}
	// Output:
	// start, by Ana Alvarez
	//   pay/book.go +1 -0
	//   ledger/ledger.go +3 -0
	// move, by Ben Brook
	//   ledger/ledger.go +3 -0
	// both, by Ana Alvarez
	//   ledger/ledger.go +0 -2
	//   pay/book.go +2 -0
}

// LinesOf says which commit each line of a file comes from, renames followed.
func ExampleRepository_LinesOf() {
	dir, err := sample()
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	r, err := history.Open(context.Background(), dir, history.Options{})
	if err != nil {
		panic(err)
	}
	file, _ := r.File("ledger/ledger.go")
	lines, err := r.LinesOf(context.Background(), file)
	if err != nil {
		panic(err)
	}
	for line, commit := range lines {
		fmt.Printf("line %d: %s\n", line+1, r.People[r.Commits[commit].Author].Name)
	}
	// Output:
	// line 1: Ana Alvarez
	// line 2: Ana Alvarez
	// line 3: Ben Brook
	// line 4: Ben Brook
}

// Reports are made from what Open read and read nothing more.
func Example_reports() {
	dir, err := sample()
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	r, err := history.Open(context.Background(), dir, history.Options{})
	if err != nil {
		panic(err)
	}
	answer, _ := know.Build(r, know.Options{}).Who("ledger/", 3)
	for _, h := range answer.People {
		fmt.Println("ask", r.People[h.Person].Name)
	}
	for _, p := range couple.Files(r, couple.Options{MinShared: 2}) {
		fmt.Println(r.Files[p.A].Path, "changes with", r.Files[p.B].Path)
	}
	// Output:
	// ask Ana Alvarez
	// ask Ben Brook
	// pay/book.go changes with ledger/ledger.go
}
