package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// webFigures is what web/journeys/measure.ts prints: milliseconds and bytes.
type webFigures struct {
	Load []struct {
		Kind  string `json:"kind"`
		Files int    `json:"files"`
		Bytes int    `json:"bytes"`
		Gzip  int    `json:"gzip"`
	} `json:"load"`
	First webTrips `json:"first"`
	Again webTrips `json:"again"`
	Drag  struct {
		webWork
		Preview float64 `json:"preview"` // from the release until the first plan under the change is drawn
	} `json:"drag"`
	// Scroll is what scrolling a long page from its top to its end takes, page by page.
	Scroll []struct {
		Page string `json:"page"`
		Rows int    `json:"rows"`
		webWork
	} `json:"scroll"`
}

// webWork is what the page's main thread did meanwhile: its longest task, the most that
// a task computed (the rest is waiting for a processor), both in milliseconds, and how
// many there were.
type webWork struct {
	Longest  float64 `json:"longest"`
	Computed float64 `json:"computed"`
	Tasks    int     `json:"tasks"`
}

type webTrips struct {
	N   int     `json:"n"`
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	// Slowest is the trip that took longest.
	Slowest struct {
		To   string  `json:"to"`
		Took float64 `json:"took"`
	} `json:"slowest"`
}

var printedLink = regexp.MustCompile(`http://\S+/welcome\?link=\S+`)

// webBench starts the program on a demo of its own and has the system's browser measure
// its pages: what the first load fetches, how long a page takes, and whether a drag stutters.
func webBench(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("web", flag.ContinueOnError)
	flags.SetOutput(out)
	program := flags.String("program", "bin/plumbline", "the built program, with its pages")
	folder := flags.String("web", "web", "the folder of the pages, with its packages installed")
	rounds := flags.Int("rounds", 5, "how often each page is gone to")
	tasks := flags.Int("tasks", 0, "measure an organisation with so many tasks, about half of them open; 0 = the demo's 40")
	asJSON := flags.Bool("json", false, "print JSON")
	if err := flags.Parse(args); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Minute)
	defer cancel()
	link, stop, err := startFor(ctx, *program, *tasks)
	if err != nil {
		return err
	}
	defer stop()
	raw, err := measureWeb(ctx, *folder, link, *rounds)
	if err != nil {
		return err
	}
	if *asJSON {
		_, err = out.Write(raw)
		return err
	}
	var f webFigures
	if err := json.Unmarshal(raw, &f); err != nil {
		return fmt.Errorf("the browser's figures: %w", err)
	}
	return f.print(out)
}

// startFor starts a server on a free port and a new folder, of the demo or of an
// organisation with so many tasks, and gives its one-time link.
func startFor(ctx context.Context, program string, tasks int) (link string, stop func(), err error) {
	data, err := os.MkdirTemp("", "plumbline-bench-web-")
	if err != nil {
		return "", nil, err
	}
	args := []string{"serve", "--demo"}
	if tasks > 0 {
		args = args[:1]
		if err := fillFolder(ctx, data, tasks); err != nil {
			return "", nil, errors.Join(err, os.RemoveAll(data))
		}
	}
	path, err := filepath.Abs(program)
	if err != nil {
		return "", nil, err
	}
	cmd := exec.CommandContext(ctx, path, append(args, "--listen", "127.0.0.1:0", "--data", data)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	said, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, fmt.Errorf("%w (build it first: make build)", err)
	}
	stop = func() {
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended already
		_ = cmd.Wait()
		_ = os.RemoveAll(data)
	}
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if link := printedLink.FindString(lines.Text()); link != "" {
			go func() { _, _ = io.Copy(io.Discard, said) }()
			return link, stop, nil
		}
	}
	stop()
	return "", nil, errors.New("the program printed no link to sign in")
}

// measureWeb runs the browser's side and gives its one line of JSON.
func measureWeb(ctx context.Context, folder, link string, rounds int) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "npm", "run", "--silent", "measure")
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "LINK="+link, fmt.Sprintf("ROUNDS=%d", rounds))
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, complaints.String())
	}
	return out.Bytes(), nil
}

func (f *webFigures) print(out io.Writer) error {
	var b bytes.Buffer
	total := 0
	for _, l := range f.Load {
		fmt.Fprintf(&b, "first load  %-11s %3d files  %7.1f kB  %6.1f kB gzipped\n", l.Kind, l.Files, float64(l.Bytes)/1000, float64(l.Gzip)/1000)
		total += l.Gzip
	}
	fmt.Fprintf(&b, "first load  together                          %6.1f kB gzipped\n", float64(total)/1000)
	for _, t := range []struct {
		name string
		webTrips
	}{{"a page's first time", f.First}, {"again", f.Again}} {
		fmt.Fprintf(&b, "navigation  %-20s %3d trips  median %5.1f ms  p95 %5.1f ms  slowest %s %.1f ms\n", t.name, t.N, t.P50, t.P95, t.Slowest.To, t.Slowest.Took)
	}
	for _, x := range f.Scroll {
		fmt.Fprintf(&b, "scroll      %-20s %4d rows drawn   longest task %5.1f ms of %d, computing at most %.1f ms\n", x.Page, x.Rows, x.Longest, x.Tasks, x.Computed)
	}
	fmt.Fprintf(&b, "drag        longest task %.1f ms of %d, computing at most %.1f ms   first plan under the change after %.1f ms\n",
		f.Drag.Longest, f.Drag.Tasks, f.Drag.Computed, f.Drag.Preview)
	_, err := out.Write(b.Bytes())
	return err
}
