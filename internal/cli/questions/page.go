package questions

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"plumbline/internal/answers/statement"
	"plumbline/internal/fault"
)

func badDay(flag, text string) error {
	return fault.New(fault.Malformed, "%q is not a day of the calendar.", text).WithHint("Write it like %s 2026-03-10.", flag)
}

// page prints an answer to the width of the terminal.
type page struct {
	out   io.Writer
	width int
	bold  bool
}

func newPage(out io.Writer) *page {
	p := &page{out: out, width: 100}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n >= 40 {
		p.width = n
	}
	if f, ok := out.(*os.File); ok && os.Getenv("NO_COLOR") == "" {
		if st, err := f.Stat(); err == nil {
			p.bold = st.Mode()&os.ModeCharDevice != 0
		}
	}
	return p
}

func (p *page) headline(s statement.Statement) {
	text := s.Text()
	if p.bold {
		text = "\x1b[1m" + text + "\x1b[0m"
	}
	p.wrap("", "", text)
}

func (p *page) note(format string, args ...any) {
	fmt.Fprintf(p.out, "%s\n", fmt.Sprintf(format, args...))
}

func (p *page) item(n int, s statement.Statement) {
	fmt.Fprintln(p.out)
	p.wrap(fmt.Sprintf("%2d. ", n), "    ", s.Text())
}

func (p *page) detail(s statement.Statement) { p.wrap("    ", "    ", s.Text()) }

func (p *page) fact(f statement.Fact) {
	fmt.Fprintf(p.out, "    · %s\n", clip(f.Label, p.width-6))
}

func (p *page) section(title string) { fmt.Fprintf(p.out, "\n%s\n", title) }

// table prints rows in columns as wide as they need, the last one cut at the page.
func (p *page) table(rows [][]string) {
	var width []int
	for _, r := range rows {
		for i, c := range r {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = min(max(width[i], len([]rune(c))), p.width/2)
		}
	}
	for _, r := range rows {
		line := ""
		for i, c := range r {
			c = clip(c, width[i])
			line += "  " + c + strings.Repeat(" ", width[i]-len([]rune(c)))
		}
		fmt.Fprintln(p.out, strings.TrimRight(clip(line, p.width), " "))
	}
}

func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:max(0, n-1)]) + "…"
}

// wrap breaks text at the page's width.
func (p *page) wrap(first, rest, text string) {
	line, used := first, len([]rune(first))
	for i, w := range strings.Fields(text) {
		n := len([]rune(w))
		if i > 0 && used+1+n > p.width {
			fmt.Fprintln(p.out, line)
			line, used = rest, len([]rune(rest))
		} else if i > 0 {
			line += " "
			used++
		}
		line += w
		used += n
	}
	fmt.Fprintln(p.out, line)
}
