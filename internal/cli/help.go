package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// helpWidth is where lines of help end; those broken by hand are shorter.
const helpWidth = 120

// help prints a command's help with its long lines broken.
func help(c *cobra.Command, _ []string) {
	out := c.OutOrStdout()
	for _, line := range strings.Split(strings.TrimSpace(c.Long), "\n") {
		wrap(out, line)
	}
	fmt.Fprintf(out, "\n%s", c.UsageString())
}

func wrap(out io.Writer, line string) {
	for runes := []rune(line); ; {
		end := len(runes)
		if end > helpWidth {
			for end = helpWidth; end > 0 && runes[end] != ' '; end-- {
			}
		}
		if end == 0 {
			end = len(runes) // one long word
		}
		fmt.Fprintln(out, string(runes[:end]))
		if end == len(runes) {
			return
		}
		runes = runes[end+1:]
	}
}
